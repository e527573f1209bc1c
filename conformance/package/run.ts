import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { engineWarnings } from "./engine-warnings.ts";
import { deadLinks } from "./links.ts";

// Packs the package, installs it into an empty project, and runs the README's library examples there:
// the JavaScript as it stands, the TypeScript after the compiler has checked it against the published types.
// The plugins of docs/plugins.md are checked against them, too, and tried out. npm must not warn that anything asks for
// another Node.js, and the links of the pages in the package must lead somewhere in it.

const root = fileURLToPath(new URL("../..", import.meta.url));
const project = mkdtempSync(join(tmpdir(), "ircd-ts-package-"));

try {
  installPacked();
  followLinks();
  runExample("js", "example.mjs");
  writeFileSync(join(project, "example.mts"), example("ts"));
  compile("example.mts");
  runExample("ts", "example.mjs");
  tryPlugins();
  console.log(
    "the packed library is installed without a warning, its links lead somewhere, and it runs the README's examples and the plugins of docs/plugins.md",
  );
} finally {
  rmSync(project, { recursive: true, force: true });
}

function installPacked(): void {
  const packed = run(root, "npm", "pack", "--silent", "--pack-destination", project);
  const tarball = packed.trim().split("\n").at(-1) ?? "";
  writeFileSync(join(project, "package.json"), '{ "private": true, "type": "module" }\n');
  install(join(project, tarball));
  // The compiler is the project's own choice and no part of the package.
  for (const name of ["typescript", "@typescript", "@types", "undici-types"])
    cpSync(join(root, "node_modules", name), join(project, "node_modules", name), { recursive: true });
}

/** Installs it as anybody would, who reads what npm warns of. */
function install(tarball: string): void {
  const options = ["--loglevel", "warn", "--no-audit", "--no-fund"];
  const { status, stdout, stderr } = spawnSync("npm", ["install", ...options, tarball], {
    cwd: project,
    encoding: "utf8",
  });
  const said = `${stdout}${stderr}`;
  if (status !== 0) throw new Error(`the package cannot be installed: ${said}`);
  const warnings = engineWarnings(said);
  if (warnings.length > 0) throw new Error(`who installs the package is warned:\n${warnings.join("\n")}`);
}

function followLinks(): void {
  const installed = join(project, "node_modules", "ircd-ts");
  const docs = readdirSync(join(installed, "docs")).filter((file) => file.endsWith(".md"));
  const dead = ["README.md", ...docs.map((file) => join("docs", file))].flatMap((page) =>
    deadLinks(installed, page, readFileSync(join(installed, page), "utf8"))
      // The tests, which prove what the pages say, are in the repository alone.
      .filter((target) => !target.startsWith("../test/"))
      .map((target) => `${page}: ${target}`),
  );
  if (dead.length > 0) throw new Error(`links in the package lead nowhere:\n${dead.join("\n")}`);
}

function compile(...files: readonly string[]): void {
  const options = ["--strict", "--target", "es2022", "--module", "nodenext", "--types", "node"];
  const lib = ["--lib", "es2023,esnext.disposable"];
  run(project, process.execPath, "node_modules/typescript/bin/tsc", ...options, ...lib, ...files);
}

/** Each plugin of the page is loaded by the test kit of the package. */
function tryPlugins(): void {
  const page = readFileSync(join(root, "docs", "plugins.md"), "utf8");
  const plugins = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].flatMap(([, text = ""]) =>
    text.includes("definePlugin({") ? [text] : [],
  );
  const names = plugins.map((_, index) => `plugin-${index}`);
  for (const [index, text] of plugins.entries()) writeFileSync(join(project, `plugin-${index}.mts`), text);
  const trial = [
    'import { testPlugin } from "ircd-ts/testing";',
    ...names.map((name, index) => `import plugin${index} from "./${name}.mjs";`),
    `for (const plugin of [${names.map((_, index) => `plugin${index}`).join(", ")}]) {`,
    '  const options = plugin.name === "motto" ? { motto: "Onwards" } : {};',
    "  await using irc = await testPlugin(plugin, { options });",
    '  const alice = await irc.connect("alice");',
    '  const lines: readonly string[] = await alice.ask("PING here");',
    "  console.log(plugin.name, lines.length, irc.plugins[0]?.isOn);",
    "}",
  ];
  writeFileSync(join(project, "trial.mts"), trial.join("\n"));
  compile("trial.mts");
  const said = run(project, process.execPath, "trial.mjs").trim().split("\n");
  if (said.length !== plugins.length || !said.every((line) => line.endsWith(" 1 true")))
    throw new Error(`the plugins of docs/plugins.md were not all loaded: ${said.join("; ")}`);
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
