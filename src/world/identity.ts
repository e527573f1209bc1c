import { ownCopy } from "../protocol/text.ts";

/** Who did something, as others see it. Replaced when a part of it changes, never altered. */
export interface Identity {
  readonly nick: string;
  readonly user: string;
  /** The shown host: a cloak or vhost where there is one. */
  readonly host: string;
  readonly account: string | undefined;
  /** The user says to be a bot (+B). */
  readonly bot: boolean;
  /** The user is an operator, and does not hide it. */
  readonly oper: boolean;
  /** `nick!user@host`, or the bare name of a server: what stands after the colon of a line. */
  readonly prefix: string;
}

/** The identity of a user with these names. */
export function userIdentity(nick: string, user: string, host: string, account?: string): Identity {
  return { nick, user, host, account, bot: false, oper: false, prefix: prefixOf(nick, user, host) };
}

/** The same identity with some parts changed. */
export function changedIdentity(identity: Identity, changed: Partial<Omit<Identity, "prefix">>): Identity {
  const { nick, user, host, account, bot, oper } = { ...identity, ...changed };
  // Of one shape with those of `userIdentity`, also where a snapshot has left out what was undefined.
  return { nick, user, host, account, bot, oper, prefix: prefixOf(nick, user, host) };
}

/** The identity a server acts under. */
export function serverIdentity(name: string): Identity {
  return { nick: name, user: "", host: name, account: undefined, bot: false, oper: false, prefix: name };
}

/** Who acts in registered channels for those they belong to. */
export const chanServIdentity: Identity = userIdentity("ChanServ", "ChanServ", "services");

function prefixOf(nick: string, user: string, host: string): string {
  return ownCopy(`${nick}!${user}@${host}`);
}
