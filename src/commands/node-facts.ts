import type { HistoryReader } from "../history/reader.ts";
import type { Reply } from "../protocol/reply.ts";
import type { NodeStatistics } from "./node-statistics.ts";

/** The administrator ADMIN names. */
export interface AdminContact {
  readonly location?: string | undefined;
  readonly organisation?: string | undefined;
  readonly email?: string | undefined;
}

/** What HELP says of one command. */
export interface HelpEntry {
  readonly name: string;
  readonly aliases: readonly string[];
  /** `TOPIC <channel> [text]`. */
  readonly usage: string;
  readonly help: string;
  readonly forOperators: boolean;
}

/** What a question may ask of the node it is asked on. */
export interface NodeFacts {
  /** The server's name, the source of its lines. */
  readonly name: string;
  readonly description: string;
  /** `ircd-ts-0.1.0`. */
  readonly version: string;
  /** When the server started, in ms since 1970. */
  readonly startedAt: number;
  /** The same for people. */
  readonly startedText: string;
  /** What every client gets alike, filled in once: 002 to 004, 005, and MOTD from 375 to 376. */
  readonly introduction: readonly Reply[];
  readonly isupport: readonly Reply[];
  /** What of 005 holds before registration. */
  readonly earlyIsupport: readonly Reply[];
  readonly motd: readonly Reply[];
  readonly rules: readonly string[] | undefined;
  readonly admin: AdminContact;
  /** Sessions of this node: registered, and not yet. */
  readonly counts: { readonly registered: number; readonly unregistered: number; readonly most: number };
  /** Every command of the table, by name. */
  readonly help: readonly HelpEntry[];
  readonly statistics: NodeStatistics;
  readonly history: HistoryReader;
}
