import { randomBytes } from "node:crypto";
import { BelongingsBook } from "./accounts/belongings-book.ts";
import type { Mailer } from "./accounts/mailer.ts";
import { namesOf } from "./accounts/mechanisms.ts";
import { PasswordChecks } from "./accounts/password-checks.ts";
import { StayKeeper } from "./accounts/stay-keeper.ts";
import type { NodeFacts } from "./commands/node-facts.ts";
import { indexCommands } from "./commands/table.ts";
import type { Config, MailConfig } from "./config/schema.ts";
import { consoleCodec } from "./console/console-codec.ts";
import { Engine } from "./engine.ts";
import type { AdminNode } from "./http/admin/admin-node.ts";
import type { Entry, Log, Request } from "./log/log.ts";
import { type EntryFacts, MemoryLog } from "./log/memory-log.ts";
import { changeLog } from "./logging/change-log.ts";
import { LogLines } from "./logging/log-lines.ts";
import { sessionLog } from "./logging/session-log.ts";
import { BanBook } from "./moderation/ban-book.ts";
import type { Connection } from "./net/transport.ts";
import { accountParts, registrationOffer } from "./node/account-parts.ts";
import { administration } from "./node/administration.ts";
import { watchCertificates } from "./node/certificate-watch.ts";
import { knownGateways } from "./node/gateways.ts";
import { keepHistory } from "./node/history-keeping.ts";
import { httpParts } from "./node/http-parts.ts";
import { HttpSide } from "./node/http-side.ts";
import { Listeners, type PreparedPlaces } from "./node/listeners.ts";
import { LiveConfig } from "./node/live-config.ts";
import { LookUps } from "./node/look-up.ts";
import { settingsOf } from "./node/network-settings.ts";
import { nodeFacts } from "./node/node-facts.ts";
import { admissionLimits, sessionLimits } from "./node/node-limits.ts";
import { NodeReadiness } from "./node/readiness.ts";
import { registeredChannels } from "./node/registered-channels.ts";
import { createControl, rereader } from "./node/rehash.ts";
import { RestartableServer } from "./node/restartable-server.ts";
import type { RunningServer, ServerRim } from "./node/running-server.ts";
import { ServerActs } from "./node/server-acts.ts";
import { smtpMailer } from "./node/smtp-mailer.ts";
import { StayClock, watchStays } from "./node/staying.ts";
import { openStorage, watchStore } from "./node/storage.ts";
import { stsPolicy } from "./node/sts.ts";
import { Tidying } from "./node/tidying.ts";
import { WebhookSide } from "./node/webhook-side.ts";
import { addressed } from "./services/addressed.ts";
import { NickGuard } from "./services/nick-guard.ts";
import { SuspensionEnds } from "./services/suspension-ends.ts";
import { fullTable } from "./services/table.ts";
import { Delivery } from "./sessions/delivery.ts";
import { SessionHost } from "./sessions/host.ts";
import type { LogIn } from "./sessions/node.ts";
import { RefusalNotices } from "./sessions/refusal-notices.ts";
import { type LookUp, nothingAsked } from "./sessions/registering.ts";
import type { Session } from "./sessions/session.ts";
import { memoryStore } from "./store/memory-store.ts";
import type { Store } from "./store/store.ts";
import type { AccountKey } from "./world/account.ts";
import type { Announced, Change, StopRequested } from "./world/changes.ts";
import { serverIdentity } from "./world/identity.ts";
import type { SessionId } from "./world/ids.ts";
import type { NetworkSettings } from "./world/settings.ts";
import { World } from "./world/world.ts";

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
  /** Makes the listeners ready for another configuration. */
  listeners?(config: Config): Promise<PreparedPlaces>;
  /** Told when another configuration is in force. */
  replaced?(config: Config): void;
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
  /** Whether the node can serve. */
  readonly readiness: NodeReadiness;
  /** Has the network know what the store has: before anybody comes in. */
  load(): Promise<void>;
  /** Removes what has been kept for long enough: history, bans that are over, accounts nobody has verified in time, channels. */
  tidy(): Promise<void>;
  /** Hands the store what it does not have yet: nothing is said any more. */
  finish(): Promise<void>;
  /** Reads configuration, texts and certificates again and gives notes; throws a ConfigError or StartError. */
  rehash(): Promise<readonly string[]>;
  /** Tells operators what the server has noticed. */
  tellOperators(text: string): void;
}

