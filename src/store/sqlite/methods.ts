import type { StoreAreas } from "../store.ts";

/**
 * `read` does not wait for writes. `fact` is written before all that waits, and is never refused for want of room;
 * `history` waits its turn, and is refused then. `turn` waits its turn, because it concerns what was said before
 * it, and is not refused.
 */
export type MethodKind = "read" | "fact" | "history" | "turn";

type Methods = {
  readonly [Area in keyof StoreAreas]: { readonly [Method in keyof StoreAreas[Area]]: MethodKind };
};

/** What each method of the port does to the database. */
export const methods = {
  accounts: { create: "fact", find: "read", list: "read", update: "fact", expireUnverified: "fact" },
  nicks: { add: "fact", remove: "fact", of: "read", list: "read", owner: "read" },
  certificates: { add: "fact", remove: "fact", of: "read", owner: "read" },
  appPasswords: { add: "fact", remove: "fact", of: "read", used: "fact" },
  bans: { set: "fact", remove: "fact", list: "read" },
  filters: { set: "fact", remove: "fact", list: "read" },
  held: { put: "fact", remove: "fact", of: "read", list: "read" },
  channels: { register: "fact", find: "read", list: "read", update: "fact", rename: "fact", drop: "fact" },
  roles: { set: "fact", remove: "fact", in: "read", of: "read", list: "read" },
  messages: {
    record: "history",
    cursor: "read",
    count: "read",
    find: "read",
    page: "read",
    targets: "read",
    search: "read",
    redact: "turn",
    edit: "turn",
    expire: "turn",
    targetKeys: "read",
    rename: "turn",
    forget: "turn",
    sweep: "turn",
  },
  reactions: { add: "history", remove: "turn", to: "read" },
  stays: { put: "fact", remove: "fact", of: "read", list: "read" },
  markers: { move: "history", find: "read", remove: "turn", of: "read" },
  metadata: { set: "fact", remove: "fact", clear: "fact", of: "read", list: "read" },
  plugins: { get: "read", set: "fact", remove: "fact", list: "read" },
  people: { record: "read", messages: "read", erase: "turn" },
} as const satisfies Methods;
