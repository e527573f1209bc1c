import type { Selectable } from "kysely";
import type { AccountRow, AppPasswordRow } from "../port/accounts.ts";
import type { ChannelRow } from "../port/channels.ts";
import type { MessageRow, ReactionRow } from "../port/messages.ts";
import type { Tables } from "./tables.ts";

// What a table has, as the port has it: undefined where SQL says null, and JSON read.

/** An account as the port has it. */
export function accountFrom(row: Selectable<Tables["accounts"]>): AccountRow {
  const { verification_hash: hash, verification_expires_at: expiresAt, scram } = row;
  return {
    folded: row.folded,
    name: row.name,
    passwordHash: row.password_hash ?? undefined,
    ...(scram && { scram: JSON.parse(scram) }),
    email: row.email ?? undefined,
    status: row.status,
    verification: hash === null || expiresAt === null ? undefined : { hash, expiresAt },
    settings: JSON.parse(row.settings),
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
  };
}

/** A password of a device as the port has it. */
export function appPasswordFrom(row: Selectable<Tables["app_passwords"]>): AppPasswordRow {
  return {
    account: row.account,
    device: row.device,
    hash: row.hash,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at ?? undefined,
  };
}

/** A channel as the port has it. */
export function channelFrom(row: Selectable<Tables["channels"]>): ChannelRow {
  return {
    folded: row.folded,
    name: row.name,
    founder: row.founder ?? undefined,
    topic: row.topic === null ? undefined : JSON.parse(row.topic),
    modes: JSON.parse(row.modes),
    lists: JSON.parse(row.lists),
    settings: JSON.parse(row.settings),
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
  };
}

/** What `messageFrom` reads, with the key of the target. */
export type MessageColumns = Omit<Selectable<Tables["messages"]>, "place" | "target" | "folded"> & {
  readonly key: string | null;
};

/** A message as the port has it. */
export function messageFrom(row: MessageColumns): MessageRow {
  return {
    id: row.id,
    target: row.key ?? "",
    seq: row.seq,
    n: row.n,
    at: row.at,
    kind: row.kind,
    account: row.account ?? undefined,
    nick: row.nick,
    prefix: row.prefix,
    text: row.text,
    payload: JSON.parse(row.payload),
  };
}

/** A reaction as the port has it. */
export function reactionFrom(row: Selectable<Tables["reactions"]>): ReactionRow {
  return { ...row, account: row.account ?? undefined };
}
