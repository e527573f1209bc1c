import { Resolver } from "node:dns/promises";
import ipaddr from "ipaddr.js";

/** The part of a resolver that finds and confirms host names. */
export interface NameResolver {
  reverse(address: string): Promise<readonly string[]>;
  resolve4(name: string): Promise<readonly string[]>;
  resolve6(name: string): Promise<readonly string[]>;
  /** Ends its open questions without an answer. */
  cancel?(): void;
}

/** A resolver that asks each of the system's name servers once. */
export function systemResolver(timeoutMs: number): NameResolver {
  return new Resolver({ timeout: timeoutMs, tries: 1 });
}

// An address may claim any number of names; each costs a question.
const mostNames = 3;

/** The host name of an address, if the name leads back to it; never rejects. */
export async function hostNameOf(
  address: string,
  resolver: NameResolver,
  givenUp?: AbortSignal,
): Promise<string | undefined> {
  const names = await orNone(resolver.reverse(address));
  for (const name of names.filter(isHostName).slice(0, mostNames)) {
    if (givenUp?.aborted) return undefined;
    const isSix = address.includes(":");
    const back = await orNone(isSix ? resolver.resolve6(name) : resolver.resolve4(name));
    if (back.some((found) => isSameAddress(found, address))) return name;
  }
  return undefined;
}

async function orNone(answer: Promise<readonly string[]>): Promise<readonly string[]> {
  try {
    return await answer;
  } catch {
    return []; // no name, no server, no time: all the same to who asks
  }
}

// At most 63 bytes (HOSTLEN); what looks like an address would be taken for one.
function isHostName(name: string): boolean {
  return /^(?=.{1,63}$)(?!.*\.\.)(?!\d+(?:\.\d+)*$)[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name);
}

function isSameAddress(one: string, other: string): boolean {
  if (!ipaddr.isValid(one) || !ipaddr.isValid(other)) return false;
  return ipaddr.process(one).toNormalizedString() === ipaddr.process(other).toNormalizedString();
}
