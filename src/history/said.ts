import type { UserId } from "../world/ids.ts";

/** One message as history keeps it. */
export interface Said {
  readonly verb: "PRIVMSG" | "NOTICE";
  readonly from: UserId;
  /** The nick it was said under. */
  readonly nick: string;
  readonly text: string;
  /** Only members of this status or above got it. */
  readonly status: string | undefined;
  /** In ms since 1970. */
  readonly at: number;
  /** Counts up over everything that is said: what came before what. */
  readonly number: number;
}
