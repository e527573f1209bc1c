import type { NodeStatistics } from "./commands/node-statistics.ts";
import type { Config } from "./config/schema.ts";
import type { SessionHost } from "./sessions/host.ts";

/** What STATS may ask of this process. */
export function nodeStatistics(live: { readonly config: Config }, host: SessionHost): NodeStatistics {
  return {
    get received() {
      return host.created;
    },
    commandCounts: () => host.commandCounts.counts,
    sessions: () => [...host.sessions.keys()],
    link: (session) => host.sessions.get(session)?.traffic,
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
