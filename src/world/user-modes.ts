/** One mode of a user. */
export interface UserMode {
  readonly letter: string;
  /** What it does, in a few words. */
  readonly does: string;
  /** `user`: anyone for themselves; `drop`: a user may only remove it; `server`: nobody. */
  readonly setBy: "user" | "irc-operators" | "drop" | "server";
  /** The letter has a meaning, but nothing stands behind it yet: refused with 501. */
  readonly reserved?: true;
}

/** Every user mode, once. 004 and HELP are derived from the rows. */
export const userModeTable = [
  { letter: "B", does: "is a bot", setBy: "user" },
  { letter: "D", does: "deaf: gets no channel messages", setBy: "user" },
  { letter: "H", does: "hides that they are an operator", setBy: "irc-operators" },
  { letter: "R", does: "messages only from the logged-in", setBy: "user" },
  { letter: "T", does: "no CTCP but ACTION", setBy: "user" },
  { letter: "Z", does: "messages only from users on TLS", setBy: "user" },
  { letter: "g", does: "messages only from those on the ACCEPT list", setBy: "user" },
  { letter: "i", does: "invisible to those who share no channel", setBy: "user" },
  { letter: "o", does: "IRC operator", setBy: "drop" },
  { letter: "r", does: "logged in", setBy: "server" },
  { letter: "s", does: "server notices, by category", setBy: "irc-operators" },
  { letter: "w", does: "hears WALLOPS", setBy: "user" },
  { letter: "x", does: "shown host is a cloak", setBy: "user", reserved: true },
  { letter: "z", does: "connected over TLS", setBy: "server" },
] as const satisfies readonly UserMode[];

/** The modes that take effect, by letter. */
export const userModes: ReadonlyMap<string, UserMode> = new Map(
  (userModeTable as readonly UserMode[]).filter((mode) => !mode.reserved).map((mode) => [mode.letter, mode]),
);

/** The modes only operators may have. */
export const operatorModes: readonly string[] = userModeTable
  .filter((mode) => mode.setBy === "irc-operators")
  .map((mode) => mode.letter);
