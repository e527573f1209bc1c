import { type ConfigSources, loadConfig } from "../config/load.ts";
import type { Config } from "../config/schema.ts";
import { LogLines } from "../logging/log-lines.ts";
import { createLogger, type Logger } from "../logging/logger.ts";
import type { RunningServer, StartServer } from "../node/running-server.ts";
import { announcements } from "./announce.ts";
import { endOnSignals, type Signals } from "./signals.ts";
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
  const log = loggerFor(config, terminal, lines);
  const failed = () => signals.exit(1);
  const server = await start(config, { log, lines, reload: () => loadConfig(sources), failed });
  endOnSignals(server, signals, log);
  printLines(terminal.stdout, announcements(server.addresses, server.http));
  return server;
}

// The log goes to stderr: stdout says where the server listens, and scripts read that.
function loggerFor(config: Config, { stderr }: Terminal, lines: LogLines): Logger {
  const isTerminal = stderr.isTTY ?? false;
  const pretty = config.log.pretty === "auto" ? isTerminal : config.log.pretty;
  return createLogger({ level: config.log.level, pretty, colors: isTerminal, destination: stderr, lines });
}
