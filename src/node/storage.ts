import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Config } from "../config/schema.ts";
import type { Logger } from "../logging/logger.ts";
import { memoryStore } from "../store/memory-store.ts";
import type { Store, StoreEvent } from "../store/store.ts";
import { DATABASE_FILE, openDataFolder } from "./data-folder.ts";
import { StartError } from "./start-error.ts";

/** Where a server keeps what lasts, for as long as it runs. */
export interface Storage {
  readonly store: Store;
  /** The last entry that was ever recorded. */
  readonly lastSeq: number;
  /** What answers about unknown accounts are made of, in every life of the server alike. */
  readonly secret: Uint8Array;
  /** It outlasts the process. */
  readonly lasts: boolean;
  /** Stores what still waits, and lets go. */
  close(): Promise<void>;
}

/** Opens the data folder and its database, or the memory where there is none; a StartError or StoreError tells why not. */
export async function openStorage({ data, casemapping }: Config): Promise<Storage> {
  if (data === undefined) {
    const store = memoryStore();
    return { store, lastSeq: 0, lasts: false, secret: randomBytes(secretBytes), close: () => store.close() };
  }
  const folder = openDataFolder(data);
  try {
    // Loaded where something is to last: a server that keeps nothing has no use for it.
    const { openSqliteStore } = await import("../store/sqlite/sqlite-store.ts");
    const store = await openSqliteStore({ file: join(folder.path, DATABASE_FILE) });
    const close = () => store.close().finally(() => folder.close());
    try {
      await keepCasemapping(store, casemapping);
      const lastSeq = await store.messages.cursor();
      return { store, lastSeq, lasts: true, secret: await keptSecret(store), close };
    } catch (error) {
      await close();
      throw error;
    }
  } catch (error) {
    folder.close();
    throw error;
  }
}

// Every key in it is folded: under another casemapping some would not be found, and some be found twice.
async function keepCasemapping({ plugins }: Store, casemapping: Config["casemapping"]): Promise<void> {
  const kept = await plugins.get("ircd-ts", "casemapping");
  if (kept === undefined) return await plugins.set("ircd-ts", "casemapping", casemapping);
  if (kept !== casemapping)
    throw new StartError(
      "CASEMAPPING",
      `casemapping: must be ${kept}, as at the first start of this data folder, not ${casemapping}`,
    );
}

const secretBytes = 32;

// With another one, the salts of unknown accounts would be others after a restart, and those of accounts the same.
async function keptSecret({ plugins }: Store): Promise<Uint8Array> {
  const kept = await plugins.get("ircd-ts", "secret");
  if (kept !== undefined) return Buffer.from(kept, "base64");
  const secret = randomBytes(secretBytes);
  await plugins.set("ircd-ts", "secret", secret.toString("base64"));
  return secret;
}

/** Tells operators, and the log, what happens to the store. */
export function watchStore(store: Store, log: Logger, tellOperators: (text: string) => void): void {
  store.watch((event) => {
    const text = wordsFor(event);
    if (event.type === "recovered" || event.type === "accepting") log.info(event, text);
    else log.error(event, text);
    tellOperators(text);
  });
}

function wordsFor(event: StoreEvent): string {
  switch (event.type) {
    case "trouble":
      return `The database cannot be written to (${event.code}: ${event.message}); writes wait`;
    case "recovered":
      return "The database can be written to again";
    case "refusing":
      return `The database is too slow: ${event.waiting} rows wait, and history is not kept meanwhile`;
    case "accepting":
      return `The database keeps up again; ${event.refused} rows of history were not kept`;
    case "failed":
      return `The database is gone (${event.message}): nothing is kept until the server starts anew`;
    default:
      return event satisfies never;
  }
}
