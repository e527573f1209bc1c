import type { AccountKey } from "./account.ts";
import type { Akick } from "./akick.ts";
import type { HistoryPolicy } from "./settings.ts";
import { rankOf, type StatusLetter } from "./statuses.ts";

/** What an account can be in a registered channel, the highest first, and the status that goes with it. */
export const roles = [
  { role: "founder", letter: "q" },
  { role: "admin", letter: "a" },
  { role: "op", letter: "o" },
  { role: "halfop", letter: "h" },
  { role: "voice", letter: "v" },
] as const satisfies readonly { readonly role: string; readonly letter: StatusLetter }[];

/** What an account is in a registered channel. */
export type Role = (typeof roles)[number]["role"];

/** Who may come in, besides what the modes say. */
export type JoinAccess = "open" | "registered" | "roles";

/** What has been chosen for a registered channel; what is left out is as configured. */
export interface ChannelSettings {
  readonly history?: HistoryPolicy;
  /** For how long what was said is kept, in seconds. */
  readonly retention?: number;
  readonly access?: JoinAccess;
  /** The least role that may set the topic. */
  readonly topicLock?: Role;
  /** Modes that stay as they are: `+nt-k`, with parameters behind. */
  readonly modeLock?: string;
  /** Half-operators and above are only those whose role says so. */
  readonly guard?: boolean;
  /** Nobody without a role is told of it by ChanServ. */
  readonly private?: boolean;
  readonly description?: string;
  readonly url?: string;
  /** What is said to who joins. */
  readonly greeting?: string;
  /** Whose it will be when the founder is gone. */
  readonly successor?: AccountKey;
  /** To whom the founder has offered it. */
  readonly offeredTo?: AccountKey;
  /** Who is put out whenever they come in, the oldest first. */
  readonly akicks?: readonly Akick[];
}

/** One who has a role, besides the founder. */
export interface RoleEntry {
  readonly account: AccountKey;
  readonly role: Role;
}

/** To whom a channel belongs, and what they have chosen for it. */
export interface Registration {
  /** `undefined` once the account is gone and nobody has followed. */
  readonly founder: AccountKey | undefined;
  readonly roles: readonly RoleEntry[];
  readonly settings: ChannelSettings;
  /** When it was registered, in ms since 1970. */
  readonly createdAt: number;
}

/** The role of an account; `undefined`: none. */
export function roleIn(registration: Registration | undefined, account: AccountKey): Role | undefined {
  if (!registration) return undefined;
  if (registration.founder === account) return "founder";
  return registration.roles.find((entry) => entry.account === account)?.role;
}

/** The settings with another AKICK list; one that is empty is left out. */
export function withAkicks(
  { akicks: _, ...others }: ChannelSettings,
  akicks: readonly Akick[],
): ChannelSettings {
  return akicks.length === 0 ? others : { ...others, akicks };
}

/** The status a role comes with. */
export function letterOfRole(role: Role): StatusLetter {
  return roles.find((row) => row.role === role)?.letter ?? "v";
}

/** The role a status stands for. */
export function roleOfLetter(letter: string): Role | undefined {
  return roles.find((row) => row.letter === letter)?.role;
}

/** The role of that name, as people write it. */
export function roleNamed(name: string): Role | undefined {
  return roles.find(({ role }) => role === name.toLowerCase())?.role;
}

/** 0 for none, then one more for each step up from voice. */
export function rankOfRole(role: Role | undefined): number {
  return role === undefined ? 0 : rankOf(letterOfRole(role));
}
