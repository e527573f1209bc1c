import { randomBytes } from "node:crypto";
import { PasswordChecks } from "./accounts/password-checks.ts";
import { indexCommands } from "./commands/table.ts";
import type { Config } from "./config/schema.ts";
import { consoleCodec } from "./console/console-codec.ts";
import { Engine } from "./engine.ts";
import { bundledPlugins } from "./features/bundled.ts";
import type { Entry, LineRequest, Origin, Request } from "./log/log.ts";
import { changeLog } from "./logging/change-log.ts";
import { LogLines } from "./logging/log-lines.ts";
import { sessionLog } from "./logging/session-log.ts";
import { accountParts, lostAccount } from "./node/account-parts.ts";
import { AcmeSide } from "./node/acme/acme-side.ts";
import { administration } from "./node/administration.ts";
import { AuditFile } from "./node/audit-file.ts";
import { watchCertificates } from "./node/certificate-watch.ts";
import { Cloaks } from "./node/cloaks.ts";
import { openEntryLog } from "./node/entry-log.ts";
import { knownGateways, serverPassword } from "./node/gateways.ts";
import { hostLimits } from "./node/host-limits.ts";
import { httpParts } from "./node/http-parts.ts";
import { HttpSide } from "./node/http-side.ts";
import type { IrcNode, NodeRim } from "./node/irc-node.ts";
import { lasting } from "./node/lasting.ts";
import { Listeners } from "./node/listeners.ts";
import { LiveConfig } from "./node/live-config.ts";
import { LookUps } from "./node/look-up.ts";
import { moderation } from "./node/moderation.ts";
import { settingsOf } from "./node/network-settings.ts";
import { nodeFacts } from "./node/node-facts.ts";
import { offering } from "./node/offering.ts";
import { appointing } from "./node/offices.ts";
import { preparePlaces } from "./node/places.ts";
import { preparePlugins, withPlugins } from "./node/plugin-side.ts";
import { NodeReadiness } from "./node/readiness.ts";
import { createControl, type Reread, rereader } from "./node/rehash.ts";
import { RestartableServer } from "./node/restartable-server.ts";
import type { RunningServer, ServerRim } from "./node/running-server.ts";
import { ServerActs } from "./node/server-acts.ts";
import { smtpMailer } from "./node/smtp-mailer.ts";
import { openStorage, watchStore } from "./node/storage.ts";
import { stsPolicy } from "./node/sts.ts";
import { timedRules } from "./node/timed-rules.ts";
import { WebhookSide } from "./node/webhook-side.ts";
import { findPlugins } from "./plugins/find-plugin.ts";
import { PluginHost } from "./plugins/host.ts";
import { noHeartbeat } from "./plugins/watchdog/no-heartbeat.ts";
import { Watchdog } from "./plugins/watchdog/watchdog.ts";
import { addressed } from "./services/addressed.ts";
import { fullTable } from "./services/table.ts";
import { classifyAgain } from "./sessions/classifying.ts";
import { Delivery } from "./sessions/delivery.ts";
import { SessionHost } from "./sessions/host.ts";
import type { LogIn } from "./sessions/node.ts";
import { RefusalNotices } from "./sessions/refusal-notices.ts";
import { nothingAsked } from "./sessions/registering.ts";
import type { Session } from "./sessions/session.ts";
import { memoryStore } from "./store/memory-store.ts";
import type { StopRequested } from "./world/changes.ts";
import { serverIdentity } from "./world/identity.ts";
import type { SessionId } from "./world/ids.ts";
import type { SnomaskLetter } from "./world/snomasks.ts";
import { World } from "./world/world.ts";

