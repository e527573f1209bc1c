import type { Logger } from "./logging.ts";
import type { SessionEvents } from "./sessions/node.ts";

/** Writes down who comes, who goes and who is refused. Never what they said. */
export function sessionLog(log: Logger): SessionEvents {
  return {
    connected: ({ id, address, tls, connection }) =>
      log.debug({ session: id, address, port: connection.remotePort, tls }, "connected"),
    turnedAway: (address, reason) => log.info({ address, reason }, "turned away"),
    registered: ({ id, nick, address, tls }) => log.info({ session: id, nick, address, tls }, "registered"),
    ended: ({ id, nick, address }, reason) => log.info({ session: id, nick, address, reason }, "ended"),
    refused: ({ id, nick }, numeric) => log.debug({ session: id, nick, numeric }, "refused"),
    broke: (error, doing) => log.error({ err: error, command: doing }, "a command failed"),
  };
}
