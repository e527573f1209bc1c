import type { NodeStatistics } from "./commands/node-statistics.ts";
import type { Config } from "./config/schema.ts";
import type { SessionHost } from "./sessions/host.ts";

/** What STATS may ask of this process. */
export function nodeStatistics(config: Config, host: SessionHost): NodeStatistics {
  const { listeners, opers, connections } = config;
  return {
    get received() {
      return host.created;
    },
    commandCounts: () => host.commandCounts.counts,
    sessions: () => [...host.sessions.keys()],
    link: (session) => host.sessions.get(session)?.traffic,
    listeners,
    opers,
    exempt: connections.exempt,
    pingSeconds: connections.pingSeconds,
    sendq: connections.sendq,
    memory: () => process.memoryUsage(),
  };
}
