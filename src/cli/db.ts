import { once } from "node:events";
import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { finished } from "node:stream/promises";
import { loadConfig } from "../config/load.ts";
import { openDataFolder } from "../node/data-folder.ts";
import { reasonOf, StartError } from "../node/start-error.ts";
import { contentsOf, exportLines, importLines, problemsOf } from "../store/sqlite/archive.ts";
import { type Database, openDatabase } from "../store/sqlite/database.ts";
import type { DbAction } from "./db-options.ts";
import type { Terminal } from "./terminal.ts";

/** What `ircd-ts db` was given. */
export interface DbArguments {
  readonly action: DbAction;
  readonly file: string | undefined;
  readonly data: string | undefined;
  readonly config: string | undefined;
}

// Nobody but us works on it; if another program does, it gets so long.
const BUSY_TIMEOUT = 5_000;

/** Works on the database of a server that does not run. */
export async function db(given: DbArguments, terminal: Terminal): Promise<void> {
  const folder = loadConfig({
    file: given.config,
    defaults: { data: "data" },
    flags: { data: given.data },
    flagNames: { data: "--data" },
  }).data;
  if (folder === undefined) throw new StartError("USAGE", "db: the configuration names no data folder");
  const file = join(folder, "ircd.db");
  if (given.action !== "import" && !existsSync(file))
    throw new StartError("NO_DATABASE", `there is no ${file}`);
  const held = openDataFolder(folder);
  try {
    await onDatabase(file, given, terminal);
  } finally {
    held.close();
  }
}

async function onDatabase(file: string, given: DbArguments, terminal: Terminal): Promise<void> {
  const database = await openDatabase({ file, busyTimeout: BUSY_TIMEOUT });
  try {
    await work(database, file, given, terminal);
  } finally {
    await database.db.destroy();
  }
}

async function work(
  { connection }: Database,
  file: string,
  { action, file: other }: DbArguments,
  terminal: Terminal,
): Promise<void> {
  const say = (text: string) => terminal.stdout.write(`${text}\n`);
  switch (action) {
    case "export":
      if (other === undefined) return writeLines(exportLines(connection), terminal.stdout);
      await writeFile(exportLines(connection), other);
      return void say(`${other}: ${contentsOf(connection)}`);
    case "import":
      await importLines(connection, linesOf(other === undefined ? terminal.stdin : createReadStream(other)));
      return void say(`${file}: ${contentsOf(connection)}`);
    case "check":
      return check(problemsOf(connection), () => say(`${file}: sound; ${contentsOf(connection)}`));
    case "backup":
      if (other === undefined) throw new StartError("USAGE", "db backup: needs the file to write to");
      connection.copyTo(other);
      return void say(`${other}: ${contentsOf(connection)}`);
  }
}

function check(problems: readonly string[], sayIsSound: () => void): void {
  const [first, ...others] = problems;
  if (first === undefined) return sayIsSound();
  const more = others.length > 0 ? ` (and ${others.length} more)` : "";
  throw new StartError("UNSOUND", `the database is not sound: ${first}${more}`);
}

async function writeFile(lines: Iterable<string>, file: string): Promise<void> {
  // Hashes and private words are in it.
  const stream = createWriteStream(file, { flags: "wx", mode: 0o600 });
  try {
    await once(stream, "open");
    await writeLines(lines, stream);
    stream.end();
    await finished(stream);
  } catch (cause) {
    throw new StartError("NOT_WRITTEN", `cannot write ${file} (${reasonOf(cause)})`, { cause });
  }
}

async function writeLines(lines: Iterable<string>, stream: Writable): Promise<void> {
  for (const line of lines) if (!stream.write(`${line}\n`)) await once(stream, "drain");
}

async function* linesOf(input: Readable): AsyncGenerator<string> {
  try {
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY }))
      if (line !== "") yield line;
  } catch (cause) {
    throw new StartError("NOT_READ", `cannot read what to import (${reasonOf(cause)})`, { cause });
  }
}
