import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import { copyDatabase, type OfflineDatabase } from "../node/offline-database.ts";
import { reasonOf, StartError } from "../node/start-error.ts";
import type { DbAction } from "./db-options.ts";
import { type DatabasePlace, dataFolderAt, withDatabase } from "./offline.ts";
import { writeLines } from "./output.ts";
import { printLines, type Terminal } from "./terminal.ts";

/** What `ircd-ts db` was given. */
export interface DbArguments extends DatabasePlace {
  readonly action: DbAction;
  readonly file: string | undefined;
}

/** Works on the database of a server that does not run; a copy may be made while it does. */
export async function db(given: DbArguments, terminal: Terminal): Promise<void> {
  const { action, file } = given;
  if (action === "backup") return backUp(given, terminal);
  await withDatabase("db", given, action === "import", terminal, (database) =>
    work(database, { action, file }, terminal),
  );
}

/** What needs the database for itself. */
interface OfflineWork extends Pick<DbArguments, "file"> {
  readonly action: Exclude<DbAction, "backup">;
}

function backUp(given: DbArguments, terminal: Terminal): void {
  const { file } = given;
  if (file === undefined) throw new StartError("USAGE", "db backup: needs the file to write to");
  const contents = copyDatabase(dataFolderAt("db", given, terminal), file);
  printLines(terminal.stdout, [`${file}: ${contents}`]);
}

async function work(database: OfflineDatabase, { action, file }: OfflineWork, terminal: Terminal) {
  const say = (name: string, text: string) => printLines(terminal.stdout, [`${name}: ${text}`]);
  switch (action) {
    case "export":
      if (file !== undefined) {
        await writeFile(database.exportLines(), file);
        return say(file, database.contents());
      }
      await writeLines(database.exportLines(), terminal.stdout);
      return;
    case "import":
      await database.importLines(
        linesOf(file ?? "what to import", () =>
          file === undefined ? terminal.stdin : createReadStream(file),
        ),
      );
      return say(database.file, database.contents());
    case "check":
      refuseUnsound(database.problems());
      return say(database.file, `sound; ${database.contents()}`);
  }
}

function refuseUnsound([first, ...others]: readonly string[]): void {
  if (first === undefined) return;
  const more = others.length > 0 ? ` (and ${others.length} more)` : "";
  throw new StartError("UNSOUND", `the database is not sound: ${first}${more}`);
}

async function writeFile(lines: Iterable<string>, file: string): Promise<void> {
  // Hashes and private words are in it.
  const stream = createWriteStream(file, { flags: "wx", mode: 0o600 });
  // Whoever writes next is told.
  stream.on("error", () => {});
  try {
    await once(stream, "open");
    await writeLines(lines, stream);
    stream.end();
    await finished(stream);
  } catch (cause) {
    const reason = reasonOf(cause);
    const text = reason === "EEXIST" ? `${file} is there already` : `cannot write ${file} (${reason})`;
    throw new StartError("NOT_WRITTEN", text, { cause });
  }
}

// Opened only by who reads: one that is not there would be told by nobody else.
async function* linesOf(name: string, open: () => Readable): AsyncGenerator<string> {
  try {
    for await (const line of createInterface({ input: open(), crlfDelay: Number.POSITIVE_INFINITY }))
      if (line !== "") yield line;
  } catch (cause) {
    throw new StartError("NOT_READ", `cannot read ${name} (${reasonOf(cause)})`, { cause });
  }
}
