import { randomBytes } from "node:crypto";
import { AccountBook } from "./accounts/account-book.ts";
import { BelongingsBook } from "./accounts/belongings-book.ts";
import { namesOf } from "./accounts/mechanisms.ts";
import { PasswordChecks } from "./accounts/password-checks.ts";
import { indexCommands } from "./commands/table.ts";
import type { Config } from "./config/schema.ts";
import { consoleCodec } from "./console/console-codec.ts";
import { Engine } from "./engine.ts";
import { History } from "./history/history.ts";
import type { Entry, Log, Request } from "./log/log.ts";
import { type EntryFacts, MemoryLog } from "./log/memory-log.ts";
import { changeLog } from "./logging/change-log.ts";
import { sessionLog } from "./logging/session-log.ts";
import { BanBook } from "./moderation/ban-book.ts";
import type { Connection } from "./net/transport.ts";
import { knownGateways } from "./node/gateways.ts";
import { Listeners } from "./node/listeners.ts";
import { LiveConfig } from "./node/live-config.ts";
import { loggingIn } from "./node/logging-in.ts";
import { LookUps } from "./node/look-up.ts";
import { settingsOf } from "./node/network-settings.ts";
import { nodeFacts } from "./node/node-facts.ts";
import { admissionLimits, sessionLimits } from "./node/node-limits.ts";
import { createControl, readAgain } from "./node/rehash.ts";
import { RestartableServer } from "./node/restartable-server.ts";
import type { RunningServer, ServerRim } from "./node/running-server.ts";
import { openStorage, watchStore } from "./node/storage.ts";
import { stsPolicy } from "./node/sts.ts";
import { addressed } from "./services/addressed.ts";
import { NickGuard } from "./services/nick-guard.ts";
import { SuspensionEnds } from "./services/suspension-ends.ts";
import { fullTable } from "./services/table.ts";
import { Delivery } from "./sessions/delivery.ts";
import { SessionHost } from "./sessions/host.ts";
import { RefusalNotices } from "./sessions/refusal-notices.ts";
import { type LookUp, nothingAsked } from "./sessions/registering.ts";
import type { Session } from "./sessions/session.ts";
import { memoryStore } from "./store/memory-store.ts";
import type { Store } from "./store/store.ts";
import type { Announced, StopRequested } from "./world/changes.ts";
import { serverIdentity } from "./world/identity.ts";
import type { SessionId } from "./world/ids.ts";
import type { NetworkSettings } from "./world/settings.ts";
import { World } from "./world/world.ts";

/** What a node takes from outside besides its configuration; tests give their own. */
export interface NodeRim {
  readonly log: ServerRim["log"];
  /** What lasts; left out: as long as the process. */
  readonly store?: Store;
  /** The last entry that was ever recorded in the store; 0 if left out. */
  readonly lastSeq?: number;
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
  /** Makes the listeners ready for another configuration, and gives what puts it in force. */
  listeners?(config: Config): Promise<() => void>;
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
  /** Has the network know what the store has: before anybody comes in. */
  load(): Promise<void>;
  /** Reads configuration, texts and certificates again; throws a ConfigError or StartError. */
  rehash(): Promise<void>;
}