/** Puts a node together and gives it its first configuration. */
export function composeNode(config: Config, rim: NodeRim): IrcNode {
  const world = new World();
  const store = rim.store ?? memoryStore();
  const commands = indexCommands(fullTable);
  const live = new LiveConfig(config, (next) => {
    rim.log.level = next.log.level;
    host.configure(sessionLimits(next), admissionLimits(next));
    keepConfigured().catch((error: unknown) => rim.log.error({ err: error }, "accounts were not looked at"));
  });
  const { passwords = new PasswordChecks() } = rim;
  const {
    book,
    logIn: judge,
    mechanismsFor,
    keepConfigured,
    ...accounts
  } = accountParts({
    ...{ world, store, passwords, log: rim.log, now: rim.now, secret: rim.secret },
    config: () => live.config,
    append: (request) => append(request),
    mailer: rim.mailer ?? ((mail) => smtpMailer(mail, rim.log)),
  });
  const belongings = new BelongingsBook({
    store,
    world,
    append: (request) => append(request),
    inTurn: (work) => channels.book.inTurn(work),
    failed: (error) => rim.log.error({ err: error }, "metadata or a read marker could not be stored or read"),
  });
  // Whoever comes in finds the network knowing how far they have read.
  const logIn: LogIn = async (claim, isAwaited) => {
    const verdict = await judge(claim, isAwaited);
    if ("account" in verdict) await belongings.knowMarkersOf(verdict.account);
    return verdict;
  };
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
    logIn,
    mechanismsFor,
    trustGateway: knownGateways(() => live.config, passwords),
    offers: () => {
      const { settings } = world;
      const sts = rim.sts?.(live.config);
      const registration = registrationOffer(live.config);
      // As things are now: the source is asked again when they have changed, to tell what was offered before.
      const [certified, others] = ["shown", undefined].map((certfp) => namesOf(mechanismsFor({ certfp })));
      return ({ certfp, connection }) => ({
        settings,
        mechanisms: (certfp === undefined ? others : certified) ?? [],
        registration,
        sts: sts?.(connection),
      });
    },
    admits: (given, isAwaited) => {
      const { password } = live.config;
      return password === undefined || (given !== undefined && passwords.matches(given, password, isAwaited));
    },
  });
  const delivery = new Delivery(host);
  const keeping = keepHistory({
    world,
    store: rim.store,
    lasts: rim.lasts ?? false,
    endOfTurn: rim.endOfTurn,
    failed: (error) => rim.log.error({ err: error }, "what was said could not be kept"),
  });
  const logChange = changeLog(rim.log, () => live.config.log.channels);
  const engine = new Engine(world, commands, {
    committed: (change, from: Session | undefined) => {
      delivery.deliver(change, from);
      keeping.history.record(change);
      belongings.record(change);
      watchStay(change);
      channels.record(change);
      logChange(change);
      const lost = lostAccount(change);
      if (lost !== undefined) host.lostAccount(lost);
      rim.happened?.(change);
      guard.changed(change);
      suspensions.changed(change);
      if (change.type === "stop-requested" && change.node === config.name) rim.stop?.(change);
    },
    home: (session) => host.sessions.get(session),
    acted: (from, refusals) => acts.acted(from, origin, refusals),
    broke: (error, entry) => rim.log.error({ err: error, entry: entry.id }, "a command failed"),
  });
  const log = openLog(rim, (entry) => {
    rim.observe?.(entry);
    engine.apply(entry);
  });
  const isHere = (session: SessionId) => host.sessions.has(session);
  const origin = { node: config.name, epoch: rim.epoch, session: undefined, line: 0 };
  const append = (request: Request) => log.append(origin, request);
  const parts = { store, world, append, now: rim.now };
  const channels = registeredChannels({
    ...parts,
    endOfTurn: rim.endOfTurn,
    failed: (error) => rim.log.error({ err: error }, "a channel could not be stored"),
  });
  const { wheel } = host;
  const tell = (session: SessionId, source: string, text: string) =>
    host.sessions.get(session)?.noticeFrom(source, text);
  const guard = new NickGuard({ world, wheel, epoch: rim.epoch, now: rim.now, append, tell });
  const stays = new StayKeeper({
    store,
    world,
    append,
    now: rim.now,
    failed: (error) => rim.log.error({ err: error }, "who stays on the network could not be kept"),
  });
  const watchStay = watchStays(world, stays);
  host.wheel.schedule(new StayClock(stays, rim.now()), rim.now());
  const suspensions = new SuspensionEnds({
    wheel,
    now: rim.now,
    unsuspend: (account) => book.unsuspend(account),
    failed: (error) => rim.log.error({ err: error }, "a suspension could not be ended"),
  });
  const acts = new ServerActs((line, request) => log.append({ ...origin, line }, request));
  const bans = new BanBook(parts);
  const books = { ...accounts, accounts: book, bans, belongings, channels: channels.book, logIn };
  const readAgain = rereader(live, rim);
  const control = createControl(live, passwords, books, { now: rim.now, readAgain, isHere });
  const facts = nodeFacts(live, host, keeping.reader, store, rim.now());
  host.connect(log, facts, control);
  const readiness = new NodeReadiness({ world, store, isListening: () => rim.isListening?.() ?? true });
  const tellOperators = (text: string) => delivery.announce(serverNotice(config.name, text), rim.now());
  watchStore(store, rim.log, tellOperators);
  const configure = (settings: NetworkSettings) => append({ type: "configure", settings });
  configure(settingsOf(config));
  const rehash = async () => {
    const { settings, notes } = await readAgain();
    configure(settings);
    return notes;
  };
  const lines = rim.lines ?? new LogLines();
  const admin = administration({
    world,
    store,
    accounts: book,
    lines,
    now: rim.now,
    acts,
    control,
    configure,
  });
  const load = async () => {
    await book.load();
    await keepConfigured();
    await bans.load();
    await channels.book.load();
    await belongings.load();
    await stays.load();
    await keeping.load();
  };
  const tidy = async () => {
    await book.expireUnverified();
    await bans.sweep();
    await channels.expire();
    await keeping.tidy();
  };
  const untidy = (error: unknown) => rim.log.error({ err: error }, "what is old could not be removed");
  wheel.schedule(new Tidying(tidy, untidy, rim.now()), rim.now());
  const finish = async () => {
    await stays.finish();
    await keeping.finish();
    await channels.flush();
  };
  const views = { world, host, engine, log, live, store, facts, admin, readiness };
  return { ...views, load, tidy, finish, rehash, tellOperators };
}

