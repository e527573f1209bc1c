import { latestTargets } from "../latest-targets.ts";
import type { TargetsQuery, TargetTime } from "../port/messages.ts";
import { chunks } from "./chunks.ts";
import type { Db } from "./tables.ts";

/** When something last happened in each target, for those where that lies between the two times. */
export async function targetTimes(db: Db, query: TargetsQuery): Promise<readonly TargetTime[]> {
  const times = new Map<string, number>();
  for (const part of chunks(query.targets))
    add(times, await latest(db, query).where("key", "in", part).execute());
  if (query.party !== undefined) add(times, await ofParty(db, query, query.party));
  return latestTargets(
    [...times].map(([target, at]) => ({ target, at })),
    query,
  );
}

function add(times: Map<string, number>, rows: readonly { key: string | null; at: number | null }[]): void {
  for (const { key, at } of rows) if (key !== null && at !== null) times.set(key, at);
}

function ofParty(db: Db, query: TargetsQuery, party: string) {
  const rows = latest(db, query).innerJoin("parties", "parties.target", "targets.number");
  return rows.where("party", "=", party).execute();
}

function latest(db: Db, { kinds }: TargetsQuery) {
  return db
    .selectFrom("targets")
    .select("key")
    .select((of) =>
      of
        .selectFrom("messages")
        .select("at")
        .whereRef("messages.target", "=", "targets.number")
        .$if(kinds !== undefined, (rows) => rows.where("kind", "in", kinds ?? []))
        .orderBy("seq", "desc")
        .orderBy("n", "desc")
        .limit(1)
        .as("at"),
    );
}
