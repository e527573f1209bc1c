import type { NewMessage } from "../port/messages.ts";

/** The arguments of one `record`. */
export type RecordArguments = readonly [messages: readonly NewMessage[], upTo: number];

/** Writes what the log brings; every database has a fastest way of its own. */
export interface Recorder {
  /** Several calls as if one came after the other; gives how many messages of each were new. */
  record(calls: readonly RecordArguments[]): Promise<readonly number[]>;
  /** The last entry that was recorded, 0 before the first. */
  cursor(): Promise<number>;
}
