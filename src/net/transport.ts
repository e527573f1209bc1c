/** One client's connection, whatever carries it. */
export interface Connection {
  readonly kind: "stream" | "websocket";
  /** The peer's address as text, normalised: IPv4 in IPv6 is IPv4. */
  readonly address: string;
  readonly remotePort: number;
  /** False where the ports are those of a proxy, or of a browser: no machine of the client knows them. */
  readonly isDirect: boolean;
  /** Our own end. */
  readonly localAddress: string | undefined;
  readonly localPort: number;
  readonly tls: boolean;
  /** SHA-256 of the client's certificate in hexadecimal. */
  readonly certfp: string | undefined;
  /** The host name a client of TLS has asked for (RFC 6066 3). */
  readonly serverName: string | undefined;
  /** Takes the text; false if it is held until `drained`. `ascii`: one byte a character. */
  write(text: string, ascii: boolean): boolean;
  /** Bytes taken and not yet with the operating system, those of TLS included. */
  readonly unsent: number;
  /** Stops and resumes reading. */
  pause(): void;
  resume(): void;
  /** Closes once everything written is out. */
  end(): void;
  /** Closes now. */
  destroy(): void;
  /** Who is told what happens. Set once, before anything does. */
  listener: ConnectionListener | undefined;
}

/** What happens to a connection. */
export interface ConnectionListener {
  /** Bytes came. The chunk is the transport's: keep copies only. */
  received(chunk: Uint8Array): void;
  drained(): void;
  /** Over, and why: `Connection reset by peer`; nothing comes after it. */
  closed(reason: string): void;
}

/** Why somebody may not connect through the PROXY protocol, or without it. */
export const proxyRefusals = {
  stranger: "Only proxies may connect here",
  bad: "Bad PROXY header",
  late: "PROXY header timed out",
  missing: "PROXY header missing",
} as const;

/** A place where clients connect. */
export interface Listener {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  /** Stops taking connections; those it has stay. */
  close(): Promise<void>;
}

/** The connection of nobody. */
export const noConnection: Connection = {
  kind: "stream",
  address: "",
  remotePort: 0,
  isDirect: true,
  localAddress: undefined,
  localPort: 0,
  tls: false,
  certfp: undefined,
  serverName: undefined,
  unsent: 0,
  listener: undefined,
  write: () => true,
  pause: () => {},
  resume: () => {},
  end: () => {},
  destroy: () => {},
};
