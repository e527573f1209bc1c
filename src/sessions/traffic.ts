import type { LinkCounts } from "../commands/node-statistics.ts";
import type { Session } from "./session.ts";

/** What has passed over a client's connection. */
export function trafficOf({ input, outbox, since }: Session): LinkCounts {
  return {
    sendq: outbox.behind,
    sentMessages: outbox.sentLines,
    sentBytes: outbox.sentBytes,
    receivedMessages: input.lines,
    receivedBytes: input.bytes,
    since,
  };
}
