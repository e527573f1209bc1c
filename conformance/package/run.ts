import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

// Packs the package, installs it into an empty project, and runs the README's library examples there:
// the JavaScript as it stands, the TypeScript after the compiler has checked it against the published types.

const root = fileURLToPath(new URL("../..", import.meta.url));
const project = mkdtempSync(join(tmpdir(), "ircd-ts-package-"));

try {
  installPacked();
  runExample("js", "example.mjs");
  compile("example.mts");
  runExample("ts", "example.mjs");
  console.log("the packed library runs the README's examples");
} finally {
  rmSync(project, { recursive: true, force: true });
}

function installPacked(): void {
  const packed = run(root, "npm", "pack", "--silent", "--pack-destination", project);
  const tarball = packed.trim().split("\n").at(-1) ?? "";
  writeFileSync(join(project, "package.json"), '{ "private": true, "type": "module" }\n');
  run(project, "npm", "install", "--silent", "--no-audit", "--no-fund", join(project, tarball));
  // The compiler is the project's own choice and no part of the package.
  for (const name of ["typescript", "@typescript", "@types", "undici-types"])
    cpSync(join(root, "node_modules", name), join(project, "node_modules", name), { recursive: true });
}

function compile(file: string): void {
  writeFileSync(join(project, file), example("ts"));
  const options = ["--strict", "--target", "es2022", "--module", "nodenext", "--types", "node"];
  const lib = ["--lib", "es2023,esnext.disposable"];
  run(project, process.execPath, "node_modules/typescript/bin/tsc", ...options, ...lib, file);
}

function runExample(language: "js" | "ts", file: string): void {
  if (language === "js") writeFileSync(join(project, file), example(language));
  const said = run(project, process.execPath, file);
  if (!/\d/.test(said)) throw new Error(`the ${language} example printed no port: ${said}`);
}

/** The first example of a language in the README that imports the package. */
function example(language: "js" | "ts"): string {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  const found = readme.match(new RegExp(`\`\`\`${language}\\n(import[^]*?)\`\`\``));
  if (!found?.[1]) throw new Error(`the README has no ${language} example`);
  return found[1];
}

function run(folder: string, command: string, ...args: readonly string[]): string {
  return execFileSync(command, args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
}
