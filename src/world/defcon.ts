/** What a level may forbid. */
export type DefconRule = "registering" | "fast connecting" | "strangers" | "guests" | "newcomers";

/** How guarded the network is: 5 as always, 1 shut to nearly all. */
export type DefconLevel = 5 | 4 | 3 | 2 | 1;

/** Every level, what is forbidden at it, and how people read that. A level forbids what those above it do. */
export const defconLevels = [
  { level: 5, forbids: [], says: "everything is as always" },
  { level: 4, forbids: ["registering"], says: "no accounts and channels are registered" },
  {
    level: 3,
    forbids: ["registering", "fast connecting", "strangers"],
    says: "who is not logged in makes no channels, and writes to nobody outside of channels they share",
  },
  {
    level: 2,
    forbids: ["registering", "fast connecting", "strangers", "guests"],
    says: "only who logs in comes in",
  },
  {
    level: 1,
    forbids: ["registering", "fast connecting", "strangers", "guests", "newcomers"],
    says: "only who has had an account for longer comes in",
  },
] as const satisfies readonly {
  readonly level: DefconLevel;
  readonly forbids: readonly DefconRule[];
  readonly says: string;
}[];

/** The level in force, and who has said so. Plain values: it is kept in the store as it stands. */
export interface Defcon {
  readonly level: DefconLevel;
  /** The name of an operator, or of what else set it. */
  readonly by: string;
  readonly reason: string;
  /** In ms since 1970. */
  readonly at: number;
  /** From when on it is 5 again; left out: when somebody says so. */
  readonly expiresAt: number | undefined;
}

/** As nearly always. */
export const calm: Defcon = { level: 5, by: "", reason: "", at: 0, expiresAt: undefined };

/** The row of a level; `undefined` for what is none. */
export function defconRow(level: number): (typeof defconLevels)[number] | undefined {
  return defconLevels.find((row) => row.level === level);
}

/** The level a network is at. */
export function levelAt({ level, expiresAt }: Defcon, now: number): DefconLevel {
  return expiresAt !== undefined && expiresAt <= now ? 5 : level;
}

/** True if the rule is in force. */
export function isForbidden(defcon: Defcon, rule: DefconRule, now: number): boolean {
  // Nearly always, and nearly every message asks.
  if (defcon.level === 5) return false;
  const forbids: readonly DefconRule[] = defconRow(levelAt(defcon, now))?.forbids ?? [];
  return forbids.includes(rule);
}
