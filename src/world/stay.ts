import { belongingsOf, type OpenQuery } from "./belongings.ts";
import type { UserId } from "./ids.ts";
import type { Letters } from "./letters.ts";
import type { DeviceSeen, SessionRecord, SilenceEntry, User } from "./user.ts";
import type { World } from "./world.ts";

/** What is kept of an always-on user over a restart. Plain JSON. */
export interface Stay {
  readonly user: UserId;
  readonly nick: string;
  readonly username: string;
  /** The shown host. */
  readonly host: string;
  /** The account, as its owner writes it. */
  readonly account: string;
  readonly realname: string;
  /** Without those of an operator: who was one opers up again. */
  readonly modes: Letters;
  readonly away?: string | undefined;
  readonly former?: SessionRecord | undefined;
  readonly devices: readonly DeviceSeen[];
  readonly silenced: readonly SilenceEntry[];
  readonly signedOnAt: number;
  readonly absentSince: number;
  /** In the order of joining. */
  readonly channels: readonly StayChannel[];
  /** The conversations that are open; left out: none. */
  readonly queries?: readonly OpenQuery[];
}

/** A channel of somebody who stays. */
export interface StayChannel {
  readonly name: string;
  /** Status letters. */
  readonly status: string;
}

const ofOperators = /[oHs]/g;

/** What to keep of a user; `account` is theirs, `now` in ms since 1970. */
export function stayOf(world: World, user: User, account: string, now: number): Stay {
  const { identity } = user;
  const { queries } = belongingsOf(world, user);
  return {
    user: user.id,
    nick: identity.nick,
    username: identity.user,
    host: identity.host,
    account,
    realname: user.realname,
    modes: user.modes.replace(ofOperators, ""),
    away: user.away,
    former: user.firstSession,
    // Sessions that are there end with the server, and nobody is there to write it down.
    devices: user.sessions.reduce((devices, { device }) => withDevice(devices, device, now), user.devices),
    silenced: user.silenced,
    signedOnAt: user.signedOnAt,
    absentSince: user.absentSince || now,
    channels: [...user.channels.values()].map(({ channel, status }) => ({ name: channel.name, status })),
    ...(queries.length > 0 && { queries }),
  };
}

// Those seen last; who changes the name of a device at each connection must not fill the memory.
const mostDevices = 32;

/** The devices, one of them seen just now. */
export function withDevice(
  devices: readonly DeviceSeen[],
  device = "",
  seenAt: number,
): readonly DeviceSeen[] {
  return [...withoutDevice(devices, device), { device, seenAt }].slice(-mostDevices);
}

/** The devices but one. */
export function withoutDevice(devices: readonly DeviceSeen[], device = ""): readonly DeviceSeen[] {
  return devices.filter((seen) => seen.device !== device);
}
