import { ownCopy } from "../protocol/text.ts";

/** Who did something, as others see it. Replaced when a part of it changes, never altered. */
export interface Identity {
  readonly nick: string;
  readonly user: string;
  /** The shown host: a cloak or vhost where there is one. */
  readonly host: string;
  readonly account: string | undefined;
  /** `nick!user@host`, or the bare name of a server: what stands after the colon of a line. */
  readonly prefix: string;
}

/** The identity of a user with these names. */
export function userIdentity(nick: string, user: string, host: string, account?: string): Identity {
  return { nick, user, host, account, prefix: ownCopy(`${nick}!${user}@${host}`) };
}

/** The identity a server acts under. */
export function serverIdentity(name: string): Identity {
  return { nick: name, user: "", host: name, account: undefined, prefix: name };
}
