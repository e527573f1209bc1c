import type { MessageSent } from "../world/changes.ts";

/** One message as history keeps it. */
export interface Said {
  readonly message: MessageSent;
  /** Counts up over everything that is said: what came before what. */
  readonly number: number;
}
