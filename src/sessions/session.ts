import { isRefusal } from "../commands/args.ts";
import type { Client, Registration } from "../commands/client.ts";
import type { Command } from "../commands/command.ts";
import type { AskContext, PrepareContext } from "../commands/context.ts";
import { admit } from "../commands/gate.ts";
import type { NodeFacts } from "../commands/node-facts.ts";
import { brokenCommand } from "../commands/register-session.ts";
import { welcome } from "../commands/welcome.ts";
import type { Connection, ConnectionListener } from "../net/transport.ts";
import { type FramedLine, LineFramer } from "../protocol/framer.ts";
import { type Message, parseMessage } from "../protocol/message.ts";
import { type Reply, reply } from "../protocol/reply.ts";
import { ownCopy } from "../protocol/text.ts";
import type { SessionId } from "../world/ids.ts";
import type { SessionRecord, User } from "../world/user.ts";
import type { World } from "../world/world.ts";
import { Budget } from "./budget.ts";
import type { Profile } from "./codec.ts";
import { appendFrom, type SessionNode } from "./node.ts";
import { type Chunk, chunkOf, Outbox, type Wire } from "./outbox.ts";
import type { Scheduled } from "./timer-wheel.ts";

const none: ReadonlySet<string> = new Set();
// How long a client may take to read its farewell before the connection is cut.
const farewellMs = 2000;

/** One client on this node: its lines in, what it is owed out, and the clocks that watch it. */
export class Session implements Client, AskContext, ConnectionListener, Wire, Scheduled {
  readonly id: SessionId;
  readonly connection: Connection;
  readonly since: number;
  profile: Profile;
  user: User | undefined = undefined;
  registration: Registration | undefined;
  capabilities: ReadonlySet<string> = none;
  capVersion = 0;
  currentRoom: string | undefined = undefined;
  /** True if the user has +D: delivery skips it. */
  deaf = false;
  /** The number of the last change delivered here: see Delivery. */
  mark = 0;
  readonly #node: SessionNode;
  readonly #outbox: Outbox;
  readonly #framer: LineFramer;
  readonly #budget: Budget | undefined;
  #lines = 0;
  #heardAt: number;
  #pinged = false;
  /** True while `prepare` or a password check works: the next line waits. */
  #preparing = false;
  #producer: Iterator<Reply> | undefined = undefined;
  #pumping = false;
  #paused = false;
  #state: "open" | "doomed" | "closed" = "open";

  constructor(id: SessionId, connection: Connection, profile: Profile, node: SessionNode) {
    this.id = id;
    this.connection = connection;
    this.profile = profile;
    this.#node = node;
    this.#outbox = new Outbox(node.flusher, this);
    this.#framer = new LineFramer({ utf8Only: node.world.settings.utf8Only });
    this.since = node.now();
    this.#budget = node.limits.commands && new Budget(node.limits.commands, this.since);
    this.#heardAt = this.since;
    this.registration = {
      nick: undefined,
      username: undefined,
      realname: "",
      password: undefined,
      negotiating: false,
    };
    connection.listener = this;
    node.wheel.schedule(this, this.since + node.limits.registrationMs);
  }

  get world(): World {
    return this.#node.world;
  }

  get node(): NodeFacts {
    return this.#node.facts;
  }

  get now(): number {
    return this.#node.now();
  }

  get client(): Client {
    return this;
  }

  get address(): string {
    return this.connection.address;
  }

  get tls(): boolean {
    return this.connection.tls;
  }

  /** The nick the client is addressed by: `*` before it has one. */
  get nick(): string {
    return this.user?.nick ?? this.registration?.nick ?? "*";
  }

