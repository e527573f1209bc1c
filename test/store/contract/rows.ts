import type { AccountRow } from "../../../src/store/port/accounts.ts";
import type { ChannelRow } from "../../../src/store/port/channels.ts";
import type { NewMessage } from "../../../src/store/port/messages.ts";
import type { Store } from "../../../src/store/store.ts";

/** An account under a name, with a few things different. */
export function account(name: string, other: Partial<AccountRow> = {}): AccountRow {
  return {
    folded: name.toLowerCase(),
    name,
    passwordHash: "$scrypt$x",
    email: undefined,
    status: "active",
    verification: undefined,
    settings: {},
    createdAt: 1,
    lastSeenAt: 1,
    ...other,
  };
}

/** A registered channel under a name. */
export function channel(name: string, other: Partial<ChannelRow> = {}): ChannelRow {
  return {
    folded: name.toLowerCase(),
    name,
    founder: "alice",
    topic: undefined,
    modes: "+nt",
    lists: {},
    settings: {},
    createdAt: 1,
    lastUsedAt: 1,
    ...other,
  };
}

/** What was said as the `seq`th, at a time of ten times that. */
export function message(seq: number, text = `line ${seq}`, other: Partial<NewMessage> = {}): NewMessage {
  return {
    id: `m${seq}`,
    seq,
    n: 0,
    target: "#a",
    kind: "PRIVMSG",
    at: seq * 10,
    account: "alice",
    nick: "Alice",
    prefix: "Alice!a@host",
    text,
    payload: {},
    folded: text.toLowerCase(),
    ...other,
  };
}

/** Records these, and moves the cursor behind them. */
export async function record(
  store: Pick<Store, "messages">,
  ...messages: readonly NewMessage[]
): Promise<number> {
  return store.messages.record(messages, Math.max(...messages.map(({ seq }) => seq)));
}

/** How a store is opened, empty, for one test. */
export type OpenStore = () => Promise<Store>;

/** What a message is when it is told again. */
export function told({ folded: _folded, parties: _parties, ...row }: NewMessage) {
  return row;
}
