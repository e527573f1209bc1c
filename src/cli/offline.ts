import { loadConfig } from "../config/load.ts";
import { type OfflineDatabase, openOfflineDatabase } from "../node/offline-database.ts";
import { StartError } from "../node/start-error.ts";
import type { Terminal } from "./terminal.ts";

/** Where a command is to look for the database. */
export interface DatabasePlace {
  readonly data: string | undefined;
  readonly config: string | undefined;
}

/** Works on the database of a server that does not run: closed again however that ends. */
export async function withDatabase(
  command: string,
  place: DatabasePlace,
  isMade: boolean,
  terminal: Terminal,
  work: (database: OfflineDatabase) => Promise<void>,
): Promise<void> {
  const database = await openOfflineDatabase(dataFolderAt(command, place, terminal), isMade);
  try {
    await work(database);
  } finally {
    await database.close();
  }
}

/** The data folder of a server, wherever its configuration says. */
export function dataFolderAt(command: string, { data, config }: DatabasePlace, { env }: Terminal): string {
  const { data: folder } = loadConfig({
    file: config,
    variables: env,
    defaults: { data: "data" },
    flags: { data },
    flagNames: { data: "--data" },
  });
  if (folder === undefined)
    throw new StartError("USAGE", `${command}: the configuration names no data folder`);
  return folder;
}
