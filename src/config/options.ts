import { ConfigError } from "./config-error.ts";
import { localOrigins } from "./listener.ts";
import { type ConfigSources, loadConfig } from "./load.ts";
import { isLoopback } from "./loopback.ts";
import type { Config, ConfigInput } from "./schema.ts";

/** Where to listen, in the few words the command line and a program have for it. */
export interface ListenOptions {
  /** The address of every listener below; 127.0.0.1 if left out. */
  readonly host?: string | undefined;
  /** The plain port, 6667 if left out; 0 picks a free one. */
  readonly port?: number | undefined;
  /** The TLS port; 6697 if left out and any other TLS option is there. */
  readonly tlsPort?: number | undefined;
  readonly tlsCert?: string | undefined;
  readonly tlsKey?: string | undefined;
  readonly tlsSelfSigned?: boolean | undefined;
  /** A port for people with nc or telnet. */
  readonly consolePort?: number | undefined;
  /** A port for web clients, without TLS. */
  readonly websocketPort?: number | undefined;
  /** The origins of the pages that may use it; on loopback those of this machine, if left out. */
  readonly websocketOrigins?: readonly string[] | undefined;
}

/** What a program may ask of a server: any key of the configuration, and the short words for its listeners. */
export type ServerOptions = ConfigInput & ListenOptions;

type Flags = Required<Pick<ConfigSources, "flags" | "flagNames">>;

/** The configuration a program asked for; throws a ConfigError. */
export function configFromOptions(options: ServerOptions = {}): Config {
  const { host, port, tlsPort, tlsCert, tlsKey, tlsSelfSigned, ...others } = options;
  const { consolePort, websocketPort, websocketOrigins, ...keys } = others;
  const tls = { tlsPort, tlsCert, tlsKey, tlsSelfSigned };
  const { flags } = listenFlags({ host, port, ...tls, consolePort, websocketPort, websocketOrigins });
  return loadConfig({ flags: { ...keys, ...flags } });
}

/** The listeners that were asked for, and which option asked for each; nothing when none was given. */
export function listenFlags(options: ListenOptions): Flags {
  if (Object.values(options).every((value) => value === undefined || value === false))
    return { flags: {}, flagNames: {} };
  const { host = "127.0.0.1", port = 6667, consolePort } = options;
  const tls = tlsOf(options);
  const websocket = websocketOf(options, host);
  const places = [
    { option: "--port", listener: { host, port } },
    ...(tls ? [{ option: "--tls-port", listener: { host, port: options.tlsPort ?? 6697, tls } }] : []),
    ...(consolePort === undefined
      ? []
      : [{ option: "--console-port", listener: { host, port: consolePort, console: true } }]),
    ...(websocket ? [{ option: "--websocket-port", listener: { host, ...websocket } }] : []),
  ];
  const names = places.flatMap(({ option }, index) => [
    [`listeners.${index}.port`, option],
    [`listeners.${index}.host`, "--host"],
    ...(options.websocketOrigins ?? []).map((_, at) => [
      `listeners.${index}.websocket.origins.${at}`,
      "--websocket-origin",
    ]),
  ]);
  return {
    flags: { listeners: places.map(({ listener }) => listener) },
    flagNames: Object.fromEntries(names),
  };
}

function tlsOf({ tlsPort, tlsCert, tlsKey, tlsSelfSigned }: ListenOptions) {
  if (tlsSelfSigned && (tlsCert ?? tlsKey) !== undefined)
    throw new ConfigError(["--tls-self-signed: goes without --tls-cert and --tls-key"]);
  if (tlsSelfSigned) return { selfSigned: true } as const;
  if (tlsCert !== undefined && tlsKey !== undefined) return { cert: tlsCert, key: tlsKey };
  if (tlsCert !== undefined) throw new ConfigError(["--tls-cert: needs --tls-key, too"]);
  if (tlsKey !== undefined) throw new ConfigError(["--tls-key: needs --tls-cert, too"]);
  if (tlsPort !== undefined)
    throw new ConfigError(["--tls-port: needs --tls-cert and --tls-key, or --tls-self-signed"]);
  return undefined;
}

function websocketOf({ websocketPort: port, websocketOrigins: origins }: ListenOptions, host: string) {
  if (port === undefined && origins === undefined) return undefined;
  if (port === undefined) throw new ConfigError(["--websocket-origin: needs --websocket-port, too"]);
  if (origins !== undefined) return { port, websocket: { origins } };
  // Pages from elsewhere stay out: any site could have its visitors' browsers talk to a server on loopback.
  if (isLoopback(host)) return { port, websocket: { origins: localOrigins, withoutOrigin: true } };
  throw new ConfigError([
    "--websocket-port: needs --websocket-origin, as https://chat.example.org, on a host that others can reach",
  ]);
}
