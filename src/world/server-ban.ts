/** What a ban of the whole network keeps from: one row for each command that sets one. */
export const banKinds = [
  { kind: "kline", does: "users by user@host may not be on the network", of: "user@host", closes: true },
  { kind: "dline", does: "addresses may not connect", of: "address", closes: true },
  { kind: "xline", does: "users by real name may not be on the network", of: "realname", closes: true },
  { kind: "resv", does: "nicks and channels nobody may take", of: "name", closes: false },
  { kind: "shun", does: "users by user@host are not listened to", of: "user@host", closes: false },
  { kind: "mute", does: "users by user@host may not say anything", of: "user@host", closes: false },
  { kind: "eline", does: "users by user@host whom no other ban is about", of: "user@host", closes: false },
] as const;

/** Which kind of ban. */
export type BanKind = (typeof banKinds)[number]["kind"];

/** What a ban is matched against. */
export type BanSubject = (typeof banKinds)[number]["of"];

type BanKindRow = (typeof banKinds)[number];

const rowsByKind: ReadonlyMap<string, BanKindRow> = new Map(banKinds.map((row) => [row.kind, row]));

/** The kind of that name, in whatever case; QLINE is another word for RESV. */
export function banKindNamed(word: string): BanKind | undefined {
  const name = word.toLowerCase();
  return name === "qline" ? "resv" : rowsByKind.get(name)?.kind;
}

/** The kinds that keep somebody off the network. */
export const closingKinds: readonly BanKind[] = banKinds.flatMap((row) => (row.closes ? [row.kind] : []));

/** What bans of a kind are matched against. */
export function subjectOf(kind: BanKind): BanSubject | undefined {
  return rowsByKind.get(kind)?.of;
}

/** What somebody reads whom a ban puts off or keeps off: `KLINE: spam`. */
export function closingWords({ kind, reason }: Pick<ServerBan, "kind" | "reason">): string {
  return `${kind.toUpperCase()}: ${reason}`;
}

/** A ban of the whole network. Plain values: it is kept in the store as it stands. */
export interface ServerBan {
  readonly kind: BanKind;
  /** `user@host`, where the host may be a block of addresses; `a:account`; or what the kind is about. */
  readonly mask: string;
  /** Who is logged in is not meant. */
  readonly soft: boolean;
  /** What those read whom it is about. */
  readonly reason: string;
  /** What only operators read. */
  readonly privateReason: string | undefined;
  /** Who set it: the name of an operator, or of what else did. */
  readonly by: string;
  /** In ms since 1970. */
  readonly at: number;
  /** From when on it is none; left out: never. */
  readonly expiresAt: number | undefined;
}

/** What is matched of somebody. */
export interface BanFacts {
  readonly user: string;
  readonly address: string;
  /** What the address gives: the host name, the address as text, the cloak. */
  readonly hosts: readonly string[];
  /** What else they are shown with. It can be asked for: bans are about it, exceptions are not. */
  readonly shownHosts: readonly string[];
  readonly realname: string;
  readonly account: string | undefined;
}

/** A ban that nobody has set: to see whom one of this kind and mask would be about. */
export function triedBan(kind: BanKind, mask: string, at: number, soft = false): ServerBan {
  const nothingSaid = { reason: "", privateReason: undefined, by: "", expiresAt: undefined };
  return { kind, mask, soft, at, ...nothingSaid };
}

/** True once the ban is over. */
export function isOver({ expiresAt }: ServerBan, now: number): boolean {
  return expiresAt !== undefined && expiresAt <= now;
}
