import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { builtinModules, createRequire } from "node:module";
import { extname, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { BuildFailure, Plugin as BuildPlugin, OnResolveResult } from "esbuild";
import { PluginError, reasonIn } from "./plugin-error.ts";

/** A plugin's own files as one module in JavaScript. */
export interface BundledPlugin {
  readonly code: string;
  /** Another one when any of its own files is another. */
  readonly hash: string;
}

/** Where a plugin begins: a file, or the name of a package. */
export type PluginEntry = { readonly path: string } | { readonly package: string };

// What is being put together in this process: whoever is last ends the compiler.
const builds = new Set<object>();

/**
 * Puts the files of a plugin together, TypeScript or not; packages it uses are left where they are. A PluginError
 * says in one line which file does not read.
 */
export async function bundlePlugin(entry: PluginEntry, where: string): Promise<BundledPlugin> {
  // Loaded only here: most servers have no plugins of their own.
  const esbuild = await import("esbuild");
  const begins = "path" in entry ? resolve(entry.path) : packageFile(entry.package, where);
  const build = {};
  builds.add(build);
  try {
    const { outputFiles } = await esbuild.build({
      ...{ entryPoints: [begins], bundle: true, write: false, platform: "node", format: "esm" },
      ...{ target: "node20", logLevel: "silent", charset: "utf8", legalComments: "none" },
      define: { "import.meta.url": JSON.stringify(pathToFileURL(begins).href) },
      banner: { js: requireFor(begins) },
      plugins: [others],
    });
    const code = outputFiles[0]?.text ?? "";
    return { code, hash: createHash("sha256").update(code).digest("hex") };
  } catch (cause) {
    throw new PluginError(`${where}: ${reasonOfBuild(cause, begins)}`, { cause });
  } finally {
    builds.delete(build);
    // It is a process of its own, for all servers of this one.
    if (builds.size === 0) await esbuild.stop();
  }
}

function packageFile(name: string, where: string): string {
  const here = createRequire(resolve("package.json"));
  try {
    return here.resolve(name);
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : reasonIn(cause);
    throw new PluginError(`${where}: the package ${name} cannot be found from ${resolve(".")} (${code})`, {
      cause,
    });
  }
}

// What is written for `require` finds its packages from where the plugin is.
function requireFor(file: string): string {
  return `import { createRequire as $createRequire } from "node:module"; const require = $createRequire(${JSON.stringify(pathToFileURL(file).href)});`;
}

const builtin = new Set(builtinModules);
// Compiled or not, as this file is.
const ownFile = fileURLToPath(new URL(`./define-plugin${extname(import.meta.url)}`, import.meta.url));
const ownPackages = createRequire(import.meta.url);

/** Where the modules are that are none of the plugin's own files. */
const others: BuildPlugin = {
  name: "others",
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, async ({ path, kind, resolveDir, pluginData }) => {
      if (pluginData === asked || kind === "entry-point") return undefined;
      if (path === "ircd-ts") return { path: ownFile };
      if (path.startsWith("node:") || builtin.has(path)) return { path, external: true };
      const found = await build.resolve(path, { kind, resolveDir, pluginData: asked });
      if (found.errors.length === 0) return external(found.path);
      // The schema library is the server's own where the plugin has none.
      return path === "zod" ? external(ownPackages.resolve(path)) : { errors: found.errors };
    });
  },
};

const asked = {};

function external(path: string): OnResolveResult {
  return { path: pathToFileURL(path).href, external: true };
}

function reasonOfBuild(cause: unknown, file: string): string {
  const [first] = isBuildFailure(cause) ? cause.errors : [];
  if (!first) return reasonIn(cause);
  const { text, location } = first;
  if (!location)
    return text.includes("Could not resolve") ? `${file} cannot be read (${whyUnread(file)})` : text;
  return `${location.file}:${location.line}:${location.column + 1}: ${text}`;
}

// The compiler does not say.
function whyUnread(file: string): string {
  try {
    readFileSync(file);
    return "it is no module";
  } catch (cause) {
    return cause instanceof Error && "code" in cause ? String(cause.code) : reasonIn(cause);
  }
}

function isBuildFailure(cause: unknown): cause is BuildFailure {
  return cause instanceof Error && "errors" in cause && Array.isArray(cause.errors);
}
