import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { PluginError, reasonIn } from "./plugin-error.ts";
import { withinTime } from "./within-time.ts";

// For how long a module may take until it is loaded: it may wait for something that never comes.
const loadSeconds = 10;

/** Runs code as a module, anew each time, and gives its default export; a PluginError tells what it threw. */
export async function loadModule(code: string, name: string, where: string): Promise<unknown> {
  const folder = await mkdtemp(join(tmpdir(), "ircd-ts-plugin-"));
  try {
    const file = join(folder, `${name}.mjs`);
    await writeFile(file, code);
    const module: unknown = await withinTime(
      import(/* @vite-ignore */ pathToFileURL(file).href),
      loadSeconds,
    );
    return (Object(module) as { readonly default?: unknown }).default;
  } catch (cause) {
    throw new PluginError(`${where}: ${name} failed as it was loaded: ${reasonIn(cause)}`, { cause });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
