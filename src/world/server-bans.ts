import { blockNamed, blocksTest, isBlock } from "../protocol/address-block.ts";
import { MaskIndex } from "../protocol/mask-index.ts";
import { matchGlob } from "../protocol/masks.ts";
import { AddressIndex } from "./address-index.ts";
import { type BanFacts, type BanKind, isOver, type ServerBan, subjectOf } from "./server-ban.ts";

type Fold = (text: string) => string;

/** The bans of the whole network, found by what they are about however many there are. */
export class ServerBans {
  readonly #fold: Fold;
  readonly #all = new Map<string, ServerBan>();
  readonly #kinds = new Map<BanKind, BansOfKind>();

  /** `fold` gives what all spellings of a name have in common. */
  constructor(fold: Fold) {
    this.#fold = fold;
  }

  get size(): number {
    return this.#all.size;
  }

  /** How many there are of a kind, those that are over and not yet removed among them. */
  count(kind: BanKind): number {
    return this.#kinds.get(kind)?.size ?? 0;
  }

  /** All of them, or those of a kind, in the order they were set. */
  *list(kind?: BanKind): Generator<ServerBan> {
    for (const ban of this.#all.values()) if (kind === undefined || ban.kind === kind) yield ban;
  }

  get(kind: BanKind, mask: string): ServerBan | undefined {
    return this.#all.get(this.#keyOf(kind, mask));
  }

  /** Puts a ban in force, in place of the one of this kind and mask. */
  set(ban: ServerBan): void {
    this.remove(ban.kind, ban.mask);
    this.#all.set(this.#keyOf(ban.kind, ban.mask), ban);
    const others = this.#kinds.get(ban.kind) ?? new BansOfKind(this.#fold);
    this.#kinds.set(ban.kind, others);
    others.file(ban, "add");
  }

  remove(kind: BanKind, mask: string): void {
    const key = this.#keyOf(kind, mask);
    const ban = this.#all.get(key);
    if (!ban) return;
    this.#all.delete(key);
    this.#kinds.get(kind)?.file(ban, "remove");
  }

  /** The ban of one of these kinds that is about somebody, and none if an exception is; the first that is found. */
  on(facts: BanFacts, kinds: readonly BanKind[], now: number): ServerBan | undefined {
    for (const kind of kinds) {
      const ban = this.#kinds.get(kind)?.about(facts, (one) => isMeant(one, facts, now));
      if (ban) return this.isExcepted(facts, now) ? undefined : ban;
    }
    return undefined;
  }

  /** The ban on an address that only connects: nothing is known yet but that, and the cloak it would have. */
  onAddress(
    address: string,
    now: number,
    cloakOf: (address: string) => string | undefined = () => undefined,
  ): ServerBan | undefined {
    const nothingSaid = { user: "", shownHosts: [], realname: "", account: undefined };
    const facts = { ...nothingSaid, address, hosts: [address] };
    const ban = this.#kinds.get("dline")?.about(facts, (one) => !one.soft && !isOver(one, now));
    if (!ban) return undefined;
    const cloak = cloakOf(address);
    const known = cloak === undefined ? facts : { ...facts, hosts: [address, cloak] };
    return this.isExcepted(known, now) ? undefined : ban;
  }

  /** The reservation of a nick or the name of a channel. */
  onName(name: string, now: number): ServerBan | undefined {
    return this.#kinds.get("resv")?.ofName(name, (ban) => !isOver(ban, now) && isNameLike(ban.mask, name));
  }

  /** True if an exception is about somebody: no other ban is. */
  isExcepted(facts: BanFacts, now: number): boolean {
    const unchosen = { ...facts, shownHosts: [] };
    return this.#kinds.get("eline")?.about(unchosen, (ban) => !isOver(ban, now)) !== undefined;
  }

  #keyOf(kind: BanKind, mask: string): string {
    return `${kind} ${this.#fold(mask)}`;
  }
}

/** Of who is logged in no soft ban is meant. */
function isMeant(ban: ServerBan, { account }: BanFacts, now: number): boolean {
  return !isOver(ban, now) && !(ban.soft && account !== undefined);
}

/** What looks like a channel is meant as one: `*` reserves no channels. */
function isNameLike(mask: string, name: string): boolean {
  return mask.startsWith("#") === name.startsWith("#");
}

/** The bans of one kind. */
class BansOfKind {
  readonly #fold: Fold;
  readonly #addresses = new AddressIndex<ServerBan>();
  readonly #userHosts = new MaskIndex<ServerBan>();
  readonly #accounts = new MaskIndex<ServerBan>();
  readonly #realnames = new MaskIndex<ServerBan>();
  readonly #names = new MaskIndex<ServerBan>();
  size = 0;

  constructor(fold: Fold) {
    this.#fold = fold;
  }

