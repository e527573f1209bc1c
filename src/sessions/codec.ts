import type { Registration } from "../commands/client.ts";
import type { NodeFacts } from "../commands/node-facts.ts";
import type { SlashScope } from "../commands/slash.ts";
import type { Message } from "../protocol/message.ts";
import type { Reply } from "../protocol/reply.ts";
import type { Change } from "../world/changes.ts";
import type { SessionId } from "../world/ids.ts";
import type { View } from "./profiles.ts";

/** When and in what company a change is written. */
export interface Occasion {
  /** When it happened, in ms since 1970. */
  readonly at: number;
  /** What a batch of its own, or one that it is part of, is called. */
  readonly batch: string;
}

/** A way to write for a client: IRC, or words. */
export interface Codec {
  readonly name: string;
  /** The line of a change for those who see it, without line end, or the lines of a batch; `undefined`: nothing. */
  change(change: Change, view: View, occasion: Occasion): string | readonly string[] | undefined;
  /** A numeric for one client; may be several lines in words. `undefined` shows nothing. */
  reply(reply: Reply, server: string, nick: string): string | undefined;
  /** A line of the server that is no numeric. */
  say(server: string, verb: string, params: readonly string[]): string | undefined;
  /** What a line of the client means; `undefined` if there is nothing (more) to do for it. */
  read(line: string, speaker: Speaker): Message | undefined;
  /** Receives who has connected, before or with the first line. */
  greet?(speaker: Speaker, hasSpoken: boolean): void;
  /** False for people: their silence proves nothing, and they keep no lists that would have to be mended. */
  readonly answersPings: boolean;
}

/** The client a line comes from, as its codec knows it. */
export interface Speaker extends SlashScope {
  readonly id: SessionId;
  readonly node: NodeFacts;
  readonly registration: Registration | undefined;
  /** True if the server lets everybody in; otherwise it wants a password. */
  readonly open: boolean;
  /** Writes to the client in another way from now on. */
  writeIn(codec: Codec): void;
  /** Shows a line as it is. */
  show(line: string): void;
  /** Comes in, if all is said that must be. */
  enter(): void;
}
