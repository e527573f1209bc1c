import type { Config } from "./config/schema.ts";
import { hostNameOf, type NameResolver, systemResolver } from "./net/host-name.ts";
import { identOf } from "./net/ident.ts";
import type { Connection } from "./net/transport.ts";
import { type LookUp, type Lookup, nothingAsked } from "./sessions/registering.ts";

/** Whom to ask instead of the system's own. */
export interface LookUpRim {
  readonly resolver?: NameResolver | undefined;
  readonly identPort?: number | undefined;
}

/** Asks DNS and the client's ident server who connected, as configured, and waits for neither too long. */
export function lookUpAs(config: () => Config, rim: LookUpRim = {}): LookUp {
  return (connection) => {
    const { hostLookup, identLookup, lookupSeconds } = config();
    if (!hostLookup && !identLookup) return nothingAsked;
    const timeoutMs = lookupSeconds * 1000;
    return ask(connection, timeoutMs, hostLookup, identLookup, rim);
  };
}

async function ask(
  connection: Connection,
  timeoutMs: number,
  hostLookup: boolean,
  identLookup: boolean,
  { resolver = systemResolver(timeoutMs), identPort }: LookUpRim,
): Promise<Lookup> {
  const { address, localAddress, remotePort, localPort } = connection;
  const [host, user] = await Promise.all([
    hostLookup ? within(timeoutMs, hostNameOf(address, resolver)) : undefined,
    identLookup ? identOf({ address, localAddress, remotePort, localPort, timeoutMs, identPort }) : undefined,
  ]);
  return { host, user: identLookup ? (user ?? null) : undefined };
}

/** What the work comes to, or nothing when the time is up. */
async function within<T>(ms: number, work: Promise<T>): Promise<T | undefined> {
  let overdue: NodeJS.Timeout | undefined;
  const timeUp = new Promise<undefined>((resolve) => {
    overdue = setTimeout(resolve, ms, undefined);
  });
  try {
    return await Promise.race([work, timeUp]);
  } finally {
    clearTimeout(overdue);
  }
}
