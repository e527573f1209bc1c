import type { StoreAreas } from "../store.ts";
import { type MethodKind, methods } from "./methods.ts";
import type { Call } from "./wire.ts";

type Read = (call: Call) => Promise<unknown>;

interface Writes {
  write(kind: MethodKind, call: Call): Promise<unknown>;
}

/** The areas as the event loop has them: each method becomes a call to a thread. */
export function remoteAreas(read: Read, writes: Writes): StoreAreas {
  return {
    accounts: area("accounts", read, writes),
    nicks: area("nicks", read, writes),
    certificates: area("certificates", read, writes),
    appPasswords: area("appPasswords", read, writes),
    bans: area("bans", read, writes),
    filters: area("filters", read, writes),
    held: area("held", read, writes),
    channels: area("channels", read, writes),
    roles: area("roles", read, writes),
    messages: area("messages", read, writes),
    reactions: area("reactions", read, writes),
    stays: area("stays", read, writes),
    markers: area("markers", read, writes),
    metadata: area("metadata", read, writes),
    plugins: area("plugins", read, writes),
    people: area("people", read, writes),
  };
}

// What comes back has the type of the method: the same interface is implemented on the other side.
function area<Area extends keyof StoreAreas>(area: Area, read: Read, writes: Writes): StoreAreas[Area] {
  const calls: unknown[][] = Object.entries(methods[area]).map(([method, kind]) => [
    method,
    (...args: unknown[]) =>
      kind === "read" ? read({ area, method, args }) : writes.write(kind, { area, method, args }),
  ]);
  return Object.fromEntries(calls);
}
