import { randomBytes } from "node:crypto";
import type { Config } from "./config/schema.ts";
import { AcmeSide } from "./node/acme/acme-side.ts";
import { AuditFile } from "./node/audit-file.ts";
import { watchCertificates } from "./node/certificate-watch.ts";
import { composeNode } from "./node/compose-node.ts";
import { httpParts } from "./node/http-parts.ts";
import { HttpSide } from "./node/http-side.ts";
import type { IrcNode } from "./node/irc-node.ts";
import { Listeners } from "./node/listeners.ts";
import { LookUps } from "./node/look-up.ts";
import { preparePlaces } from "./node/places.ts";
import { RestartableServer } from "./node/restartable-server.ts";
import type { RunningServer, ServerRim } from "./node/running-server.ts";
import { openStorage } from "./node/storage.ts";
import { stsPolicy } from "./node/sts.ts";
import { WebhookSide } from "./node/webhook-side.ts";
import { Watchdog } from "./plugins/watchdog/watchdog.ts";
import type { StopRequested } from "./world/changes.ts";

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
  const http = new HttpSide(httpParts(node, rim.log, { webhooks, acme, lookUps }), () => node.live.config);
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
