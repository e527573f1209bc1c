import type { NodeStatistics } from "../commands/node-statistics.ts";
import type { Config } from "../config/schema.ts";
import type { SessionHost } from "../sessions/host.ts";
import { trafficOf } from "../sessions/traffic.ts";

/** What STATS may ask of this process. */
export function nodeStatistics(live: { readonly config: Config }, host: SessionHost): NodeStatistics {
  return {
    get received() {
      return host.created;
    },
    commandCounts: () => host.commandCounts.counts,
    sessions: () => [...host.sessions.keys()],
    link: (id) => {
      const session = host.sessions.get(id);
      return session && trafficOf(session);
    },
    listeners: live.config.listeners,
    get opers() {
      return live.config.opers;
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
