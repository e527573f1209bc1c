import { configFromOptions, type ServerOptions } from "./config/options.ts";
import { configuredLog } from "./logging/configured-log.ts";
import { LogLines } from "./logging/log-lines.ts";
import { silentLogger } from "./logging/logger.ts";
import type { HttpAddress, ListeningAddress } from "./node/running-server.ts";
import { startServer } from "./server.ts";

export { ConfigError } from "./config/config-error.ts";
export { StartError } from "./node/start-error.ts";
export { definePlugin, type Plugin, type PluginSpec, type Unload } from "./plugins/define-plugin.ts";
export type {
  About,
  ChangeOf,
  ChannelFacts,
  CommandAnswer,
  CommandCall,
  Json,
  PluginApi,
  PluginCapability,
  PluginCommand,
  PluginMode,
  PluginService,
  PluginStorage,
  ProposalOf,
  Refusals,
  Ruling,
  StopTimer,
  UserFacts,
} from "./plugins/plugin-api.ts";
export type { HttpAddress, ListeningAddress, ServerOptions };

/** A server that runs. */
export interface IrcServer extends AsyncDisposable {
  /** The port of the first listener. */
  readonly port: number;
  /** Everywhere it listens. */
  readonly addresses: readonly ListeningAddress[];
  /** Where metrics, health and the admin API are, if `http` was given. */
  readonly http: HttpAddress | undefined;
  /** Tells everybody, lets them go, and ends every socket and timer; a second call waits for the first. */
  close(reason?: string): Promise<void>;
}

/**
 * Starts a server. Any key of the configuration may be given, and `host`, `port` and `tlsPort` as on the
 * command line. It logs nothing unless `log` is given, and writes nothing to disk unless `data` is.
 * Rejects with a ConfigError or StartError, or with the system's error if it cannot listen.
 */
export async function createServer(options: ServerOptions = {}): Promise<IrcServer> {
  const config = configFromOptions(options);
  const lines = new LogLines();
  const log = options.log ? configuredLog(config.log, process.stderr, lines).log : silentLogger();
  const server = await startServer(config, { log, lines, reload: () => config });
  return {
    port: server.port,
    addresses: server.addresses,
    http: server.http,
    close: (reason) => server.close(reason),
    [Symbol.asyncDispose]: () => server.close(),
  };
}
