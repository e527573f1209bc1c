import { type ConfigSources, loadConfig } from "../config/load.ts";
import { configuredLog } from "../logging/configured-log.ts";
import { LogLines } from "../logging/log-lines.ts";
import type { RunningServer, StartServer } from "../node/running-server.ts";
import { packageVersion } from "../node/version.ts";
import { announcements } from "./announce.ts";
import { serviceManager } from "./service-manager.ts";
import { obeySignals, type Signals } from "./signals.ts";
import { printLines, type Terminal } from "./terminal.ts";

/** Starts a server and says where it listens; from then on signals decide. */
export async function serve(
  sources: ConfigSources,
  start: StartServer,
  terminal: Terminal,
  signals: Signals,
): Promise<RunningServer> {
  const config = loadConfig(sources);
  const lines = new LogLines();
  // Without a file the log goes to stderr: stdout says where the server listens, and scripts read that.
  const { log, reopen } = configuredLog(config.log, terminal.stderr, lines);
  const failed = () => signals.exit(1);
  const server = await start(config, { log, lines, reload: () => loadConfig(sources), failed });
  const manager = serviceManager(terminal.env, log);
  const places = () => announcements(server.addresses, server.http);
  obeySignals({ server, signals, log, reopen, manager, status: () => places().join("; ") });
  printLines(terminal.stdout, places());
  // Who reads a file of the log sees there, too, which version began when.
  if (config.log.file !== undefined)
    log.info({ version: packageVersion(), node: process.version, places: places() }, "serving");
  return server;
}