/** Puts a node together and gives it its first configuration. */
export function composeNode(config: Config, rim: NodeRim): IrcNode {
  const world = new World();
  const store = rim.store ?? memoryStore();
  // Rows of plugins come and go in it.
  const commands = new Map(indexCommands(fullTable));
  const live = new LiveConfig(config, (next) => {
    rim.log.level = next.log.level;
    limit();
    judged.filters.configure(live.filters);
    keepConfigured().catch((error: unknown) => rim.log.error({ err: error }, "accounts were not looked at"));
  });
  const currentConfig = () => live.config;
  const limit = () => host.configure(hostLimits(live.config, world));
  const { passwords = new PasswordChecks(), secret = randomBytes(32) } = rim;
  const cloaks = new Cloaks(currentConfig, secret);
  const {
    book,
    logIn: judge,
    mechanismsFor,
    keepConfigured,
    endScript,
    ...accounts
  } = accountParts({
    ...{ world, store, passwords, log: rim.log, now: rim.now, secret },
    config: currentConfig,
    append: (request) => append(request),
    mailer: rim.mailer ?? ((mail) => smtpMailer(mail, rim.log)),
  });
  const kept = lasting({
    ...{ world, store, now: rim.now, endOfTurn: rim.endOfTurn, log: rim.log },
    ...{ history: rim.store, lasts: rim.lasts ?? false, config: currentConfig },
    connected: () => host.addresses(),
    accounts: { book, keepConfigured },
    append: (request) => append(request),
  });
  // Whoever comes in finds the network knowing how far they have read.
  const logIn: LogIn = async (claim, isAwaited) => {
    const verdict = await judge(claim, isAwaited);
    if ("account" in verdict) await kept.belongings.knowMarkersOf(verdict.account);
    return verdict;
  };
  const by = serverIdentity(config.name);
  const tellOf = (snomask: SnomaskLetter) => (text: string) =>
    delivery.announce({ type: "announced", kind: "snotice", by, text, snomask }, rim.now());
  const notices = new RefusalNotices(rim.now, tellOf("r"));
  const host = new SessionHost({
    world,
    commands,
    ...hostLimits(config, world),
    epoch: rim.epoch,
    now: rim.now,
    endOfTurn: rim.endOfTurn,
    events: notices.with(sessionLog(rim.log)),
    lookUp: rim.lookUp ?? (() => nothingAsked),
    cloakOf: cloaks.of,
    reputationOf: kept.reputation.of,
    console: consoleCodec,
    addressed: (message) => plugins.addressed(message) ?? addressed(message),
    vet: (session, request) =>
      !plugins.hasRules
        ? request
        : plugins.vet(request, () => engine.propose(proposal({ ...origin, session: session.id }, request))),
    logIn,
    mechanismsFor,
    trustGateway: knownGateways(currentConfig, passwords),
    offers: offering({ world, mechanismsFor, sts: rim.sts, config: currentConfig }),
    admits: serverPassword(currentConfig, passwords),
  });
  const delivery = new Delivery(host);
  const logChange = changeLog(rim.log, () => live.config.log.channels);
  const engine = new Engine(world, commands, {
    committed: (change, from: Session | undefined, entry) => {
      delivery.deliver(change, from);
      kept.record(change);
      logChange(change);
      const lost = lostAccount(change);
      if (lost !== undefined) host.lostAccount(lost);
      if (change.type === "defcon-set") limit();
      classifyAgain(change, host);
      rim.happened?.(change);
      keepTime(change);
      judged.changed(change);
      plugins.happened(change, entry);
      appoint(change);
      if (change.type === "stop-requested" && change.node === config.name) rim.stop?.(change);
    },
    home: (session) => host.sessions.get(session),
    acted: (from, refusals) => acts.acted(from, origin, refusals),
    broke: (error, entry) => rim.log.error({ err: error, entry: entry.id }, "a command failed"),
  });
  const log = openEntryLog(rim, (entry) => {
    rim.observe?.(entry);
    engine.apply(entry);
  });
  const isHere = (session: SessionId) => host.sessions.has(session);
  const origin = { node: config.name, epoch: rim.epoch, session: undefined, line: 0 };
  const append = (request: Request) => log.append(origin, request);
  const tell = (session: SessionId, source: string, text: string) =>
    host.sessions.get(session)?.noticeFrom(source, text);
  const keepTime = timedRules({
    ...{ world, wheel: host.wheel, epoch: rim.epoch, now: rim.now, append, tell, book, log: rim.log },
  });
  kept.wind(host.wheel);
  const appoint = appointing(world, currentConfig, append);
  const acts = new ServerActs((line, request) => log.append({ ...origin, line }, request));
  const { bans, belongings, channels, defcon } = kept;
  const judged = moderation({
    ...{ world, bans, now: rim.now, log: rim.log, compiled: live.filters, tell: tellOf("f") },
    act: (act, by) => acts.do(act, by),
    ...{ sessions: host.sessions, exempt: () => live.config.connections.exempt },
  });
  const books = { ...accounts, accounts: book, bans, belongings, channels, defcon, logIn, ...judged.control };
  const plugins = new PluginHost({
    ...{ world, commands, node: config.name, epoch: rim.epoch, now: rim.now, endOfTurn: rim.endOfTurn },
    ...{ wheel: host.wheel, store: store.plugins, log: rim.log, heartbeat: rim.heartbeat ?? noHeartbeat },
    find: rim.findPlugin ?? findPlugins(bundledPlugins),
    act: (act, name) => acts.do(act, `the plugin ${name}`, name),
    tellOperators: (text) => tellOperators(text),
    extensionsChanged: () => extend(),
  });
  const readAgain = rereader(live, world, {
    reload: rim.reload,
    prepare: (next) => withPlugins(plugins, next, () => rim.prepare?.(next)),
    extensions: () => plugins.extensions,
  });
  const control = createControl(live, passwords, books, {
    ...{ now: rim.now, readAgain, isHere, append, fold: (name) => world.names.fold(name) },
  });
  const facts = nodeFacts(live, host, kept.reader, store, rim.now(), judged, () => plugins.help);
  host.connect(log, facts, control, judged.moderator);
  const readiness = new NodeReadiness({ world, store, isListening: () => rim.isListening?.() ?? true });
  const tellOperators = tellOf("s");
  watchStore(store, rim.log, tellOperators);
  const configure = ({ settings, offices }: Omit<Reread, "notes">) =>
    append({ type: "configure", settings, offices });
  configure({ settings: settingsOf(config), offices: [] });
  // What plugins bring is other than it was.
  const extend = () => configure({ settings: settingsOf(live.config, plugins.extensions), offices: [] });
  const rehash = async () => {
    const reread = await readAgain();
    configure(reread);
    return reread.notes;
  };
  const lines = rim.lines ?? new LogLines();
  const admin = administration({
    ...{ world, store, accounts: book, bans, defcon, lines, now: rim.now, append, acts, control, configure },
  });
  const proposal = (from: Origin, request: LineRequest): Entry => {
    return { seq: world.seq, at: rim.now(), id: "proposed", origin: from, request };
  };
  const tidy = async () => {
    judged.tidy();
    await kept.tidy();
  };
  const finish = () => {
    endScript();
    return kept.finish();
  };
  const load = async () => {
    const prepared = await preparePlugins(plugins, live.config);
    prepared.putInForce();
    if (plugins.extensions.length > 0) extend();
    await kept.load();
    await cloaks.watchKey(store, rim.log);
  };
  const views = {
    world,
    host,
    engine,
    log,
    live,
    store,
    facts,
    moderation: judged,
    admin,
    readiness,
    plugins,
  };
  return { ...views, load, tidy, finish, rehash, tellOperators };
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
  const watchdog = new Watchdog();
  const tellOperators = (text: string) => node.tellOperators(text);
  const auditFile = new AuditFile({ log: rim.log, server: config.name, tellOperators });
  const lookUps = new LookUps(() => node.live.config, {
    reputationOf: (address) => node.host.reputationOf(address),
    failed: (error) => rim.log.warn({ err: error }, "a script has not answered"),
  });
  const storage = await openStorage(config);
  const node: IrcNode = composeNode(config, {
    log: rim.log,
    lines: rim.lines,
    isListening: () => listeners.isOpen,
    happened(change) {
      webhooks.happened(change);
      auditFile.happened(change);
    },
    store: storage.store,
    lastSeq: storage.lastSeq,
    secret: storage.secret,
    lasts: storage.lasts,
    now: () => Date.now(),
    epoch: randomBytes(9).toString("base64url"),
    endOfTurn: (then) => setImmediate(then),
    heartbeat: watchdog,
    lookUp: lookUps.ask,
    sts: (next) => (connection) => stsPolicy(next, listeners.certifiedPort, connection),
    reload: rim.reload,
    async prepare(next) {
      const places = await preparePlaces({ listeners, http, webhooks, auditFile }, next);
      return {
        ...places,
        putInForce() {
          places.putInForce();
          certificatesChanged();
        },
      };
    },
    stop,
  });
  const clock = setInterval(() => {
    watchdog.turned();
    node.host.tick();
  }, node.host.wheel.tickMs);
  const listeners = new Listeners(node.host, rim.log);
  const expiries = watchCertificates({
    log: rim.log,
    certificates: () => listeners.certificates,
    tellOperators: node.tellOperators,
  });
  const acme = new AcmeSide({
    log: rim.log,
    config: () => node.live.config,
    renewed: () => listeners.showIssued().then(expiries.look),
    tellOperators: node.tellOperators,
    now: () => Date.now(),
  });
  const certificatesChanged = () => {
    expiries.look();
    acme.look();
  };
  const http = new HttpSide(httpParts(node, rim.log, { webhooks, acme }), () => node.live.config);
  const end = async (reason: string) => {
    expiries.stop();
    acme.end();
    node.readiness.ends();
    // Nobody comes in any more, then everybody goes; the clock cuts off who does not.
    const empty = listeners.close();
    node.host.endAll(reason);
    lookUps.end();
    await empty;
    await node.plugins.close();
    await watchdog.close();
    clearInterval(clock);
    webhooks.close();
    await http.close();
    await node.finish();
    await auditFile.close();
    await storage.close();
  };
  try {
    auditFile.configure(config.audit.file);
    await http.open(config);
    await node.load();
    (await webhooks.prepare(config))();
    await listeners.open(config);
    node.readiness.serves();
    certificatesChanged();
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
    reopen: () => auditFile.reopen(),
    close(reason = "Server shutting down") {
      ending ??= end(reason);
      return ending;
    },
  };
}
