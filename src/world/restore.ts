import type { ChannelKey } from "../protocol/names.ts";
import { accountSet } from "./apply-accounts.ts";
import { indexAccount } from "./apply-sessions.ts";
import { Channel, type Member } from "./channel.ts";
import type {
  ChannelRecord,
  MembersRecord,
  SnapshotRecord,
  UserRecord,
  WorldRecord,
} from "./snapshot-records.ts";
import { User } from "./user.ts";
import { namesFor, World } from "./world.ts";

/** The world a snapshot was taken of. Throws if the snapshot is not whole. */
export function restore(records: Iterable<SnapshotRecord>): World {
  const restoration = new Restoration();
  for (const record of records) restoration.take(record);
  return restoration.finished();
}

/** A world on its way back. */
class Restoration {
  readonly #world = new World();
  readonly #users: UserRecord[] = [];
  #taken = 0;
  #whole = false;

  take(record: SnapshotRecord): void {
    if (record.type === "end") {
      this.#whole = record.records === this.#taken;
      return;
    }
    this.#taken += 1;
    switch (record.type) {
      case "world":
        return restoreFields(this.#world, record);
      case "whowas":
        this.#world.whowas.entries.push(...record.entries);
        return;
      case "bans":
        for (const ban of record.bans) this.#world.bans.set(ban);
        return;
      case "account":
        return accountSet(this.#world, { type: "account-set", account: record.account });
      case "belongings":
        this.#world.belongings.set(record.account, record.belongings);
        return;
      case "user":
        this.#users.push(record);
        return restoreUser(this.#world, record);
      case "channel":
        return restoreChannel(this.#world, record);
      case "members":
        return restoreMembers(this.#world, record);
      default:
        return record satisfies never;
    }
  }

  finished(): World {
    if (!this.#whole) throw new Error("the snapshot is cut short");
    for (const record of this.#users) connectUser(this.#world, record);
    return this.#world;
  }
}

function restoreFields(world: World, { fields, endedEpochs }: WorldRecord): void {
  Object.assign(world, fields);
  world.names = namesFor(world.settings);
  for (const epoch of endedEpochs) world.endedEpochs.add(epoch);
}

function restoreUser(world: World, { fields, invitations }: UserRecord): void {
  const { id, identity, foldedNick, realname, signedOnAt } = fields;
  const user = Object.assign(new User(id, identity, foldedNick, realname, signedOnAt), fields);
  if (invitations.length > 0) user.invitations = new Map(invitations);
  world.users.set(id, user);
  world.usersByNick.set(foldedNick, user);
  for (const session of user.sessions) world.usersBySession.set(session.id, user);
  indexAccount(world, user);
}

function restoreChannel(world: World, { fields, params, lists }: ChannelRecord): void {
  const channel = Object.assign(new Channel(fields.key, fields.name, fields.createdAt), fields);
  for (const [letter, value] of params) channel.params.set(letter, value);
  for (const [letter, entries] of lists) channel.lists.set(letter, [...entries]);
  world.channels.set(channel.key, channel);
}

function restoreMembers(world: World, record: MembersRecord): void {
  const channel = world.channels.get(record.channel);
  if (!channel) return;
  for (const { id, ...fields } of record.members) {
    const user = world.users.get(id);
    if (user) channel.members.set(id, { user, channel, ...fields });
  }
}

/** What ties a user to others, once all are there: their channels in the order of joining, and ACCEPT. */
function connectUser(world: World, { fields, channels, accepted }: UserRecord): void {
  const user = world.users.get(fields.id);
  if (!user) return;
  for (const key of channels) {
    const member = memberOf(world, key, user);
    if (member) user.channels.set(key, member);
  }
  if (accepted.length > 0) user.accepted = new Set(accepted);
  for (const id of accepted) {
    const other = world.users.get(id);
    if (!other) continue;
    other.acceptedBy ??= new Set();
    other.acceptedBy.add(user.id);
  }
}

function memberOf(world: World, key: ChannelKey, user: User): Member | undefined {
  return world.channels.get(key)?.member(user);
}
