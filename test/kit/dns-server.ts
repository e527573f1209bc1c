import { createSocket, type Socket } from "node:dgram";

/** What a name is answered with: addresses of IPv4, an error of the server, or nothing at all. */
export type DnsReply = { readonly addresses: readonly string[]; readonly ttl?: number } | "broken" | "silent";

/** A name server on this machine that knows what it is told to know, and remembers what it was asked. */
export class DnsServer {
  readonly names = new Map<string, DnsReply>();
  readonly asked: string[] = [];
  readonly #socket: Socket = createSocket("udp4");

  static async start(names: Readonly<Record<string, DnsReply>> = {}): Promise<DnsServer> {
    const server = new DnsServer();
    for (const [name, reply] of Object.entries(names)) server.names.set(name, reply);
    await new Promise<void>((resolve) => server.#socket.bind(0, "127.0.0.1", resolve));
    server.#socket.on("message", (query, peer) => {
      const answer = server.#answer(query);
      if (answer) server.#socket.send(answer, peer.port, peer.address);
    });
    return server;
  }

  /** Where it is, as resolvers are told. */
  get place(): string {
    return `127.0.0.1:${this.#socket.address().port}`;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return new Promise((resolve) => this.#socket.close(() => resolve()));
  }

  // RFC 1035 4.1: a header, the question as it came, and records that point at its name.
  #answer(query: Buffer): Buffer | undefined {
    const { name, end } = questionOf(query);
    this.asked.push(name);
    const reply = this.names.get(name);
    if (reply === "silent") return undefined;
    const addresses = typeof reply === "object" ? reply.addresses : [];
    const header = Buffer.alloc(12);
    query.copy(header, 0, 0, 2);
    header.writeUInt16BE(0x8180 | (reply === "broken" ? 2 : addresses.length === 0 ? 3 : 0), 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(addresses.length, 6);
    const ttl = typeof reply === "object" ? (reply.ttl ?? 300) : 0;
    return Buffer.concat([header, query.subarray(12, end), ...addresses.map((each) => record(each, ttl))]);
  }
}

function questionOf(query: Buffer): { readonly name: string; readonly end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString("latin1", at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join(".").toLowerCase(), end: at + 5 };
}

function record(address: string, ttl: number): Buffer {
  const head = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4]);
  head.writeUInt32BE(ttl, 6);
  return Buffer.concat([head, Buffer.from(address.split(".").map(Number))]);
}
