import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { PluginError, reasonIn } from "./plugin-error.ts";

// For how long a module may take until it is loaded: it may wait for something that never comes.
const loadMs = 10_000;

/** Runs code as a module, anew each time, and gives its default export; a PluginError tells what it threw. */
export async function loadModule(code: string, name: string, where: string): Promise<unknown> {
  const folder = await mkdtemp(join(tmpdir(), "ircd-ts-plugin-"));
  try {
    const file = join(folder, `${name}.mjs`);
    await writeFile(file, code);
    const module: unknown = await withinTime(import(/* @vite-ignore */ pathToFileURL(file).href));
    return (Object(module) as { readonly default?: unknown }).default;
  } catch (cause) {
    throw new PluginError(`${where}: ${name} failed as it was loaded: ${reasonIn(cause)}`, { cause });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function withinTime<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(reject, loadMs, new Error(`it has not ended within ${loadMs / 1000} seconds`));
    work.then(resolve, reject).finally(() => clearTimeout(late));
  });
}
