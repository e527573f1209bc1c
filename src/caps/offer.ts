import type { VendorCapability } from "../world/extensions.ts";
import {
  type Capability,
  type CapabilityName,
  type ClientCapability,
  capabilityTable,
  isCapability,
  type OfferFacts,
} from "./capabilities.ts";

/** Capabilities a connection is offered, each with what stands behind its `=`. */
export type Offer = ReadonlyMap<ClientCapability, string>;

/** What may be put in force by a request, and what out of it. */
export interface CapRequest {
  readonly on: readonly ClientCapability[];
  readonly off: readonly ClientCapability[];
}

const rows: readonly (Capability & { readonly name: CapabilityName })[] = capabilityTable;

/** What a connection is offered. */
export function offerTo(facts: OfferFacts): Offer {
  const offer = new Map<ClientCapability, string>();
  for (const { name, value } of rows) {
    const shown = value ? value(facts) : "";
    if (shown !== undefined) offer.set(name, shown);
  }
  for (const { capabilities } of facts.settings.extensions ?? [])
    for (const { name, value } of capabilities) offer.set(name, value);
  return offer;
}

/**
 * The words of CAP LS and NEW. Who does not speak 302 gets names alone, and of those with nothing to tell but a value
 * none: sts.md wants one.
 */
export function offeredWords(offer: Offer, version: number): readonly string[] {
  if (version < 302) return [...offer.keys()].filter((name) => name !== "sts");
  return [...offer].map(wordOf);
}

function wordOf([name, value]: readonly [string, string]): string {
  return value === "" ? name : `${name}=${value}`;
}

/** What CAP NEW and CAP DEL say when an offer has become another; the words of NEW are those of CAP LS. */
export function offerChanges(
  before: Offer,
  after: Offer,
  version: number,
): { readonly new: readonly string[]; readonly del: readonly ClientCapability[] } {
  const changed = new Map([...after].filter(([name, value]) => before.get(name) !== value));
  const gone = [...before.keys()].filter((name) => !after.has(name));
  // sts.md: the policy is never deleted, it is told to end.
  if (gone.includes("sts")) changed.set("sts", "duration=0");
  return { new: offeredWords(changed, version), del: gone.filter((name) => name !== "sts") };
}

/** The request as a whole, or `undefined` if any of it cannot be granted. */
export function granted(words: readonly string[], offer: Offer, version: number): CapRequest | undefined {
  const on: ClientCapability[] = [];
  const off: ClientCapability[] = [];
  for (const word of words) {
    const name = word.startsWith("-") ? word.slice(1) : word;
    if (!isKnown(name, offer) || !mayRequest(word, name, offer, version)) return undefined;
    // Processed from left to right: the last word on a capability counts.
    const [to, from] = word.startsWith("-") ? [off, on] : [on, off];
    if (from.includes(name)) from.splice(from.indexOf(name), 1);
    to.push(name);
  }
  return { on, off };
}

function isKnown(name: string, offer: Offer): name is ClientCapability {
  return isCapability(name) || offer.has(name as VendorCapability);
}

function mayRequest(word: string, name: ClientCapability, offer: Offer, version: number): boolean {
  // capability-negotiation.md, cap-notify: 302 brings it, and then it stays.
  if (word === "-cap-notify") return version < 302;
  const row = rows.find((capability) => capability.name === name);
  if (row?.mayBeRequested === false) return false;
  return word.startsWith("-") || offer.has(name);
}
