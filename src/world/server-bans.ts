import ipaddr from "ipaddr.js";
import { MaskIndex } from "../protocol/mask-index.ts";
import { matchGlob } from "../protocol/masks.ts";
import { AddressIndex } from "./address-index.ts";
import { type BanFacts, type BanKind, isOver, type ServerBan, subjectOf } from "./server-ban.ts";

type Fold = (text: string) => string;

/** The bans of the whole network, found by what they are about however many there are. */
export class ServerBans {
  readonly #fold: Fold;
  readonly #all = new Map<string, ServerBan>();
  readonly #counts = new Map<BanKind, number>();
  readonly #userHosts = new MaskIndex<ServerBan>();
  readonly #addresses = new AddressIndex<ServerBan>();
  readonly #accounts = new MaskIndex<ServerBan>();
  readonly #realnames = new MaskIndex<ServerBan>();
  readonly #names = new MaskIndex<ServerBan>();

  /** `fold` gives what all spellings of a name have in common. */
  constructor(fold: Fold) {
    this.#fold = fold;
  }

  get size(): number {
    return this.#all.size;
  }

  /** How many there are of a kind, those that are over and not yet removed among them. */
  count(kind: BanKind): number {
    return this.#counts.get(kind) ?? 0;
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
    this.#counts.set(ban.kind, this.count(ban.kind) + 1);
    this.#file(ban, "add");
  }

  remove(kind: BanKind, mask: string): void {
    const key = this.#keyOf(kind, mask);
    const ban = this.#all.get(key);
    if (!ban) return;
    this.#all.delete(key);
    this.#counts.set(kind, this.count(kind) - 1);
    this.#file(ban, "remove");
  }

  /** The ban of one of these kinds that is about somebody, and none if an exception is; the first that is found. */
  on(facts: BanFacts, kinds: readonly BanKind[], now: number): ServerBan | undefined {
    if (!kinds.some((kind) => this.count(kind) > 0)) return undefined;
    const isMeant = (ban: ServerBan) =>
      kinds.includes(ban.kind) && !isOver(ban, now) && !(ban.soft && facts.account !== undefined);
    const ban = this.#find(facts, isMeant);
    return ban && !this.isExcepted(facts, now) ? ban : undefined;
  }

  /** The ban on an address that only connects: nothing else is known of it yet. */
  onAddress(address: string, now: number): ServerBan | undefined {
    if (this.count("dline") === 0) return undefined;
    let meant: ServerBan | undefined;
    this.#addresses.find(address, (ban) => {
      if (ban.kind !== "dline" || ban.soft || isOver(ban, now)) return false;
      meant = ban;
      return true;
    });
    const facts = { user: "", host: address, address, realname: "", account: undefined };
    return meant && !this.isExcepted(facts, now) ? meant : undefined;
  }

  /** The reservation of a nick or the name of a channel. */
  onName(name: string, now: number): ServerBan | undefined {
    if (this.count("resv") === 0) return undefined;
    let meant: ServerBan | undefined;
    this.#names.find(this.#fold(name), (ban) => {
      // What looks like a channel is meant as one: `*` reserves no channels.
      if (isOver(ban, now) || ban.mask.startsWith("#") !== name.startsWith("#")) return false;
      meant = ban;
      return true;
    });
    return meant;
  }

  /** True if an exception is about somebody: no other ban is. */
  isExcepted(facts: BanFacts, now: number): boolean {
    if (this.count("eline") === 0) return false;
    return this.#find(facts, (ban) => ban.kind === "eline" && !isOver(ban, now)) !== undefined;
  }

  #find(facts: BanFacts, isMeant: (ban: ServerBan) => boolean): ServerBan | undefined {
    let meant: ServerBan | undefined;
    const take = (ban: ServerBan) => {
      if (!isMeant(ban) || !this.#isUser(ban, facts)) return false;
      meant = ban;
      return true;
    };
    const { user, host, address, realname, account } = facts;
    const found =
      this.#addresses.find(address, take) ||
      this.#userHosts.find(this.#fold(`${user}@${host}`), take) ||
      (host !== address && this.#userHosts.find(this.#fold(`${user}@${address}`), take)) ||
      (account !== undefined && this.#accounts.find(this.#fold(account), take)) ||
      this.#realnames.find(this.#fold(realname), take);
    return found ? meant : undefined;
  }

  // A block of addresses stands behind a user name, which the block's index does not know.
  #isUser(ban: ServerBan, { user }: BanFacts): boolean {
    const place = placeOf(ban);
    return place.in !== "addresses" || matchGlob(this.#fold(place.user), this.#fold(user));
  }

  #file(ban: ServerBan, how: "add" | "remove"): void {
    const place = placeOf(ban);
    switch (place.in) {
      case "addresses":
        return this.#addresses[how](place.block, ban);
      case "userHosts":
        return this.#userHosts[how](this.#fold(ban.mask), ban);
      case "accounts":
        return this.#accounts[how](this.#fold(place.account), ban);
      case "realnames":
        return this.#realnames[how](this.#fold(ban.mask.replaceAll("\\s", " ")), ban);
      case "names":
        return this.#names[how](this.#fold(ban.mask), ban);
      default:
        return place satisfies never;
    }
  }

  #keyOf(kind: BanKind, mask: string): string {
    return `${kind} ${this.#fold(mask)}`;
  }
}

type Place =
  | { readonly in: "addresses"; readonly user: string; readonly block: string }
  | { readonly in: "accounts"; readonly account: string }
  | { readonly in: "userHosts" | "realnames" | "names" };

/** Where a ban is looked for. */
function placeOf({ kind, mask }: Pick<ServerBan, "kind" | "mask">): Place {
  switch (subjectOf(kind)) {
    case "address":
      return { in: "addresses", user: "*", block: mask };
    case "realname":
      return { in: "realnames" };
    case "name":
      return { in: "names" };
    default: {
      if (mask.startsWith("a:")) return { in: "accounts", account: mask.slice(2) };
      const at = mask.lastIndexOf("@");
      const host = mask.slice(at + 1);
      return isBlock(host) ? { in: "addresses", user: mask.slice(0, at), block: host } : { in: "userHosts" };
    }
  }
}

// Most hosts are none, and to find that out in earnest takes longer than all else.
const LIKE_AN_ADDRESS = /^[\d:][\da-f:.]*(?:\/\d+)?$/i;

/** True for an address, or a block of them. */
export function isBlock(text: string): boolean {
  if (!LIKE_AN_ADDRESS.test(text)) return false;
  return text.includes("/") ? ipaddr.isValidCIDR(text) : ipaddr.isValid(text);
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
  if (subject === "address" || isBlock(mask.slice(mask.lastIndexOf("@") + 1))) {
    const [address = "", bits] = mask.slice(mask.lastIndexOf("@") + 1).split("/");
    return bits !== undefined && Number(bits) < (address.includes(":") ? 19 : 8);
  }
  return /[*?]/.test(mask) && mask.replace(/[*?.@!#]/g, "").length < 3;
}
