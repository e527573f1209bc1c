import { isDeepStrictEqual } from "node:util";
import { CaseFailure, CaseSkipped } from "../client/failure.ts";
import { RawClient, type Target } from "../client/raw-client.ts";
import type { Credentials, Facts } from "./facts.ts";
import { authenticate } from "./login.ts";
import type { Names } from "./names.ts";
import { type Introduction, register } from "./register.ts";

/** A channel made for one case, with the operator who made it. */
export interface Room {
  readonly room: string;
  readonly op: RawClient;
}

/** What a case has at hand: clients and names of its own, and ways to fail. */
export class Scene {
  readonly facts: Facts;
  readonly target: Target;
  readonly #names: Names;
  readonly #clients: RawClient[] = [];

  constructor(target: Target, facts: Facts, names: Names) {
    this.target = target;
    this.facts = facts;
    this.#names = names;
  }

  /** A nick nobody has had, of at most eight characters. */
  nick(): string {
    return this.#names.nick();
  }

  /** The name of a channel nobody is in. */
  channel(): string {
    return this.#names.channel();
  }

  /** A connection that has said nothing yet. */
  async connection(): Promise<RawClient> {
    const client = await RawClient.open(this.target);
    this.#clients.push(client);
    return client;
  }

  /** A registered client. */
  async client(as: Introduction & { readonly nick?: string } = {}): Promise<RawClient> {
    const client = await this.connection();
    await register(client, as.nick ?? this.nick(), as);
    return client;
  }

  /** A registered client that is logged in to the account the suite was given. */
  loggedIn(as: Introduction & { readonly nick?: string } = {}): Promise<RawClient> {
    return this.client({ ...as, account: this.account });
  }

  /** A registered client that has become an operator of the server. */
  async oper(): Promise<RawClient> {
    const credentials = this.facts.oper ?? this.skip("no operator credentials were given");
    const client = await this.client();
    const replies = await client.exchange(`OPER ${credentials.name} ${credentials.password}`);
    replies.first("381");
    return client;
  }

  /** The account the suite was given. */
  get account(): Credentials {
    return this.facts.account ?? this.skip("no account was given");
  }

  /** Logs in a registered client that has the sasl capability; no verdict where it is too late for that. */
  async logIn(client: RawClient): Promise<void> {
    const end = await authenticate(client, this.account);
    if (end.command !== "903") this.skip(`the server lets nobody log in after registration: ${end.raw}`);
  }

  /** A fresh channel with exactly these modes (and `-nt…` off), and the operator in it. */
  async room(modes = "", as: Introduction = {}): Promise<Room> {
    const op = await this.client(as);
    const room = this.channel();
    await op.exchange(`JOIN ${room}`);
    await op.exchange(`MODE ${room} -i-m-n-p-s-t`);
    if (modes !== "") await op.exchange(`MODE ${room} ${modes}`);
    return { room, op };
  }

  /** A registered client that is in the room; everybody has already seen it come. */
  async joined(room: string, as: Introduction & { readonly nick?: string } = {}): Promise<RawClient> {
    const client = await this.client(as);
    await this.enter(client, room);
    return client;
  }

  /** Lets a client join; everybody has already seen it come. */
  async enter(client: RawClient, ...rooms: readonly string[]): Promise<void> {
    for (const room of rooms) (await client.exchange(`JOIN ${room}`)).one("JOIN", room);
    await this.settleAll();
  }

  /** Lets every client of this case forget what it has heard so far. */
  async settleAll(): Promise<void> {
    const registered = this.#clients.filter((client) => client.nick !== "" && !client.gone);
    await Promise.all(registered.map((client) => client.settle()));
  }

  /** Fails the case unless both are the same. */
  equal<T>(actual: T, expected: T, what: string): void {
    if (isDeepStrictEqual(actual, expected)) return;
    throw new CaseFailure(`${what}: expected ${JSON.stringify(expected)}, was ${JSON.stringify(actual)}`);
  }

  /** Fails the case unless it is so. */
  check(isSo: boolean, what: string): void {
    if (!isSo) throw new CaseFailure(what);
  }

  /** Ends the case without a verdict. */
  skip(reason: string): never {
    throw new CaseSkipped(reason);
  }

  /** Drops every connection of this case. */
  close(): void {
    for (const client of this.#clients) client.vanish();
  }
}
