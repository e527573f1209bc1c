import type { ChannelKey } from "../protocol/names.ts";
import type { Account, AccountKey } from "./account.ts";
import type { Belongings } from "./belongings.ts";
import type { Channel, ListEntry, Member } from "./channel.ts";
import type { UserId } from "./ids.ts";
import type { ServerBan } from "./server-ban.ts";
import type { User } from "./user.ts";
import type { FormerUser } from "./whowas.ts";
import type { World } from "./world.ts";

// What a record carries is everything a thing has of its own: a new field of plain values is in the
// snapshot without a line here; maps, sets and references are named, and written as lists.

type Indexes =
  | "users"
  | "usersByNick"
  | "usersBySession"
  | "usersByAccount"
  | "channels"
  | "accounts"
  | "nickOwners"
  | "belongings"
  | "lookalikes"
  | "bans";
type NotPlain = Indexes | "whowas" | "names" | "endedEpochs";
type Methods<T> = { [K in keyof T]: T[K] extends (...args: never) => unknown ? K : never }[keyof T];
type UserGetters = "nick" | "firstSession" | "origins" | "secure" | "realHost" | "plainHost" | "address";

/** What is true of the world as a whole. */
export interface WorldRecord {
  readonly type: "world";
  readonly fields: Omit<World, NotPlain | Methods<World>>;
  readonly endedEpochs: readonly string[];
}

/** People who left a nick, the oldest first. */
export interface WhowasRecord {
  readonly type: "whowas";
  readonly entries: readonly FormerUser[];
}

/** A user, and what they keep in lists, each in its order. */
export interface UserRecord {
  readonly type: "user";
  readonly fields: Omit<User, "channels" | "invitations" | "accepted" | "acceptedBy" | UserGetters>;
  readonly channels: readonly ChannelKey[];
  readonly invitations: readonly (readonly [ChannelKey, number])[];
  readonly accepted: readonly UserId[];
}

/** Bans of the whole network, in the order they were set. */
export interface BansRecord {
  readonly type: "bans";
  readonly bans: readonly ServerBan[];
}

/** An account, which is all plain values. */
export interface AccountRecord {
  readonly type: "account";
  readonly account: Account;
}

/** What is kept with an account, which is all plain values. */
export interface BelongingsRecord {
  readonly type: "belongings";
  readonly account: AccountKey;
  readonly belongings: Belongings;
}

/** A channel without its members. */
export interface ChannelRecord {
  readonly type: "channel";
  readonly fields: Omit<Channel, "params" | "lists" | "members" | Methods<Channel>>;
  readonly params: readonly (readonly [string, string])[];
  readonly lists: readonly (readonly [string, readonly ListEntry[]])[];
}

/** Members of the channel before it, in the order of joining. */
export interface MembersRecord {
  readonly type: "members";
  readonly channel: ChannelKey;
  readonly members: readonly MemberFields[];
}

/** A member, with the user by id. */
export type MemberFields = Omit<Member, "user" | "channel"> & { readonly id: UserId };

/** The last record: without it the snapshot was cut short. */
export interface EndRecord {
  readonly type: "end";
  readonly records: number;
}

/** One record of a snapshot. Plain JSON. */
export type SnapshotRecord =
  | WorldRecord
  | WhowasRecord
  | BansRecord
  | AccountRecord
  | BelongingsRecord
  | UserRecord
  | ChannelRecord
  | MembersRecord
  | EndRecord;

/** What is true of the world as a whole, now. */
export function worldRecord(world: World): WorldRecord {
  const { users, usersByNick, usersBySession, usersByAccount, channels, accounts, ...others } = world;
  const { nickOwners, lookalikes, belongings, bans, whowas, names, endedEpochs, ...fields } = others;
  return { type: "world", fields, endedEpochs: [...endedEpochs] };
}

/** The user as they are now. */
export function userRecord(user: User): UserRecord {
  const { channels, invitations, accepted, acceptedBy, ...fields } = user;
  return {
    type: "user",
    fields: { ...fields, sessions: [...user.sessions] },
    channels: [...channels.keys()],
    invitations: [...(invitations ?? [])],
    accepted: [...(accepted ?? [])],
  };
}

const membersPerRecord = 500;

/** The channel as it is now, with its members. */
export function channelRecords(channel: Channel): readonly SnapshotRecord[] {
  const { params, lists, members, ...fields } = channel;
  // Field by field: a crowd is copied in one step, and a spread takes ten times as long.
  const all = Array.from(members.values(), memberFields);
  const records: SnapshotRecord[] = [{ type: "channel", fields, params: [...params], lists: [...lists] }];
  for (let at = 0; at < all.length; at += membersPerRecord) {
    records.push({
      type: "members",
      channel: channel.key,
      members: all.slice(at, at + membersPerRecord),
    });
  }
  return records;
}

function memberFields({ user, status, joinedAt, hidden }: Member): MemberFields {
  return { id: user.id, status, joinedAt, hidden };
}
