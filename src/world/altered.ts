import type { ChannelKey } from "../protocol/names.ts";
import { type AccountKey, accountOf, keyOfAccount } from "./account.ts";
import { hasMarker } from "./apply-belongings.ts";
import type { Change, ChannelRenamed, Quit } from "./changes.ts";
import type { UserId } from "./ids.ts";
import type { World } from "./world.ts";

/** What a change will alter or take away, of what is there before it. */
export interface Altered {
  readonly users: Iterable<UserId>;
  readonly channels: Iterable<ChannelKey>;
  readonly accounts?: Iterable<AccountKey>;
  /** The accounts of which something is altered that is kept with them. */
  readonly belongings?: Iterable<AccountKey>;
}

const nothing: Altered = { users: [], channels: [] };

/** Tells what `applyChange` would alter: a snapshot writes it down before. */
export function alteredBy(world: World, change: Change): Altered {
  switch (change.type) {
    case "quit":
      return alteredByQuit(world, change);
    case "node-lost": {
      const altered = change.quits.map((quit) => alteredByQuit(world, quit));
      const staying = change.detached.map(({ user }) => user);
      return {
        users: [...altered.flatMap(({ users }) => [...users]), ...staying],
        channels: [
          ...altered.flatMap(({ channels }) => [...channels]),
          ...staying.flatMap((id) => limitedBy(world, id)),
        ],
      };
    }
    case "channel-renamed":
      return {
        users: touchedByRename(world, change),
        channels: [change.channel],
        belongings: readUnderName(world, change),
      };
    case "joined":
    case "parted":
    case "kicked":
    case "knocked":
      return { users: [change.user], channels: [change.channel] };
    case "revealed":
    case "topic-set":
    case "channel-modes-changed":
    case "flood-limits-set":
    case "registration-set":
    case "registration-ended":
      return { users: [], channels: [change.channel] };
    case "detached":
      return { users: [change.user], channels: limitedBy(world, change.user) };
    case "attached":
    case "session-away-changed":
    case "nick-changed":
    case "host-changed":
    case "account-changed":
    case "realname-changed":
    case "user-modes-changed":
    case "invited":
    case "away-changed":
    case "opered":
    case "accept-changed":
    case "silence-changed":
      return { users: [change.user], channels: [] };
    case "message-sent":
      return { users: [change.from], channels: [] };
    case "message-redacted":
      if (change.target.to === "user") return alteredBelongings(world, change.user);
      return { users: [], channels: [change.target.channel] };
    case "account-set":
      return { ...nothing, accounts: [change.account.key] };
    case "account-removed":
      return { ...nothing, accounts: [change.account], belongings: [change.account] };
    case "metadata-set":
      if (change.target.to === "channel") return { users: [], channels: [change.target.channel] };
      return alteredBelongings(world, change.target.user);
    case "marker-moved":
    case "query-changed":
      return alteredBelongings(world, change.user);
    case "metadata-kept": {
      const { owner } = change;
      if (owner.scope === "channel") return { users: [], channels: [owner.key] };
      return { ...nothing, belongings: [owner.key] };
    }
    case "markers-kept":
      return { ...nothing, belongings: [change.account] };
    case "told":
      return { users: [change.to.user], channels: [] };
    case "registered": {
      const { account } = change.by;
      const isKept = change.metadata !== undefined || change.stay?.queries !== undefined;
      return isKept && account !== undefined
        ? { ...nothing, belongings: [keyOfAccount(world, account)] }
        : nothing;
    }
    case "ban-set":
    case "ban-removed":
    case "configured":
    case "killed":
    case "message-edited":
    case "announced":
    case "audited":
    case "defcon-set":
    case "stop-requested":
      return nothing;
    default:
      return change satisfies never;
  }
}

function alteredByQuit(world: World, change: Quit): Altered {
  const user = world.users.get(change.user);
  const acceptedBy = user?.acceptedBy ?? [];
  return { users: [change.user, ...acceptedBy], channels: user?.channels.keys() ?? [] };
}

/** The channels with limits that a user has set, who may be the last of their sessions. */
function limitedBy(world: World, id: UserId): readonly ChannelKey[] {
  const channels = [...(world.users.get(id)?.channels.values() ?? [])].map(({ channel }) => channel);
  return channels.filter(({ askedLimits }) => askedLimits.some(({ by }) => by === id)).map(({ key }) => key);
}

/** Members, who keep their channels by key, and whoever was invited or has read under the old or the new name. */
function touchedByRename(world: World, { channel, next }: ChannelRenamed): readonly UserId[] {
  const touched = [...world.users.values()]
    .filter(
      ({ invitations, belongings }) =>
        invitations?.has(channel) ||
        invitations?.has(next.channel) ||
        (belongings && hasMarker(belongings, channel, next.channel)),
    )
    .map(({ id }) => id);
  return [...(world.channels.get(channel)?.members.keys() ?? []), ...touched];
}

function readUnderName(world: World, { channel, next }: ChannelRenamed): readonly AccountKey[] {
  return [...world.belongings]
    .filter(([, had]) => hasMarker(had, channel, next.channel))
    .map(([account]) => account);
}

function alteredBelongings(world: World, id: UserId): Altered {
  const user = world.users.get(id);
  const account = user && accountOf(world, user);
  return { users: [id], channels: [], belongings: account === undefined ? [] : [account] };
}