/** The account that is nobody's to come in with after this. */
function lostAccount(change: Change): AccountKey | undefined {
  if (change.type === "account-removed") return change.account;
  return change.type === "account-set" && change.account.status !== "active" ? change.account.key : undefined;
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
  const webhooks = new WebhookSide({ server: config.name, log: rim.log, now: () => Date.now() });
  const lookUps = new LookUps(() => node.live.config);
  const storage = await openStorage(config);
  const node: IrcNode = composeNode(config, {
    log: rim.log,
    lines: rim.lines,
    isListening: () => listeners.isOpen,
    happened: (change) => webhooks.happened(change),
    store: storage.store,
    lastSeq: storage.lastSeq,
    secret: storage.secret,
    lasts: storage.lasts,
    now: () => Date.now(),
    epoch: randomBytes(9).toString("base64url"),
    endOfTurn: (then) => setImmediate(then),
    lookUp: lookUps.ask,
    sts: (next) => (connection) => stsPolicy(next, listeners.certifiedPort, connection),
    reload: rim.reload,
    async listeners(next) {
      const tell = await webhooks.prepare(next);
      const places = await listeners.prepare(next);
      // The port of HTTP is opened last: nothing can fail after it.
      const move = await http.prepare(next).catch(async (error: unknown) => {
        await places.takeBack();
        throw error;
      });
      return {
        notes: places.notes,
        putInForce() {
          places.putInForce();
          tell();
          move();
        },
      };
    },
    replaced: () => expiries.look(),
    stop,
  });
  const clock = setInterval(() => node.host.tick(), node.host.wheel.tickMs);
  const listeners = new Listeners(node.host, rim.log);
  const expiries = watchCertificates({
    log: rim.log,
    certificates: () => listeners.certificates,
    tellOperators: node.tellOperators,
  });
  const http = new HttpSide(httpParts(node, rim.log, webhooks), () => node.live.config);
  const end = async (reason: string) => {
    expiries.stop();
    node.readiness.ends();
    // Nobody comes in any more, then everybody goes; the clock cuts off who does not.
    const empty = listeners.close();
    node.host.endAll(reason);
    lookUps.end();
    await empty;
    clearInterval(clock);
    webhooks.close();
    await http.close();
    await node.finish();
    await storage.close();
  };
  try {
    await http.open(config);
    await node.load();
    (await webhooks.prepare(config))();
    await listeners.open(config);
    node.readiness.serves();
    expiries.look();
  } catch (error) {
    await end("The server could not start");
    throw error;
  }
  let ending: Promise<void> | undefined;
  return {
    port: listeners.addresses[0]?.port ?? 0,
    get addresses() {
      return listeners.addresses;
    },
    get http() {
      return http.address;
    },
    rehash: node.rehash,
    close(reason = "Server shutting down") {
      ending ??= end(reason);
      return ending;
    },
  };
}
