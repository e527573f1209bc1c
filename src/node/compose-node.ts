import { randomBytes } from "node:crypto";
import { PasswordChecks } from "../accounts/password-checks.ts";
import { indexCommands } from "../commands/table.ts";
import type { Config } from "../config/schema.ts";
import { consoleCodec } from "../console/console-codec.ts";
import { Engine } from "../engine/engine.ts";
import { bundledPlugins } from "../features/bundled.ts";
import type { Request } from "../log/log.ts";
import { changeLog } from "../logging/change-log.ts";
import { LogLines } from "../logging/log-lines.ts";
import { sessionLog } from "../logging/session-log.ts";
import { findPlugins } from "../plugins/find-plugin.ts";
import { PluginHost } from "../plugins/host.ts";
import { noHeartbeat } from "../plugins/watchdog/no-heartbeat.ts";
import { addressed } from "../services/addressed.ts";
import { fullTable } from "../services/table.ts";
import { classifyAgain } from "../sessions/classifying.ts";
import { Delivery } from "../sessions/delivery.ts";
import { SessionHost } from "../sessions/host.ts";
import { endListedStrangers } from "../sessions/listing.ts";
import type { LogIn } from "../sessions/node.ts";
import { RefusalNotices } from "../sessions/refusal-notices.ts";
import { nothingAsked } from "../sessions/registering.ts";
import type { Session } from "../sessions/session.ts";
import { memoryStore } from "../store/memory-store.ts";
import { serverIdentity } from "../world/identity.ts";
import type { SessionId } from "../world/ids.ts";
import type { SnomaskLetter } from "../world/snomasks.ts";
import { World } from "../world/world.ts";
import { accountParts, lostAccount } from "./account-parts.ts";
import { administration } from "./administration.ts";
import { Cloaks } from "./cloaks.ts";
import { configuring } from "./configuring.ts";
import { createControl } from "./control.ts";
import { openEntryLog } from "./entry-log.ts";
import { knownGateways, serverPassword } from "./gateways.ts";
import { hostLimits } from "./host-limits.ts";
import type { IrcNode, NodeRim } from "./irc-node.ts";
import { lasting } from "./lasting.ts";
import { LiveConfig } from "./live-config.ts";
import { moderation } from "./moderation.ts";
import { nodeFacts } from "./node-facts.ts";
import { offering } from "./offering.ts";
import { appointing } from "./offices.ts";
import { loadPlugins } from "./plugin-side.ts";
import { NodeReadiness } from "./readiness.ts";
import { ServerActs } from "./server-acts.ts";
import { smtpMailer } from "./smtp-mailer.ts";
import { watchStore } from "./storage.ts";
import { timedRules } from "./timed-rules.ts";

/** Puts a node together and gives it its first configuration. */
export function composeNode(config: Config, rim: NodeRim): IrcNode {
  const world = new World();
  const store = rim.store ?? memoryStore();
  // Rows of plugins come and go in it.
  const commands = new Map(indexCommands(fullTable));
  const live = new LiveConfig(config, (next) => {
    rim.log.level = next.log.level;
    limit();
    judged.configure(live.filters);
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
    authScript,
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
  const tellOperators = tellOf("s");
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
    vet: ({ id }, request) =>
      plugins.vet(request, () => engine.propose({ ...origin, session: id }, request, rim.now())),
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
      endListedStrangers(change, host);
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
  const appoint = appointing(world, currentConfig, append);
  const acts = new ServerActs((line, request) => log.append({ ...origin, line }, request));
  const { bans, belongings, channels, defcon } = kept;
  const judged = moderation({
    ...{ world, bans, store, now: rim.now, log: rim.log, compiled: live.filters, tell: tellOf("f") },
    act: (act, by) => acts.do(act, by),
    release: async (act, by) => {
      const proposed = engine.propose(origin, { type: "act", act, by }, rim.now());
      return acts.do(act, by, { verdicts: await plugins.judge(act.verb, proposed) });
    },
    ...{ sessions: host.sessions, exempt: () => live.config.connections.exempt },
  });
  const tidy = async () => {
    judged.tidy();
    await kept.tidy();
  };
  kept.wind(host.wheel, tidy);
  const books = { ...accounts, accounts: book, bans, belongings, channels, defcon, logIn, ...judged.control };
  const plugins = new PluginHost({
    ...{ world, commands, node: config.name, epoch: rim.epoch, now: rim.now, endOfTurn: rim.endOfTurn },
    ...{ wheel: host.wheel, store: store.plugins, log: rim.log, heartbeat: rim.heartbeat ?? noHeartbeat },
    find: rim.findPlugin ?? findPlugins(bundledPlugins),
    act: (act, plugin) => acts.do(act, `the plugin ${plugin}`, { plugin }),
    tellOperators,
    extensionsChanged: () => configureAsItIs(),
  });
  const { readAgain, configure, configureAsItIs, rehash } = configuring(live, world, plugins, rim, append);
  const control = createControl(live, passwords, books, {
    ...{ now: rim.now, readAgain, isHere, append, fold: (name) => world.names.fold(name) },
  });
  const facts = nodeFacts(live, host, kept.reader, store, rim.now(), judged, () => plugins.help);
  host.connect(log, facts, control, judged.moderator);
  const readiness = new NodeReadiness({ world, store, isListening: () => rim.isListening?.() ?? true });
  watchStore(store, rim.log, tellOperators);
  configureAsItIs();
  const lines = rim.lines ?? new LogLines();
  const admin = administration({
    ...{ world, store, accounts: book, bans, defcon, lines, now: rim.now, append, acts, control, configure },
  });
  return {
    ...{ world, host, engine, log, live, store, facts, admin, readiness, plugins, moderation: judged },
    ...{ rehash, tellOperators, authScript, tidy },
    async load() {
      await loadPlugins(plugins, live.config);
      if (plugins.extensions.length > 0) configureAsItIs();
      await kept.load();
      await judged.load();
      await cloaks.watchKey(store, rim.log);
    },
    async finish() {
      authScript.end();
      await judged.finish();
      await kept.finish();
    },
  };
}
