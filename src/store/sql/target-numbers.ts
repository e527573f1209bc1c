import type { Db } from "./tables.ts";

/** The number of a target, undefined if it has no history. */
export async function knownTarget(db: Db, key: string): Promise<number | undefined> {
  return (await db.selectFrom("targets").select("number").where("key", "=", key).executeTakeFirst())?.number;
}

/** Leaves a target without its key: it is found no more, and its messages wait to be swept. */
export async function forgetTarget(db: Db, key: string): Promise<void> {
  await db.updateTable("targets").set({ key: null }).where("key", "=", key).execute();
}

/** Moves a target with the read markers to another key, if anything is kept under the one it has. */
export async function renameTarget(db: Db, from: string, to: string): Promise<void> {
  if (from === to || !(await isKept(db, from))) return;
  await forgetTarget(db, to);
  await db.updateTable("targets").set({ key: to }).where("key", "=", from).execute();
  await db.deleteFrom("markers").where("target", "=", to).execute();
  await db.updateTable("markers").set({ target: to }).where("target", "=", from).execute();
}

async function isKept(db: Db, key: string): Promise<boolean> {
  if ((await knownTarget(db, key)) !== undefined) return true;
  const markers = db.selectFrom("markers").select("target").where("target", "=", key).limit(1);
  return (await markers.executeTakeFirst()) !== undefined;
}