  file(ban: ServerBan, how: "add" | "remove"): void {
    this.size += how === "add" ? 1 : -1;
    const { in: place, mask } = placeOf(ban);
    if (place === "addresses") return this.#addresses[how](mask, ban);
    const index = { userHosts: this.#userHosts, accounts: this.#accounts, realnames: this.#realnames };
    const masks = place === "names" ? this.#names : index[place];
    masks[how](this.#fold(mask), ban);
  }

  /** The first that is about somebody and meant. */
  about(facts: BanFacts, isMeant: (ban: ServerBan) => boolean): ServerBan | undefined {
    if (this.size === 0) return undefined;
    const { user, address, hosts, shownHosts, realname, account } = facts;
    const found: ServerBan[] = [];
    const take = (ban: ServerBan) => isMeant(ban) && found.push(ban) > 0;
    // The index of blocks does not know the user names that stand before them.
    const takeOf = (ban: ServerBan) => matchGlob(this.#fold(userOf(ban)), this.#fold(user)) && take(ban);
    const isOfHost = (host: string) => this.#userHosts.find(this.#fold(`${user}@${host}`), take);
    this.#addresses.find(address, takeOf) ||
      hosts.some(isOfHost) ||
      shownHosts.some(isOfHost) ||
      (account !== undefined && this.#accounts.find(this.#fold(account), take)) ||
      this.#realnames.find(this.#fold(realname), take);
    return found[0];
  }

  ofName(name: string, isMeant: (ban: ServerBan) => boolean): ServerBan | undefined {
    const found: ServerBan[] = [];
    this.#names.find(this.#fold(name), (ban) => isMeant(ban) && found.push(ban) > 0);
    return found[0];
  }
}

/** Where a ban is looked for, and by what. */
interface Place {
  readonly in: "addresses" | "userHosts" | "accounts" | "realnames" | "names";
  readonly mask: string;
}

function placeOf({ kind, mask }: Pick<ServerBan, "kind" | "mask">): Place {
  switch (subjectOf(kind)) {
    case "address":
      return { in: "addresses", mask };
    case "realname":
      return { in: "realnames", mask: mask.replaceAll("\\s", " ") };
    case "name":
      return { in: "names", mask };
    default: {
      if (mask.startsWith("a:")) return { in: "accounts", mask: mask.slice(2) };
      const host = mask.slice(mask.lastIndexOf("@") + 1);
      return isBlock(host) ? { in: "addresses", mask: host } : { in: "userHosts", mask };
    }
  }
}

/** The user names a ban is about; all, where it names none. */
function userOf({ kind, mask }: Pick<ServerBan, "kind" | "mask">): string {
  return subjectOf(kind) === "address" ? "*" : mask.slice(0, mask.lastIndexOf("@"));
}

/** A test whether one ban is about somebody, for those who are many and bans that are few. */
export function aboutTest(
  ban: ServerBan,
  fold: Fold,
): (facts: BanFacts, nick: string, now: number) => boolean {
  const { in: place, mask } = placeOf(ban);
  const folded = fold(mask);
  const matches = (text: string) => matchGlob(folded, fold(text));
  const isInBlock = place === "addresses" ? blocksTest([mask]) : undefined;
  const isOfHosts = (facts: BanFacts, hosts: readonly string[]) =>
    hosts.some((host) => matches(`${facts.user}@${host}`));
  const isAbout = (facts: BanFacts, nick: string) => {
    switch (place) {
      case "addresses":
        return isInBlock?.(facts.address) === true && matchGlob(fold(userOf(ban)), fold(facts.user));
      case "userHosts":
        return isOfHosts(facts, facts.hosts) || (ban.kind !== "eline" && isOfHosts(facts, facts.shownHosts));
      case "accounts":
        return facts.account !== undefined && matches(facts.account);
      case "realnames":
        return matches(facts.realname);
      case "names":
        return isNameLike(mask, nick) && matches(nick);
    }
  };
  return (facts, nick, now) => isMeant(ban, facts, now) && isAbout(facts, nick);
}

/** The form in which a mask is kept; `undefined` if it can be none of this kind. */
export function storedBanMask(kind: BanKind, given: string): string | undefined {
  if (given === "" || /[\s\p{Cc}]/u.test(given)) return undefined;
  switch (subjectOf(kind)) {
    case "address":
      return isBlock(given) ? given : undefined;
    case "realname":
    case "name":
      return given;
    default: {
      if (given.startsWith("a:")) return given.length > 2 ? given : undefined;
      const mask = given.slice(given.indexOf("!") + 1);
      const whole = mask.includes("@") ? mask : `*@${mask}`;
      return whole.startsWith("@") || whole.endsWith("@") ? undefined : whole;
    }
  }
}

/** True if the mask is about nearly everybody: whoever sets it probably meant another. */
export function isTooWide(kind: BanKind, mask: string): boolean {
  if (kind === "eline" || mask.startsWith("a:")) return mask === "a:*";
  const subject = subjectOf(kind);
  const host = mask.slice(mask.lastIndexOf("@") + 1);
  if (subject === "address" || isBlock(host)) {
    const { bytes, bits } = blockNamed(host);
    return bits < (bytes.length === 4 ? 8 : 19);
  }
  return /[*?]/.test(mask) && mask.replace(/[*?.@!#]/g, "").length < 3;
}
