import { existsSync } from "node:fs";
import { type Migration, Migrator } from "kysely";
import type { Db } from "../sql/tables.ts";
import { StoreError } from "../store.ts";
import type { Connection } from "./connection.ts";
import { up as accounts } from "./migrations/0001-accounts.ts";
import { up as channels } from "./migrations/0002-channels.ts";
import { up as messages } from "./migrations/0003-messages.ts";
import { up as search } from "./migrations/0004-search.ts";
import { up as state } from "./migrations/0005-state.ts";
import { up as scram } from "./migrations/0006-scram.ts";
import { up as bans } from "./migrations/0007-bans.ts";
import { up as stays } from "./migrations/0008-stays.ts";
import { up as moderation } from "./migrations/0009-moderation.ts";

/** Every version of the tables, in order; one that was published is never altered. */
export const migrations: Readonly<Record<string, Migration>> = {
  "0001-accounts": { up: accounts },
  "0002-channels": { up: channels },
  "0003-messages": { up: messages },
  "0004-search": { up: search },
  "0005-state": { up: state },
  "0006-scram": { up: scram },
  "0007-bans": { up: bans },
  "0008-stays": { up: stays },
  "0009-moderation": { up: moderation },
};

/** The version this program writes. */
export const latestVersion = Object.keys(migrations).at(-1) ?? "";

/** Brings the tables to the newest version, or to that one; what holds rows already is copied before. */
export async function migrate(
  db: Db,
  connection: Connection,
  file: string,
  version = latestVersion,
): Promise<void> {
  const done = migrationsDone(connection);
  const unknown = done.find((name) => migrations[name] === undefined);
  if (unknown !== undefined)
    throw new StoreError("NEWER", `${file}: a later version of this program wrote it (${unknown})`);
  const wanted = Object.keys(migrations).filter((name) => name <= version);
  if (done.join() === wanted.join()) return;
  const last = done.at(-1);
  if (last !== undefined && last < version) backUp(connection, `${file}.before-${version}`);
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
  const { error } = await migrator.migrateTo(version);
  if (error !== undefined) throw error;
}

// In the Migrator's order: what it would refuse is not taken for current.
function migrationsDone(connection: Connection): readonly string[] {
  const table = "SELECT name FROM sqlite_master WHERE name = 'kysely_migration'";
  if (connection.run(table).rows.length === 0) return [];
  const done = "SELECT name FROM kysely_migration ORDER BY timestamp, name";
  const { rows } = connection.run<{ name: string }>(done);
  return rows.map(({ name }) => name);
}

// A migration that failed and is tried again finds the copy of the first time: that is the one to keep.
function backUp(connection: Connection, file: string): void {
  if (!existsSync(file)) connection.copyTo(file);
}
