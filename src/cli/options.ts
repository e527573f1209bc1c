import type { InferredOptionTypes, Options } from "yargs";
import { ConfigError } from "../config/config-error.ts";
import type { Variables } from "../config/environment.ts";
import type { ConfigSources } from "../config/load.ts";
import { listenFlags } from "../config/options.ts";
import { LOG_LEVELS } from "../config/values.ts";

/** The options of `ircd-ts`, as yargs has them. */
export const serveOptions = {
  host: text("address to listen on (127.0.0.1 if left out; 0.0.0.0 or :: opens the server)"),
  port: {
    ...wholeNumber("--port", 0, 65_535),
    describe: "port to listen on (6667 if left out; 0 picks a free one)",
  },
  "tls-port": { ...wholeNumber("--tls-port", 0, 65_535), describe: "port for TLS (6697 if left out)" },
  "tls-cert": text("certificate for TLS, a PEM file"),
  "tls-key": text("its key, a PEM file"),
  "tls-self-signed": { type: "boolean", describe: "make a certificate for TLS, kept in the data folder" },
  "console-port": {
    ...wholeNumber("--console-port", 0, 65_535),
    describe: "port for people with nc or telnet",
  },
  "websocket-port": {
    ...wholeNumber("--websocket-port", 0, 65_535),
    describe: "port for web clients, without TLS (wss is in the configuration file)",
  },
  "websocket-origin": {
    ...text(
      "origin of a page that may use it (those of this machine if left out); more than one may be given",
    ),
    coerce: (given: Given) => [given].flat(),
  },
  name: text("name of the server, such as irc.example.net"),
  network: text("name of the network"),
  password: text("password clients have to send, or its hash from ircd-ts genpasswd"),
  motd: text("file with the message of the day"),
  "max-clients": { ...wholeNumber("--max-clients", 1, 1_000_000), describe: "clients at one time" },
  data: text("folder for what has to last (./data if left out)"),
  ephemeral: { type: "boolean", describe: "keep everything in memory: nothing is written to disk" },
  "no-limits": {
    type: "boolean",
    describe: "no flood, connection and throttle limits; on loopback only, for measuring",
  },
  "log-level": {
    type: "string",
    requiresArg: true,
    describe: `how much is logged: ${LOG_LEVELS.join(", ")}`,
    coerce: logLevelFrom,
  },
  config: text("configuration file (YAML); options go before it"),
} as const satisfies Record<string, Options>;

const { config: _, ...others } = serveOptions;

/** Those of `check-config`, which is given the file itself. */
export const checkOptions = others;

/** What the options were given as. */
export type ServeArguments = InferredOptionTypes<typeof serveOptions>;

/** The configuration these options and the variables of the process ask for. */
export function sourcesOf(given: ServeArguments, variables: Variables): ConfigSources {
  const listen = listenFlags({
    host: given.host,
    port: given.port,
    tlsPort: given["tls-port"],
    tlsCert: given["tls-cert"],
    tlsKey: given["tls-key"],
    tlsSelfSigned: given["tls-self-signed"],
    consolePort: given["console-port"],
    websocketPort: given["websocket-port"],
    websocketOrigins: given["websocket-origin"],
  });
  return {
    file: given.config,
    variables,
    defaults: { data: "data" },
    flags: {
      ...listen.flags,
      name: given.name,
      network: given.network,
      password: given.password,
      motd: given.motd === undefined ? undefined : { file: given.motd },
      connections: { clients: given["max-clients"] },
      data: given.data,
      ephemeral: given.ephemeral,
      unlimited: given["no-limits"],
      log: { level: given["log-level"] },
    },
    flagNames: {
      ...listen.flagNames,
      name: "--name",
      network: "--network",
      password: "--password",
      "motd.file": "--motd",
      motd: "--motd",
      "connections.clients": "--max-clients",
      data: "--data",
      ephemeral: "--ephemeral",
      unlimited: "--no-limits",
      "log.level": "--log-level",
    },
  };
}

// What an option was given as; one that is given again has a list.
type Given = string | readonly string[];

/** An option that takes a text; given again, the last one counts. */
export function text(describe: string) {
  return { type: "string", requiresArg: true, describe, coerce: lastOf } as const;
}

function lastOf(given: Given): string {
  return typeof given === "string" ? given : (given.at(-1) ?? "");
}

// Taken as text first: yargs would make NaN of a typing error, and nobody could be told what was typed.
function wholeNumber(option: string, least: number, most: number) {
  const coerce = (given: Given): number => {
    const word = lastOf(given);
    const number = /^\d{1,7}$/.test(word) ? Number(word) : Number.NaN;
    if (number >= least && number <= most) return number;
    throw new ConfigError([`${option}: must be a whole number from ${least} to ${most}, not "${word}"`]);
  };
  return { type: "string", requiresArg: true, coerce } as const;
}

function logLevelFrom(given: Given) {
  const word = lastOf(given);
  const level = LOG_LEVELS.find((name) => name === word);
  if (level) return level;
  throw new ConfigError([`--log-level: must be one of ${LOG_LEVELS.join(", ")}, not "${word}"`]);
}
