import { randomBytes } from "node:crypto";
import { PasswordChecks } from "./accounts/password-checks.ts";
import { changeLog } from "./change-log.ts";
import { helpEntries } from "./commands/help-entries.ts";
import type { NodeFacts } from "./commands/node-facts.ts";
import { commandTable, indexCommands } from "./commands/table.ts";
import { introductionReplies, motdReplies } from "./commands/welcome.ts";
import type { Config } from "./config/schema.ts";
import { consoleProfile } from "./console/console-codec.ts";
import { openDataFolder } from "./data-folder.ts";
import { Engine } from "./engine.ts";
import { History } from "./history/history.ts";
import { Listeners } from "./listeners.ts";
import { LiveConfig } from "./live-config.ts";
import type { Entry, Log } from "./log/log.ts";
import { MemoryLog } from "./log/memory-log.ts";
import { LookUps } from "./look-up.ts";
import { settingsOf } from "./network-settings.ts";
import { admissionLimits, sessionLimits } from "./node-limits.ts";
import { nodeStatistics } from "./node-statistics.ts";
import { isupportReplies } from "./protocol/isupport.ts";
import { createControl, readAgain } from "./rehash.ts";
import { RestartableServer } from "./restartable-server.ts";
import type { RunningServer, ServerRim } from "./running-server.ts";
import { sessionLog } from "./session-log.ts";
import { Delivery } from "./sessions/delivery.ts";
import { SessionHost } from "./sessions/host.ts";
import type { SessionEvents } from "./sessions/node.ts";
import { RefusalNotices } from "./sessions/refusal-notices.ts";
import { type LookUp, nothingAsked } from "./sessions/registering.ts";
import { packageVersion } from "./version.ts";
import type { StopRequested } from "./world/changes.ts";
import { serverIdentity } from "./world/identity.ts";
import { isupportTokens } from "./world/isupport-tokens.ts";
import type { NetworkSettings } from "./world/settings.ts";
import { World } from "./world/world.ts";

/** What a node takes from outside besides its configuration; tests give their own. */
export interface NodeRim {
  readonly log: ServerRim["log"];
  /** The time in ms since 1970. */
  now(): number;
  /** Unguessable text: names this life of the node. */
  readonly epoch: string;
  /** Calls back at the end of the turn of the event loop. */
  endOfTurn(then: () => void): void;
  /** Asks who connected; left out: nobody is asked. */
  readonly lookUp?: LookUp;
  /** Reads the configuration again. */
  reload(): Config;
  /** Reads the certificates again, and gives what puts them in force. */
  certificates?(config: Config): Promise<() => void>;
  /** An operator ends this node, or has it start anew. */
  stop?(request: StopRequested): void;
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
  /** Reads configuration, texts and certificates again; throws a ConfigError or StartError. */
  rehash(): Promise<void>;
}

/** Puts a node together and gives it its first configuration. */
export function composeNode(config: Config, rim: NodeRim): IrcNode {
  const world = new World();
  const commands = indexCommands(commandTable);
  const passwords = new PasswordChecks();
  const live = new LiveConfig(config);
  const host = new SessionHost({
    world,
    commands,
    limits: sessionLimits(config),
    admission: admissionLimits(config),
    epoch: rim.epoch,
    now: rim.now,
    endOfTurn: rim.endOfTurn,
    events: tellingOperators(sessionLog(rim.log), (address, reason) => notices.refused(address, reason)),
    lookUp: rim.lookUp ?? (() => nothingAsked),
    console: consoleProfile,
    admits: (given) => {
      const { password } = live.config;
      return password === undefined || (given !== undefined && passwords.matches(given, password));
    },
  });
  const delivery = new Delivery(world, host.sessions);
  const notices = new RefusalNotices(serverIdentity(config.name), rim.now, (notice) =>
    delivery.deliver(notice, undefined),
  );
  const history = new History(world);
  const logChange = changeLog(rim.log, () => live.config.log.channels);
  const engine = new Engine(world, commands, {
    committed: (change, entry) => {
      delivery.deliver(change, entry.origin.session && host.sessions.get(entry.origin.session));
      history.record(change);
      logChange(change);
      if (change.type === "stop-requested" && change.node === config.name) rim.stop?.(change);
    },
    home: (session) => host.sessions.get(session),
    broke: (error, entry) => rim.log.error({ err: error, entry: entry.id }, "a command failed"),
  });
  let entries = 0;
  const nextId = () => `${rim.epoch}${(entries++).toString(36)}`;
  const log = new MemoryLog({ now: rim.now, nextId }, (entry) => {
    rim.observe?.(entry);
    engine.apply(entry);
  });
  live.replaced = (next) => host.configure(sessionLimits(next), admissionLimits(next));
  host.connect(log, nodeFacts(live, host, history, rim.now()), createControl(live, passwords, rim));
  const origin = { node: config.name, epoch: rim.epoch, session: undefined, line: 0 };
  log.append(origin, { type: "configure", settings: settingsOf(config) });
  const rehash = async () => {
    const { settings } = await readAgain(live, rim);
    log.append(origin, { type: "configure", settings });
  };
  return { world, host, engine, log, live, rehash };
}

