import type { Db } from "./tables.ts";

/** The number of a target, undefined if it has no history. */
export async function knownTarget(db: Db, key: string): Promise<number | undefined> {
  return (await db.selectFrom("targets").select("number").where("key", "=", key).executeTakeFirst())?.number;
}

/** Leaves a target without its key: it is found no more, and its messages wait to be swept. */
export async function forgetTarget(db: Db, key: string): Promise<void> {
  await db.updateTable("targets").set({ key: null }).where("key", "=", key).execute();
}
