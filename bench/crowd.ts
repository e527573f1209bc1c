import { Connection } from "./connection.ts";

const AT_ONCE = 50;
const READ_BYTES = 256 * 1024;

/** Where the server listens. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** What a member asks for while it registers, by its place; nothing, for most. */
export type Asks = (place: number) => { readonly capabilities?: string; readonly account?: string };

const nothing: Asks = () => ({});

/** Registered clients, as many as asked for. */
export class Crowd {
  readonly members: Connection[] = [];
  readonly #guests: Connection[] = [];
  readonly #address: Address;
  // Reads are taken before the next one begins, so one buffer serves all sockets.
  readonly #shared = Buffer.allocUnsafe(READ_BYTES);

  constructor(address: Address) {
    this.#address = address;
  }

  /** Connects and registers until there are `count`, 50 at once. */
  async grow(count: number, asks = nothing): Promise<void> {
    const lane = async (): Promise<void> => {
      while (this.members.length < count) await this.#register(asks);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
  }

  /** Everybody joins the room of their group; groups are neighbours in the order they came. */
  async joinGroups(size: number): Promise<void> {
    for (let at = 0; at < this.members.length; at += AT_ONCE) {
      const some = this.members.slice(at, at + AT_ONCE);
      await Promise.all(
        some.map((member, index) => ask(member, `JOIN ${roomOf(at + index, size)}\r\n`, ["366"])),
      );
    }
  }

  /** Returns when everybody has read all that was sent to them before. */
  async settle(): Promise<void> {
    await Promise.all(this.members.map((member) => ask(member, "PING settled\r\n", ["PONG"])));
  }

  /** One more client, in no group and not among the members. */
  async guest(nick: string): Promise<Connection> {
    const guest = new Connection(nick, this.#address, this.#shared);
    this.#guests.push(guest);
    await ask(guest, registrationLines(nick), ["376", "422"]);
    return guest;
  }

  leave(): void {
    for (const member of [...this.members, ...this.#guests]) member.drop();
    this.members.length = 0;
  }

  async #register(asks: Asks): Promise<void> {
    const { capabilities, account } = asks(this.members.length);
    const nick = `m${this.members.length}`;
    const member = new Connection(nick, this.#address, this.#shared);
    this.members.push(member);
    await ask(member, registrationLines(nick), ["376", "422"]);
    if (account !== undefined) await ask(member, loginLines(account), ["903", "904"]);
    if (capabilities !== undefined) await ask(member, `CAP REQ :${capabilities}\r\n`, ["CAP"]);
  }
}

/** The operator of the server that is measured. */
export const OPERATOR = "root";

/** Every account of the server that is measured has this password, and so has its operator. */
export const PASSWORD = "load";

function registrationLines(nick: string): string {
  return `NICK ${nick}\r\nUSER ${nick} 0 * :load\r\n`;
}

/** What logs a client in to one of the accounts; answered by 903, or another numeric of SASL where that is not to be. */
export function loginLines(account: string): string {
  const response = Buffer.from(`\0${account}\0${PASSWORD}`).toString("base64");
  return `CAP REQ :sasl\r\nAUTHENTICATE PLAIN ${response}\r\n`;
}

/** The room of the member at this place. */
export function roomOf(place: number, groupSize: number): string {
  return `#room${Math.floor(place / groupSize)}`;
}

/** Answers the server's PING; says whether the line was one. */
export function answersPing(member: Connection, chunk: Buffer, from: number, to: number): boolean {
  if (chunk[from] !== 0x50 || chunk[from + 1] !== 0x49) return false;
  member.send(`PONG${chunk.toString("latin1", from + 4, to)}\r\n`);
  return true;
}

/** Sends lines and returns when one of these verbs has come back: which. */
export function ask(member: Connection, lines: string, answers: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    member.onEnd = (reason) => reject(new Error(`${member.nick} was disconnected: ${reason}`));
    member.onLine = (chunk, from, to) => {
      if (answersPing(member, chunk, from, to)) return;
      const [, verb = ""] = chunk.toString("latin1", from, to).split(" ", 2);
      if (answers.includes(verb)) resolve(verb);
    };
    member.send(lines);
  });
}
