import type { FilterCount } from "../moderation/filters.ts";
import type { SessionId } from "../world/ids.ts";
import type { Distribution } from "./classified.ts";

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

/** The upper bounds, in seconds, of the classes that commands are sorted into by how long they took. */
export const latencyBounds = [
  0.000_05, 0.000_1, 0.000_25, 0.000_5, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5,
] as const;

/** How often a command was used, and how many seconds that took. */
export interface CommandUse extends Distribution {
  readonly times: number;
  /** How many of them are known to the end. */
  readonly timed: number;
}

/** How often each of a few things happened. */
export interface Tallied extends Iterable<readonly [name: string, times: number]> {
  of(name: string): number;
}

/** What a node has counted since its start. */
export interface NodeTotals {
  readonly linesIn: number;
  readonly bytesIn: number;
  readonly linesOut: number;
  readonly bytesOut: number;
  /** Changes handed to clients: one for each that receives one. */
  readonly deliveries: number;
  /** How often a client had spent its command budget. */
  readonly throttled: number;
  /** How often something of ours threw. */
  readonly broken: number;
  /** Why clients were not let in. */
  readonly turnedAway: Tallied;
  /** With which numerics something was refused. */
  readonly refused: Tallied;
  /** Why connections ended. */
  readonly ended: Tallied;
  /** Clients whose address the lists of dnsbl were asked about: listed, clean, failed. */
  readonly dnsbl: Tallied;
}

/** How many clients are connected in one way. */
export interface ConnectionCount {
  readonly kind: "tcp" | "tls" | "websocket" | "console";
  /** `unregistered`, `users`, `operators`, or a class of the configuration. */
  readonly class: string;
  readonly count: number;
}

/** What STATS tells of a node. */
export interface NodeStatistics {
  /** Connections taken since the start. */
  readonly received: number;
  /** How often each command was used. */
  commandCounts(): ReadonlyMap<string, CommandUse>;
  readonly totals: NodeTotals;
  /** Every kind and class, with how many clients are connected so. */
  connections(): readonly ConnectionCount[];
  /** The filters in force, and how often each has matched. */
  filters(): readonly FilterCount[];
  /** Messages that wait for review. */
  readonly held: number;
  /** Rows that wait to be written to the store. */
  readonly waitingRows: number;
  /** The sessions of this node. */
  sessions(): readonly SessionId[];
  /** What passed over one of them, while it is there. */
  link(session: SessionId): LinkCounts | undefined;
  readonly listeners: readonly { readonly host: string; readonly port: number }[];
  /** Who may become an operator, from where, and what they may do. */
  readonly opers: readonly {
    readonly name: string;
    readonly hosts: readonly string[];
    /** `undefined`: everything. */
    readonly privileges: readonly string[] | undefined;
    readonly class?: string | undefined;
  }[];
  /** What operators may do, by class. */
  readonly operClasses: readonly {
    readonly name: string;
    readonly extends: string | undefined;
    readonly privileges: readonly string[] | undefined;
  }[];
  /** Addresses without connection limits. */
  readonly exempt: readonly string[];
  /** The classes of clients; the first are those of the configuration. */
  readonly classes: readonly {
    readonly name: string;
    readonly pingSeconds: number;
    readonly sendq: number;
  }[];
  /** The lists that are asked about who connects, and how many were found in each. */
  readonly dnsbl: readonly { readonly zone: string; readonly action: string; readonly listed: number }[];
  /** The list that the address of a session of this node was found in, and what the list is there for. */
  listingOf(session: SessionId): { readonly zone: string; readonly reason: string } | undefined;
  /** For how many minutes the address of a session of this node is known; `undefined` where that is not kept. */
  reputationOf(session: SessionId): number | undefined;
  /** The class a session of this node is in, where the configuration has one for it. */
  classOf(session: SessionId): string | undefined;
  /** What the process holds, in bytes. */
  memory(): { readonly rss: number; readonly heapUsed: number; readonly external: number };
}
