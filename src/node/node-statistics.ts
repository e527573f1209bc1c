import type { ConnectionCount, NodeStatistics } from "../commands/node-statistics.ts";
import { OWN_CLASSES } from "../config/classes.ts";
import { operBlocks, rightsOfClass } from "../config/oper-classes.ts";
import type { Config } from "../config/schema.ts";
import type { SessionHost } from "../sessions/host.ts";
import { listingOf } from "../sessions/listing.ts";
import type { Session } from "../sessions/session.ts";
import { trafficOf } from "../sessions/traffic.ts";
import type { Store } from "../store/store.ts";
import type { Moderation } from "./moderation.ts";

/** What STATS may ask of this process. */
export function nodeStatistics(
  live: { readonly config: Config },
  host: SessionHost,
  store: Pick<Store, "waiting">,
  { filters, held }: Pick<Moderation, "filters" | "held">,
): NodeStatistics {
  return {
    get received() {
      return host.created;
    },
    commandCounts: () => host.commandCounts.counts,
    totals: host.counts,
    connections: () => connectionCounts(host),
    filters: () => filters.counts(),
    get held() {
      return held.size;
    },
    get waitingRows() {
      return store.waiting;
    },
    sessions: () => [...host.sessions.keys()],
    link: (id) => {
      const session = host.sessions.get(id);
      return session && trafficOf(session);
    },
    listeners: live.config.listeners,
    get opers() {
      return operBlocks(live.config);
    },
    get operClasses() {
      const { operClasses } = live.config;
      return Object.entries(operClasses).map(([name, { extends: parent }]) => {
        const { privileges } = rightsOfClass(operClasses, name);
        return { name, extends: parent, privileges };
      });
    },
    get exempt() {
      return live.config.connections.exempt;
    },
    get classes() {
      return classesOf(host);
    },
    get dnsbl() {
      const { lists } = live.config.dnsbl;
      return lists.map(({ zone, action }) => ({ zone, action, listed: host.counts.listedIn.of(zone) }));
    },
    listingOf: (id) => {
      const session = host.sessions.get(id);
      return session && listingOf(session);
    },
    reputationOf: (id) => {
      const session = live.config.reputation && host.sessions.get(id);
      return session && host.reputationOf(session.address);
    },
    classOf: (id) => host.sessions.get(id)?.class?.name,
    memory: () => process.memoryUsage(),
  };
}

const kinds = ["tcp", "tls", "websocket", "console"] as const;

function classesOf({ classes, limits }: SessionHost): NodeStatistics["classes"] {
  const shown = (name: string, { pingMs, sendq }: SessionHost["limits"]) => ({
    ...{ name, sendq },
    pingSeconds: pingMs / 1000,
  });
  return [
    ...classes.all.map((each) => shown(each.name, each.limits)),
    ...["users", "operators"].map((name) => shown(name, limits)),
  ];
}

// Counted when somebody asks: nothing has to be kept right while clients come, register and become operators.
function connectionCounts(host: SessionHost): readonly ConnectionCount[] {
  const counts = new Map<string, number>();
  for (const session of host.sessions.values()) {
    const way = `${kindOf(session, host)} ${classOf(session)}`;
    counts.set(way, (counts.get(way) ?? 0) + 1);
  }
  const names = [...OWN_CLASSES, ...host.classes.names];
  return kinds.flatMap((kind) =>
    names.map((name) => ({ kind, class: name, count: counts.get(`${kind} ${name}`) ?? 0 })),
  );
}

function kindOf({ profile, connection, tls }: Session, { console }: SessionHost): ConnectionCount["kind"] {
  if (profile.codec === console) return "console";
  if (connection.kind === "websocket") return "websocket";
  return tls ? "tls" : "tcp";
}

function classOf({ user, class: own }: Session): ConnectionCount["class"] {
  if (!user) return "unregistered";
  if (own) return own.name;
  return user.oper ? "operators" : "users";
}
