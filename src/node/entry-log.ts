import type { Entry, Log } from "../log/log.ts";
import { MemoryLog } from "../log/memory-log.ts";
import type { NodeRim } from "./irc-node.ts";

/** The order a node follows: the one it is given, or one in memory; entries are named after the life of the node. */
export function openEntryLog({ now, epoch, openLog, lastSeq }: NodeRim, apply: (entry: Entry) => void): Log {
  let entries = 0;
  const facts = { now, nextId: () => `${epoch}${(entries++).toString(36)}` };
  return openLog ? openLog(facts, apply) : new MemoryLog(facts, apply, lastSeq);
}
