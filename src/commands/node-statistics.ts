import type { SessionId } from "../world/ids.ts";

/** What has passed over one client's connection since it came. */
export interface LinkCounts {
  /** Bytes it is behind. */
  readonly sendq: number;
  readonly sentMessages: number;
  readonly sentBytes: number;
  readonly receivedMessages: number;
  readonly receivedBytes: number;
  /** When it connected, in ms since 1970. */
  readonly since: number;
}

/** What STATS tells of a node. */
export interface NodeStatistics {
  /** Connections taken since the start. */
  readonly received: number;
  /** How often each command was used. */
  commandCounts(): ReadonlyMap<string, number>;
  /** The sessions of this node. */
  sessions(): readonly SessionId[];
  /** What passed over one of them, while it is there. */
  link(session: SessionId): LinkCounts | undefined;
  readonly listeners: readonly { readonly host: string; readonly port: number }[];
  /** Who may become an operator, from where, and what they may do. */
  readonly opers: readonly {
    readonly name: string;
    readonly hosts: readonly string[];
    readonly privileges: string | readonly string[];
  }[];
  /** Addresses without connection limits. */
  readonly exempt: readonly string[];
  readonly pingSeconds: number;
  readonly sendq: number;
  /** What the process holds, in bytes. */
  memory(): { readonly rss: number; readonly heapUsed: number; readonly external: number };
}
