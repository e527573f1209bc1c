import type { SessionEvents } from "../sessions/node.ts";
import type { Logger } from "./logger.ts";

/** Writes down who comes, who goes and who is refused. Never what they said. */
export function sessionLog(log: Logger): SessionEvents {
  return {
    connected: ({ id, address, tls, connection }) =>
      log.debug({ session: id, address, port: connection.remotePort, tls }, "connected"),
    turnedAway: (address, reason) => log.info({ address, reason }, "turned away"),
    registered: ({ id, nick, address, tls }) => log.info({ session: id, nick, address, tls }, "registered"),
    listed: ({ id, address }, { zone, action }) => log.info({ session: id, address, zone, action }, "listed"),
    ended: ({ id, nick, address }, reason) =>
      log.info({ session: id, nick, address, reason: withoutWords(reason) }, "ended"),
    refused: ({ id, nick, address }, numeric) => {
      const values = { session: id, nick, address, numeric };
      // A typing error fills no log; who knocks at what is guarded is worth knowing.
      if (guarded.has(numeric)) log.info(values, "refused");
      else log.debug(values, "refused");
    },
    throttled: ({ id, nick, address }) => log.debug({ session: id, nick, address }, "throttled"),
    broke: (error, doing) => log.error({ err: error, command: doing }, "a command failed"),
  };
}

const guarded: ReadonlySet<string> = new Set([
  "ERR_PASSWDMISMATCH",
  "ERR_NOOPERHOST",
  "ERR_NOPRIVILEGES",
  "ERR_NOPRIVS",
  "ERR_YOUREBANNEDCREEP",
  "ERR_NICKTOOFAST",
  "RPL_TRYAGAIN",
]);

// What somebody says on leaving is theirs.
function withoutWords(reason: string): string {
  return reason.startsWith("Quit: ") ? "Quit" : reason;
}
