import { accessSync, constants, existsSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { DATABASE_FILE, holderOf } from "../data-folder.ts";
import { reasonOf } from "../start-error.ts";
import { type Finding, findingsAbout } from "./finding.ts";
import { mebibytes } from "./limits.ts";
import type { Machine } from "./machine.ts";

/** The process that serves from this data folder now. */
export function servedBy(folder: string | undefined): string | undefined {
  return folder === undefined ? undefined : holderOf(folder);
}

/** When the database was last written to, in ms since 1970; `undefined` where there is none. */
export function lastWritten(folder: string | undefined): number | undefined {
  if (folder === undefined) return undefined;
  const times = ["", "-wal"].map(
    (end) => statSync(join(folder, DATABASE_FILE + end), { throwIfNoEntry: false })?.mtimeMs,
  );
  const known = times.filter((time) => time !== undefined);
  return known.length > 0 ? Math.max(...known) : undefined;
}

/** Whether what lasts can be written, and is nobody else's to read. */
export function examineFolder(folder: string | undefined): Finding {
  const { ok, warning, fault } = findingsAbout("data folder");
  if (folder === undefined) return warning("none: accounts, channels and history end with the process");
  const path = resolve(folder);
  try {
    accessSync(nearest(path), constants.W_OK | constants.X_OK);
  } catch (error) {
    return fault(`${path} cannot be written to (${reasonOf(error)})`);
  }
  if (!existsSync(path)) return ok(`${path} will be made`);
  const { mode } = statSync(path);
  if ((mode & 0o077) !== 0)
    return warning(`${path} can be read by others: chmod 700 keeps passwords and private words`);
  return ok(path);
}

const SCARCE = 1024 ** 3;
const TOO_LITTLE = 100 * 1024 ** 2;

/** Whether there is room for what lasts. */
export async function examineDisk(
  machine: Machine,
  folder: string | undefined,
): Promise<Finding | undefined> {
  if (folder === undefined) return undefined;
  const { ok, warning, fault } = findingsAbout("disk");
  const { free, total } = await machine.space(nearest(resolve(folder)));
  const text = `${mebibytes(free)} of ${mebibytes(total)} are free`;
  if (free < TOO_LITTLE) return fault(`${text}: history will soon not be kept`);
  return free < SCARCE ? warning(text) : ok(text);
}

// A folder that is not there yet will be where its parent is.
function nearest(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearest(dirname(path));
}
