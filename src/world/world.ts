import type { ChannelKey, FoldedNick, Names } from "../protocol/names.ts";
import { createNames } from "../protocol/names.ts";
import { type Account, type AccountKey, keyOfAccount } from "./account.ts";
import type { Belongings } from "./belongings.ts";
import type { Channel } from "./channel.ts";
import { calm, type Defcon } from "./defcon.ts";
import type { SessionId, UserId } from "./ids.ts";
import { ServerBans } from "./server-bans.ts";
import { defaultSettings, type NetworkSettings } from "./settings.ts";
import type { User } from "./user.ts";
import { Whowas } from "./whowas.ts";

/**
 * What everybody on the network shares. Only `applyChange` alters it, and the same changes in the
 * same order make the same world on every node.
 */
export class World {
  settings: NetworkSettings = defaultSettings;
  /** How nicks, channels and masks are compared: fixed by the first configuration. */
  names: Names = namesFor(defaultSettings);
  /** True once there was a first configuration. */
  isConfigured = false;
  /** The time of the latest entry, in ms since 1970. Never runs backwards. */
  at = 0;
  /** The number of the latest entry. */
  seq = 0;
  /** Lives of nodes that have ended: entries of them are void. */
  readonly endedEpochs: Set<string> = new Set();
  readonly users: Map<UserId, User> = new Map();
  readonly usersByNick: Map<FoldedNick, User> = new Map();
  readonly usersBySession: Map<SessionId, User> = new Map();
  /** Who is logged in to an account. */
  readonly usersByAccount: Map<AccountKey, Set<User>> = new Map();
  readonly channels: Map<ChannelKey, Channel> = new Map();
  readonly accounts: Map<AccountKey, Account> = new Map();
  /** Whose a nick is, whether it is in use or not. */
  readonly nickOwners: Map<FoldedNick, AccountKey> = new Map();
  /** What is kept with the accounts that have something. */
  readonly belongings: Map<AccountKey, Belongings> = new Map();
  /** By what such nicks look like: whose they are. */
  readonly lookalikes: Map<string, Set<AccountKey>> = new Map();
  /** Bans of the whole network. */
  readonly bans: ServerBans = bansFor(this);
  /** How guarded the network is. */
  defcon: Defcon = calm;
  readonly whowas: Whowas = new Whowas();
  /** Users with +i, counted as they come and go: LUSERS asks for it at every registration. */
  invisibleCount = 0;
  /** Operators without +H. */
  operatorCount = 0;
  /** Users with +s: without any, a server notice has no reader. */
  noticedCount = 0;
  mostUsers = 0;

  /** The user who holds the nick now. */
  userByNick(nick: string): User | undefined {
    return this.usersByNick.get(this.names.foldNick(nick));
  }

  /** The channel of that name. */
  channelByName(name: string): Channel | undefined {
    return this.channels.get(this.names.foldChannel(name));
  }

  /** All who are logged in to the account of that name. */
  usersOfAccount(name: string): ReadonlySet<User> | undefined {
    return this.usersByAccount.get(keyOfAccount(this, name));
  }

  /** The account of that name, however it is spelt; a grouped nick is no name. */
  accountNamed(name: string): Account | undefined {
    return this.accounts.get(keyOfAccount(this, name));
  }

  /** The account a nick belongs to. */
  ownerOfNick(nick: FoldedNick): Account | undefined {
    const key = this.nickOwners.get(nick);
    return key === undefined ? undefined : this.accounts.get(key);
  }

  /** A user, if they are still there. */
  user(id: UserId): User | undefined {
    return this.users.get(id);
  }
}

function bansFor(world: World): ServerBans {
  return new ServerBans((text) => world.names.fold(text));
}

/** The name rules these settings ask for. */
export function namesFor(settings: NetworkSettings): Names {
  return createNames({
    casemapping: settings.casemapping,
    utf8Nicks: settings.utf8Nicks,
    nickLength: settings.limits.nickLength,
    channelLength: settings.limits.channelLength,
  });
}
