import { createNames } from "../../protocol/names.ts";
import type { MessageRow, Place } from "../port/messages.ts";
import type { StoreAreas } from "../store.ts";

// Read in one go.
const PAGE = 1_000;
// The longest that a configuration can allow; nothing is judged by them here.
const lengths = { nickLength: 64, channelLength: 200 };

/**
 * All that is kept of an account, as JSON lines: the record, then each of its messages in order. What would open the
 * account is left out. Nothing, if there is no such account.
 */
export async function* accountLines(store: StoreAreas, name: string): AsyncGenerator<string> {
  const key = await keyOf(store, name);
  const { account, appPasswords, ...record } = await store.people.record(key);
  if (!account) return;
  // Named one by one: a new secret must not slip in.
  const { name: written, email, status, settings, createdAt, lastSeenAt } = account;
  yield JSON.stringify({
    type: "account",
    account: { name: written, email, status, settings, createdAt, lastSeenAt },
    appPasswords: appPasswords.map(({ device, createdAt, lastUsedAt }) => ({
      device,
      createdAt,
      lastUsedAt,
    })),
    ...record,
  });
  for await (const message of messagesOf(store, key)) yield JSON.stringify({ type: "message", ...message });
}

async function* messagesOf(store: StoreAreas, key: string): AsyncGenerator<MessageRow> {
  let after: Place = { seq: 0, n: 0 };
  for (;;) {
    const page = await store.people.messages(key, after, PAGE);
    yield* page;
    const last = page.at(-1);
    if (!last) return;
    after = last;
  }
}

/** The key of a name, folded as this database folds. */
async function keyOf({ plugins }: StoreAreas, name: string): Promise<string> {
  const kept = await plugins.get("ircd-ts", "casemapping");
  const casemapping = kept === "rfc1459" || kept === "utf8" ? kept : "ascii";
  return createNames({ casemapping, utf8Nicks: false, ...lengths }).fold(name);
}