/** Puts a node together and gives it its first configuration. */
export function composeNode(config: Config, rim: NodeRim): IrcNode {
  const world = new World();
  const store = rim.store ?? memoryStore();
  const commands = indexCommands(fullTable);
  const live = new LiveConfig(config, (next) => {
    rim.log.level = next.log.level;
    host.configure(sessionLimits(next), admissionLimits(next));
  });
  const passwords = new PasswordChecks();
  const { logIn, mechanismsFor } = loggingIn({
    config: () => live.config,
    passwords,
    fold: (name) => world.names.fold(name),
    now: rim.now,
    failed: (error) => rim.log.error({ err: error }, "an account could not be looked up"),
  });
  const notices = new RefusalNotices(serverIdentity(config.name), rim.now, (notice) =>
    delivery.announce(notice, rim.now()),
  );
  const host = new SessionHost({
    world,
    commands,
    limits: sessionLimits(config),
    admission: admissionLimits(config),
    epoch: rim.epoch,
    now: rim.now,
    endOfTurn: rim.endOfTurn,
    events: notices.with(sessionLog(rim.log)),
    lookUp: rim.lookUp ?? (() => nothingAsked),
    console: consoleCodec,
    addressed,
    // Whoever comes in finds the network knowing how far they have read.
    logIn: async (claim, isAwaited) => {
      const verdict = await logIn(claim, isAwaited);
      if ("account" in verdict) await belongings.knowMarkersOf(verdict.account);
      return verdict;
    },
    mechanismsFor,
    trustGateway: knownGateways(() => live.config, passwords),
    offers: () => {
      const { settings } = world;
      const sts = rim.sts?.(live.config);
      // As things are now: the source is asked again when they have changed, to tell what was offered before.
      const [certified, others] = ["shown", undefined].map((certfp) => namesOf(mechanismsFor({ certfp })));
      return ({ certfp, connection }) => ({
        settings,
        mechanisms: (certfp === undefined ? others : certified) ?? [],
        sts: sts?.(connection),
      });
    },
    admits: (given, isAwaited) => {
      const { password } = live.config;
      return password === undefined || (given !== undefined && passwords.matches(given, password, isAwaited));
    },
  });
  const delivery = new Delivery(host);
  const history = new History(world);
  const logChange = changeLog(rim.log, () => live.config.log.channels);
  const engine = new Engine(world, commands, {
    committed: (change, from: Session | undefined) => {
      delivery.deliver(change, from);
      history.record(change);
      belongings.record(change);
      logChange(change);
      guard.changed(change);
      suspensions.changed(change);
      if (change.type === "stop-requested" && change.node === config.name) rim.stop?.(change);
    },
    home: (session) => host.sessions.get(session),
    broke: (error, entry) => rim.log.error({ err: error, entry: entry.id }, "a command failed"),
  });
  const log = openLog(rim, (entry) => {
    rim.observe?.(entry);
    engine.apply(entry);
  });
  const isHere = (session: SessionId) => host.sessions.has(session);
  const origin = { node: config.name, epoch: rim.epoch, session: undefined, line: 0 };
  const append = (request: Request) => log.append(origin, request);
  const { wheel } = host;
  const tell = (session: SessionId, source: string, text: string) =>
    host.sessions.get(session)?.noticeFrom(source, text);
  const guard = new NickGuard({ world, wheel, epoch: rim.epoch, now: rim.now, append, tell });
  const accounts = new AccountBook({ store, world, append, now: rim.now });
  const belongings = new BelongingsBook({
    store,
    world,
    append,
    failed: (error) => rim.log.error({ err: error }, "metadata or a read marker could not be stored or read"),
  });
  const suspensions = new SuspensionEnds({
    wheel,
    now: rim.now,
    unsuspend: (account) => accounts.unsuspend(account),
    failed: (error) => rim.log.error({ err: error }, "a suspension could not be ended"),
  });
  const bans = new BanBook({ store, world, append, now: rim.now });
  const control = createControl(live, passwords, { accounts, bans, belongings }, { ...rim, isHere });
  host.connect(log, nodeFacts(live, host, history, rim.now()), control);
  watchStore(store, rim.log, (text) => delivery.announce(serverNotice(config.name, text), rim.now()));
  const configure = (settings: NetworkSettings) => append({ type: "configure", settings });
  configure(settingsOf(config));
  const rehash = async () => configure((await readAgain(live, rim)).settings);
  const load = async () => {
    await accounts.load();
    await belongings.load();
    await bans.load();
  };
  return { world, host, engine, log, live, load, rehash };
}

function serverNotice(name: string, text: string): Announced {
  return { type: "announced", kind: "snotice", by: serverIdentity(name), text, snomask: "s" };
}

function openLog({ now, epoch, openLog, lastSeq }: NodeRim, apply: (entry: Entry) => void): Log {
  let entries = 0;
  const facts = { now, nextId: () => `${epoch}${(entries++).toString(36)}` };
  return openLog ? openLog(facts, apply) : new MemoryLog(facts, apply, lastSeq);
}

/** Starts a server, which RESTART starts anew. */
export async function startServer(config: Config, rim: ServerRim): Promise<RunningServer> {
  const server = new RestartableServer(config, rim, startOnce);
  await server.start();
  return server;
}

/** Starts a server: a node, its data folder, its clock and its listeners; they are stopped the other way round. */
async function startOnce(
  config: Config,
  rim: ServerRim,
  stop: (request: StopRequested) => void,
): Promise<RunningServer> {
  const lookUps = new LookUps(() => node.live.config);
  const storage = await openStorage(config);
  const node: IrcNode = composeNode(config, {
    log: rim.log,
    store: storage.store,
    lastSeq: storage.lastSeq,
    now: () => Date.now(),
    epoch: randomBytes(9).toString("base64url"),
    endOfTurn: (then) => setImmediate(then),
    lookUp: lookUps.ask,
    sts: (next) => (connection) => stsPolicy(next, listeners.certifiedPort, connection),
    reload: rim.reload,
    listeners: (next) => listeners.prepare(next),
    stop,
  });
  const clock = setInterval(() => node.host.tick(), node.host.wheel.tickMs);
  const listeners = new Listeners(node.host, rim.log);
  const end = async (reason: string) => {
    // Nobody comes in any more, then everybody goes; the clock cuts off who does not.
    const empty = listeners.close();
    node.host.endAll(reason);
    lookUps.end();
    await empty;
    clearInterval(clock);
    await storage.close();
  };
  try {
    await node.load();
    await listeners.open(config);
  } catch (error) {
    await end("The server could not start");
    throw error;
  }
  let ending: Promise<void> | undefined;
  return {
    port: listeners.addresses[0]?.port ?? 0,
    addresses: listeners.addresses,
    rehash: node.rehash,
    close(reason = "Server shutting down") {
      ending ??= end(reason);
      return ending;
    },
  };
}
