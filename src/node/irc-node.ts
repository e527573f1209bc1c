import type { Mailer } from "../accounts/mailer.ts";
import type { PasswordChecks } from "../accounts/password-checks.ts";
import type { NodeFacts } from "../commands/node-facts.ts";
import type { Config, MailConfig } from "../config/schema.ts";
import type { Engine } from "../engine/engine.ts";
import type { AdminNode } from "../http/admin/admin-node.ts";
import type { ScriptReading } from "../http/metrics/readings.ts";
import type { Entry, Log } from "../log/log.ts";
import type { EntryFacts } from "../log/memory-log.ts";
import type { LogLines } from "../logging/log-lines.ts";
import type { Connection } from "../net/transport.ts";
import type { FindPlugin, PluginHost } from "../plugins/host.ts";
import type { Heartbeat } from "../plugins/supervisor.ts";
import type { SessionHost } from "../sessions/host.ts";
import type { LookUp } from "../sessions/registering.ts";
import type { Store } from "../store/store.ts";
import type { Change, StopRequested } from "../world/changes.ts";
import type { World } from "../world/world.ts";
import type { PreparedPlaces } from "./listeners.ts";
import type { LiveConfig } from "./live-config.ts";
import type { Moderation } from "./moderation.ts";
import type { NodeReadiness } from "./readiness.ts";
import type { ServerRim } from "./running-server.ts";

/** What a node takes from outside besides its configuration; tests give their own. */
export interface NodeRim {
  readonly log: ServerRim["log"];
  /** The lines of that log, for who follows it; left out: there are none. */
  readonly lines?: LogLines | undefined;
  /** Sees every change once it has been applied. */
  happened?(change: Change): void;
  /** True while every listener is open; left out: there is none to wait for. */
  isListening?(): boolean;
  /** What lasts; left out: as long as the process, and of history only what was said last. */
  readonly store?: Store;
  /** What the store has outlasts the process. */
  readonly lasts?: boolean;
  /** The last entry that was ever recorded in the store; 0 if left out. */
  readonly lastSeq?: number;
  /** Who works on passwords; left out: as many at once as a small machine bears. */
  readonly passwords?: PasswordChecks;
  /** Makes what is told of unknown accounts; left out: another one in each life of the node. */
  readonly secret?: Uint8Array;
  /** Sends letters; left out: by SMTP. */
  mailer?(config: MailConfig): Mailer;
  /** The time in ms since 1970. */
  now(): number;
  /** Unguessable text: names this life of the node. */
  readonly epoch: string;
  /** Calls back at the end of the turn of the event loop. */
  endOfTurn(then: () => void): void;
  /** Asks who connected; left out: nobody is asked. */
  readonly lookUp?: LookUp;
  /** What a connection is told of STS under this configuration; left out: nothing. */
  sts?(config: Config): (connection: Connection) => string | undefined;
  /** Reads the configuration again. */
  reload(): Config;
  /** Makes the places where the server listens ready for another configuration; throws a StartError, and then has changed nothing. */
  prepare?(config: Config): Promise<PreparedPlaces>;
  /** Finds plugins; left out: those that come along, files and packages. */
  readonly findPlugin?: FindPlugin;
  /** Watches over plugins that do not come back; left out: nobody does. */
  readonly heartbeat?: Heartbeat;
  /** An operator ends this node, or has it start anew. */
  stop?(request: StopRequested): void;
  /** The order everybody follows; left out: one in memory. */
  openLog?(facts: EntryFacts, apply: (entry: Entry) => void): Log;
  /** Sees every entry before it is applied: what a replay is made from. */
  observe?(entry: Entry): void;
}

/** A node without sockets: the world, the engine, and the sessions of this process. */
export interface IrcNode {
  readonly world: World;
  readonly host: SessionHost;
  readonly engine: Engine;
  readonly log: Log;
  readonly live: LiveConfig;
  /** What lasts. */
  readonly store: Store;
  /** What the admin API may know of the node, and have it do. */
  readonly admin: AdminNode;
  readonly facts: NodeFacts;
  readonly plugins: PluginHost;
  /** What is judged with what is said here. */
  readonly moderation: Moderation;
  /** The script that is asked who logs in. */
  readonly authScript: { readonly reading: ScriptReading };
  /** Whether the node can serve. */
  readonly readiness: NodeReadiness;
  /** Loads the plugins, and has the network know what the store has: before anybody comes in. */
  load(): Promise<void>;
  /**
   * Removes what has been kept for long enough: history, bans that are over, accounts nobody has verified in time,
   * channels, counters of floods, what waits for review. The node does so of its own accord, too.
   */
  tidy(): Promise<void>;
  /** Hands the store what it does not have yet: nothing is said any more. */
  finish(): Promise<void>;
  /** Reads configuration, texts and certificates again and gives notes; throws a ConfigError or StartError. */
  rehash(): Promise<readonly string[]>;
  /** Tells operators what the server has noticed. */
  tellOperators(text: string): void;
}
