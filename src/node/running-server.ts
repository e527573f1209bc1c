import type { Config } from "../config/schema.ts";
import type { LogLines } from "../logging/log-lines.ts";
import type { Logger } from "../logging/logger.ts";

/** A place where a server listens. */
export interface ListeningAddress {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  readonly console: boolean;
  readonly websocket: boolean;
  /** The SHA-256 fingerprint of its certificate. */
  readonly fingerprint?: string | undefined;
}

/** Where metrics, health and the admin API are. */
export interface HttpAddress {
  readonly host: string;
  readonly port: number;
}

/** What the command line needs of a server. */
export interface RunningServer {
  readonly port: number;
  /** `undefined` where the configuration has no `http`. */
  readonly http?: HttpAddress | undefined;
  readonly addresses: readonly ListeningAddress[];
  close(reason?: string): Promise<void>;
  /** Reads the configuration again and gives what is to be said of it; rejects, and has changed nothing, if it is wrong. */
  rehash(): Promise<readonly string[]>;
  /** Opens the files it writes anew: those there were have been put away. */
  reopen(): void;
}

/** What surrounds a server: where it logs, and how it gets its configuration again. */
export interface ServerRim {
  readonly log: Logger;
  /** The lines of that log, for who follows it over HTTP; left out: nobody can. */
  readonly lines?: LogLines;
  readonly reload: () => Config;
  /** Told when RESTART has ended the server and it could not start again. */
  readonly failed?: (error: unknown) => void;
}

/** Starts a server. */
export type StartServer = (config: Config, rim: ServerRim) => Promise<RunningServer>;
