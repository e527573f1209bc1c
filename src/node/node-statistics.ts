import type { ConnectionCount, NodeStatistics } from "../commands/node-statistics.ts";
import { operBlocks, rightsOfClass } from "../config/oper-classes.ts";
import type { Config } from "../config/schema.ts";
import type { SessionHost } from "../sessions/host.ts";
import type { Session } from "../sessions/session.ts";
import { trafficOf } from "../sessions/traffic.ts";
import type { Store } from "../store/store.ts";

/** What STATS may ask of this process. */
export function nodeStatistics(
  live: { readonly config: Config },
  host: SessionHost,
  store: Pick<Store, "waiting">,
): NodeStatistics {
  return {
    get received() {
      return host.created;
    },
    commandCounts: () => host.commandCounts.counts,
    totals: host.counts,
    connections: () => connectionCounts(host),
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
    get pingSeconds() {
      return live.config.connections.pingSeconds;
    },
    get sendq() {
      return live.config.connections.sendq;
    },
    memory: () => process.memoryUsage(),
  };
}

const kinds = ["tcp", "tls", "websocket", "console"] as const;
const classes = ["unregistered", "users", "operators"] as const;

// Counted when somebody asks: nothing has to be kept right while clients come, register and become operators.
function connectionCounts(host: SessionHost): readonly ConnectionCount[] {
  const counts = new Map<string, number>();
  for (const session of host.sessions.values()) {
    const way = `${kindOf(session, host)} ${classOf(session)}`;
    counts.set(way, (counts.get(way) ?? 0) + 1);
  }
  return kinds.flatMap((kind) =>
    classes.map((name) => ({ kind, class: name, count: counts.get(`${kind} ${name}`) ?? 0 })),
  );
}

function kindOf({ profile, connection, tls }: Session, { console }: SessionHost): ConnectionCount["kind"] {
  if (profile.codec === console) return "console";
  if (connection.kind === "websocket") return "websocket";
  return tls ? "tls" : "tcp";
}

function classOf({ user }: Session): ConnectionCount["class"] {
  if (!user) return "unregistered";
  return user.oper ? "operators" : "users";
}