/** Has operators told, too, of who was not let in. */
function tellingOperators(
  events: SessionEvents,
  refused: (address: string, reason: string) => void,
): SessionEvents {
  return {
    ...events,
    turnedAway(address, reason) {
      events.turnedAway(address, reason);
      refused(address, reason);
    },
    refused(session, numeric) {
      events.refused(session, numeric);
      if (session.registration && numeric === "ERR_PASSWDMISMATCH") refused(session.address, "Bad Password");
    },
  };
}

/** Starts a server, which RESTART starts anew. */
export async function startServer(config: Config, rim: ServerRim): Promise<RunningServer> {
  const server = new RestartableServer(config, rim, startOnce);
  await server.start();
  return server;
}

/** Starts a server: its data folder, a node, and its listeners. */
async function startOnce(
  config: Config,
  rim: ServerRim,
  stop: (request: StopRequested) => void,
): Promise<RunningServer> {
  const lookUps = new LookUps(() => node.live.config);
  const node: IrcNode = composeNode(config, {
    log: rim.log,
    now: () => Date.now(),
    epoch: randomBytes(9).toString("base64url"),
    endOfTurn: (then) => setImmediate(then),
    lookUp: lookUps.ask,
    reload: rim.reload,
    certificates: (next) => listeners.certificates(next),
    stop,
  });
  const folder = config.data === undefined ? undefined : openDataFolder(config.data);
  const listeners = new Listeners(node.host, rim.log);
  const clock = setInterval(() => node.host.tick(), node.host.wheel.tickMs);
  const end = async () => {
    lookUps.end();
    await listeners.close();
    clearInterval(clock);
    folder?.close();
  };
  try {
    await listeners.open(config);
  } catch (error) {
    await end();
    throw error;
  }
  let closing: Promise<void> | undefined;
  return {
    port: listeners.addresses[0]?.port ?? 0,
    addresses: listeners.addresses,
    rehash: node.rehash,
    close: (reason = "Server shutting down") => {
      if (closing !== undefined) return closing;
      closing = end();
      node.host.endAll(reason, reason);
      return closing;
    },
  };
}

function nodeFacts(live: LiveConfig, host: SessionHost, history: History, startedAt: number): NodeFacts {
  const { world } = host;
  const { name } = live.config;
  const version = `ircd-ts-${packageVersion()}`;
  const startedText = new Date(startedAt).toUTCString();
  const isupport = remade((settings: NetworkSettings) => isupportReplies(isupportTokens(settings)));
  const motd = remade((lines: readonly string[] | undefined) => motdReplies(name, lines ?? ["Welcome."]));
  return {
    name,
    get description() {
      return live.config.description;
    },
    version,
    startedAt,
    startedText,
    introduction: introductionReplies(name, version, startedText),
    history,
    get motd() {
      return motd(live.motd);
    },
    get rules() {
      return live.rules;
    },
    get admin() {
      return live.config.admin;
    },
    get counts() {
      const registered = host.registeredCount;
      return { registered, unregistered: host.sessions.size - registered, most: host.mostCount };
    },
    get isupport() {
      return isupport(world.settings);
    },
    help: helpEntries(commandTable),
    statistics: nodeStatistics(live, host),
  };
}

/** Makes something of a source, and again only when the source is another one. */
function remade<S, T>(make: (source: S) => T): (source: S) => T {
  let last: { readonly source: S; readonly made: T } | undefined;
  return (source) => {
    if (!last || last.source !== source) last = { source, made: make(source) };
    return last.made;
  };
}
