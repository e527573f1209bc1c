import type { Reply } from "../protocol/reply.ts";
import type { Change } from "../world/changes.ts";

/** A way to write for a client: IRC, or words. */
export interface Codec {
  readonly name: string;
  /** The line of a change for those who see it, without line end; `undefined` if it shows nothing. */
  change(change: Change): string | undefined;
  /** A numeric for one client; may be several lines in words. `undefined` shows nothing. */
  reply(reply: Reply, server: string, nick: string): string | undefined;
  /** A line of the server that is no numeric. */
  say(server: string, verb: string, params: readonly string[]): string | undefined;
}

/** How a delivery is rendered: one object for all sessions that see the same bytes. */
export interface Profile {
  readonly codec: Codec;
}
