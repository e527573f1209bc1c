import type { Client } from "../commands/client.ts";
import type { Answer } from "../commands/context.ts";
import type { Entry, Origin, Request } from "../log/log.ts";
import type { Reply } from "../protocol/reply.ts";
import type { Change } from "../world/changes.ts";
import type { SessionId } from "../world/ids.ts";

/** Where the effects of entries go on this node. */
export interface EngineEffects<Home extends HomeClient> {
  /** A change has been applied; `from` is the session it began in, where that lives on this node. */
  committed(change: Change, from: Home | undefined, entry: Entry): void;
  /** The session, if it lives on this node. */
  home(session: SessionId): Home | undefined;
  /** A handler threw: the entry's id and command name, never its parameters. */
  broke(error: unknown, entry: Entry): void;
  /** An act of a server has been applied, and what of it was refused; left out: nobody waits for that. */
  acted?(origin: Origin, refusals: readonly Reply[]): void;
}

/** A session of this node as the engine answers it. */
export interface HomeClient extends Client {
  reply(reply: Reply): void;
  say(verb: string, ...params: readonly string[]): void;
  notice(text: string): void;
  noticeFrom(source: string, text: string): void;
  replyAll(answers: readonly Answer[]): void;
  /** Its request is being applied: what it is sent now, it caused itself. */
  applying(): void;
  /** Its request has been applied. */
  settled(request: Request): void;
}