  /** Bytes came. */
  received(chunk: Uint8Array): void {
    this.#heardAt = this.now;
    this.#pinged = false;
    if (this.#state !== "open") return;
    this.#framer.push(chunk);
    this.#pump();
  }

  /** Owes the client a chunk; one that is too far behind is dropped. */
  send(chunk: Chunk): void {
    if (this.#state !== "open") return;
    if (this.#outbox.push(chunk) > this.#node.limits.sendq) this.#drop("SendQ exceeded");
  }

  reply(reply: Reply): void {
    const text = this.profile.codec.reply(reply, this.node.name, this.nick);
    if (text !== undefined) this.send(chunkOf(text));
    if (reply.numeric.startsWith("ERR_")) this.#node.events.refused(this, reply.numeric);
  }

  say(verb: string, ...params: readonly string[]): void {
    const text = this.profile.codec.say(this.node.name, verb, params);
    if (text !== undefined) this.send(chunkOf(text));
  }

  notice(text: string): void {
    this.say("NOTICE", this.nick, text);
  }

  stream(replies: Iterable<Reply>): void {
    this.#producer = replies[Symbol.iterator]();
    this.#produce();
  }

  setCapabilities(on: readonly string[], off: readonly string[]): void {
    const names = new Set([...this.capabilities, ...on]);
    for (const name of off) names.delete(name);
    this.capabilities = names;
  }

  ponged(): void {
    this.#pinged = false;
  }

  /** The world has taken this session's user in. */
  registered(user: User): void {
    this.user = user;
    this.registration = undefined;
    this.#node.entered(this);
    welcome(this);
  }

  /** Ends the session from the server's side. */
  end(reason: string): void {
    if (this.#state !== "open") return;
    if (this.user) return this.#append({ type: "left", reason });
    this.leave(`Closing Link: ${this.address} (${reason})`, reason);
  }

  /** Says the farewell and closes; the user is off the network, or never was on it. */
  leave(farewell: string, reason: string): void {
    if (this.#state === "closed") return;
    this.say("ERROR", farewell);
    this.#state = "closed";
    this.#outbox.flush();
    this.connection.end();
    this.#finish(reason);
    this.#node.wheel.schedule(this, this.now + farewellMs);
  }

  closed(reason: string): void {
    if (this.#state === "closed") return;
    this.#state = "closed";
    this.#outbox.clear();
    if (this.user) this.#append({ type: "left", reason });
    this.#finish(reason);
  }

  drained(): void {
    this.#outbox.drained();
    this.#produce();
  }

  write(text: string, ascii: boolean): boolean {
    return this.connection.write(text, ascii);
  }

  flushed(): void {
    if (this.#producer) this.#produce();
  }

  get unsent(): number {
    return this.connection.unsent;
  }

  /** Looks at the clocks: registration, ping, farewell. */
  due(now: number): number | undefined {
    if (this.#state === "closed") {
      this.connection.destroy();
      return undefined;
    }
    const { registrationMs, pingMs, pongMs } = this.#node.limits;
    if (this.registration) {
      const deadline = this.since + registrationMs;
      if (now < deadline) return deadline;
      this.end("Registration timed out");
      return now + farewellMs;
    }
    // While the server is the one that keeps the client waiting, its silence proves nothing.
    if (this.#paused || this.#producer) this.#heardAt = now;
    if (!this.#pinged) {
      if (now < this.#heardAt + pingMs) return this.#heardAt + pingMs;
      this.#pinged = true;
      this.say("PING", this.node.name);
      return now + pongMs;
    }
    const deadline = this.#heardAt + pingMs + pongMs;
    if (now < deadline) return deadline;
    this.end(`Ping timeout: ${Math.round((now - this.#heardAt) / 1000)} seconds`);
    return now + farewellMs;
  }

  /** Goes on after a pause for want of budget. */
  resume(): void {
    this.#pump();
  }

  #drop(reason: string): void {
    this.#state = "doomed";
    this.#outbox.clear();
    this.#append({ type: "left", reason });
  }

  #finish(reason: string): void {
    this.#producer = undefined;
    this.#node.throttled.delete(this);
    this.#node.events.ended(this, reason);
    this.#node.forget(this);
  }

  // One line after the other, each only when the effect of the last is known.
  #pump(): void {
    if (this.#pumping) return;
    this.#pumping = true;
    try {
      while (this.#mayHandle()) {
        const line = this.#framer.next();
        if (line === undefined) break;
        this.#handle(line);
      }
    } finally {
      this.#pumping = false;
    }
    this.#pauseOrResume();
  }

  #mayHandle(): boolean {
    if (this.#state !== "open" || this.#preparing || this.#producer) return false;
    const { commands } = this.#node.limits;
    if (!commands || !this.#budget || this.#budget.maySpend(commands, this.now)) return true;
    if (this.registration) {
      this.end("Excess Flood");
      return false;
    }
    this.#node.throttled.add(this);
    return false;
  }

  /** Reading stops while more waits than recvq holds; it is the kernel's turn to hold the client back. */
  #pauseOrResume(): void {
    const full = this.#state === "open" && this.#framer.buffered > this.#node.limits.recvq;
    if (full === this.#paused) return;
    this.#paused = full;
    if (full) this.connection.pause();
    else this.connection.resume();
  }

  #handle(line: FramedLine): void {
    this.#lines += 1;
    if (typeof line !== "string") return this.#refuseLine(line.problem);
    const message = parseMessage(line);
    if (!message) return this.#budget?.spend(1);
    const command = admit(this.#node.commands, message, this.user);
    if (isRefusal(command)) {
      this.#budget?.spend(1);
      return this.reply(command);
    }
    this.#budget?.spend(command.cost);
    try {
      this.#dispatch(command, message);
    } catch (error) {
      this.#node.events.broke(error, command.name);
      this.reply(brokenCommand(command.name));
    }
    if (this.registration) this.#registerIfReady();
  }

  #refuseLine(problem: string): void {
    this.#budget?.spend(1);
    if (problem === "too-long") return this.reply(reply("ERR_INPUTTOOLONG"));
    this.say(
      "FAIL",
      "*",
      problem === "invalid-utf8" ? "INVALID_UTF8" : "INVALID_MESSAGE",
      lineProblems[problem] ?? problem,
    );
  }

  #dispatch(command: Command, message: Message): void {
    if (!this.user || !command.changes(message)) return command.ask?.(this, message.params);
    if (command.prepare) return this.#prepare(command, message);
    this.#appendLine(message, undefined);
  }

  #appendLine({ command, params }: Message, prepared: unknown): void {
    this.#append({
      type: "line",
      message: { command, params },
      ...(prepared === undefined ? {} : { prepared }),
    });
  }

  #prepare(command: Command, message: Message): void {
    if (!command.prepare || !hasUser(this)) return;
    const proceed = (outcome: unknown) => {
      if (isRefusal(outcome)) this.reply(outcome);
      else this.#appendLine(message, outcome);
    };
    this.#wait(command.prepare(this, message.params), proceed, command.name);
  }

  /** The session's input waits for the work; nobody else's does. */
  #wait<T>(work: Promise<T>, then: (outcome: T) => void, doing: string): void {
    this.#preparing = true;
    work
      .then((outcome) => {
        if (this.#state === "open") then(outcome);
      })
      .catch((error: unknown) => {
        this.#node.events.broke(error, doing);
        this.reply(brokenCommand(doing));
      })
      .finally(() => {
        this.#preparing = false;
        this.#pump();
      });
  }

  #registerIfReady(): void {
    const { registration } = this;
    if (!registration || this.#preparing || this.#state !== "open") return;
    const { nick, username, negotiating, password } = registration;
    if (nick === undefined || username === undefined || negotiating) return;
    const admitted = this.#node.admits(password);
    if (typeof admitted === "boolean") return this.#register(admitted);
    this.#wait(admitted, (verdict) => this.#register(verdict), "PASS");
  }

  #register(admitted: boolean): void {
    const { registration } = this;
    if (!registration) return;
    if (!admitted) {
      this.reply(reply("ERR_PASSWDMISMATCH"));
      return this.end("Bad Password");
    }
    const { nick, username, realname } = registration;
    if (nick === undefined || username === undefined) return;
    const session: SessionRecord = {
      id: this.id,
      node: this.node.name,
      address: this.address,
      host: this.address,
      tls: this.tls,
      certfp: this.connection.certfp,
    };
    // RFC 1413 was not asked: the name is the client's own word.
    const shown = ownCopy(username);
    this.#append({
      type: "register",
      nick: ownCopy(nick),
      username: shown,
      realname: ownCopy(realname),
      session,
    });
    // Refused at its place in the log: the nick was taken meanwhile.
    if (this.registration) this.registration.nick = undefined;
  }

  #produce(): void {
    const producer = this.#producer;
    if (!producer) return;
    const half = this.#node.limits.sendq / 2;
    while (this.#state === "open" && this.#outbox.behind < half) {
      const { done, value } = producer.next();
      if (done) {
        this.#producer = undefined;
        return this.#pump();
      }
      this.reply(value);
    }
  }

  #append(request: Parameters<typeof appendFrom>[3]): void {
    appendFrom(this.#node, this.id, this.#lines, request);
  }
}

function hasUser(session: Session): session is Session & PrepareContext {
  return session.user !== undefined;
}

const lineProblems: Readonly<Record<string, string>> = {
  "bare-cr": "A carriage return stands inside the line",
  nul: "A NUL stands inside the line",
  "invalid-utf8": "The line is not UTF-8",
};
