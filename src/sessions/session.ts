import type { Client, Registration } from "../commands/client.ts";
import { brokenCommand } from "../commands/command.ts";
import { type AskContext, isServerLine, type ServerLine } from "../commands/context.ts";
import { channelLines } from "../commands/history.ts";
import type { NodeControl } from "../commands/node-control.ts";
import type { NodeFacts } from "../commands/node-facts.ts";
import type { LinkCounts } from "../commands/node-statistics.ts";
import { welcome } from "../commands/welcome.ts";
import type { Request } from "../log/log.ts";
import { type Connection, type ConnectionListener, noConnection } from "../net/transport.ts";
import type { FramedLine } from "../protocol/framer.ts";
import type { Reply } from "../protocol/reply.ts";
import type { Channel } from "../world/channel.ts";
import type { SessionId } from "../world/ids.ts";
import type { User } from "../world/user.ts";
import type { World } from "../world/world.ts";
import type { Profile, Speaker } from "./codec.ts";
import { handleLine } from "./dispatch.ts";
import { Input, type Listening } from "./input.ts";
import { appendFrom, type SessionLimits, type SessionNode } from "./node.ts";
import { type Chunk, chunkOf, Outbox, type Wire } from "./outbox.ts";
import { Pulse } from "./pulse.ts";
import { type Lookup, newRegistration, nothingAsked, registerIfReady } from "./registering.ts";
import { Throttles } from "./throttles.ts";
import type { Scheduled } from "./timer-wheel.ts";
import type { Walker } from "./walks.ts";

// What no IRC client begins with, but a person who types a command.
const SLASH = 0x2f;
const none: ReadonlySet<string> = new Set();
// A long walk lets go after so many steps or milliseconds: everybody else waits meanwhile.
const stepsPerTurn = 1000;
const stepsPerLook = 8;
const walkMs = 5;
// How long a client may take to read its farewell before the connection is cut.
const farewellMs = 2000;

/** One client on this node: its lines in, what it is owed out, and the clocks that watch it. */
export class Session
  implements Client, AskContext, Speaker, ConnectionListener, Wire, Scheduled, Listening, Walker
{
  id: SessionId;
  connection: Connection;
  since = 0;
  profile: Profile;
  user: User | undefined = undefined;
  registration: Registration | undefined = undefined;
  capabilities: ReadonlySet<string> = none;
  capVersion = 0;
  currentRoom: string | undefined = undefined;
  /** True if the user has +D: delivery skips it. */
  deaf = false;
  /** The number of the last change delivered here: see Delivery. */
  mark = 0;
  /** What was found out about the client; `undefined` until the answers are there. */
  lookup: Lookup | undefined = undefined;
  wheelSlot = -1;
  wheelPlace = -1;
  readonly throttles = new Throttles();
  readonly input: Input;
  readonly #node: SessionNode;
  readonly #outbox: Outbox;
  readonly #pulse = new Pulse();
  #lines = 0;
  #receivedBytes = 0;
  /** Work that this session's input waits for: `prepare`, a password check. */
  #waiting = false;
  #producer: Iterator<Reply | ServerLine | undefined> | undefined = undefined;
  /** True while its turn in the queue of long walks is to come. */
  #walking = false;
  #state: "open" | "doomed" | "closed" = "closed";
  #offWire = true;
  /** True while the world, or the log, may still know the session. */
  #claimed = false;

  constructor(id: SessionId, connection: Connection, profile: Profile, node: SessionNode) {
    this.id = id;
    this.connection = connection;
    this.profile = profile;
    this.#node = node;
    this.#outbox = new Outbox(node.flusher, this);
    this.input = new Input(this, node.world.settings.utf8Only);
    this.begin(id, connection, profile);
  }

  /** Begins with a client. */
  begin(id: SessionId, connection: Connection, profile: Profile): void {
    this.id = id;
    this.connection = connection;
    this.profile = profile;
    this.since = this.now;
    this.registration = newRegistration();
    this.#state = "open";
    this.#offWire = false;
    this.#pulse.heard(this.since);
    this.input.begin(this.world.settings.utf8Only);
    connection.listener = this;
    this.#node.wheel.schedule(this, this.since + this.limits.registrationMs);
    this.#lookUp(id);
  }

  get world(): World {
    return this.#node.world;
  }

  get node(): NodeFacts {
    return this.#node.facts;
  }

  get limits(): SessionLimits {
    return this.#node.limits;
  }

  get control(): NodeControl {
    return this.#node.control;
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

  get isOpen(): boolean {
    return this.#state === "open";
  }

  get isWaiting(): boolean {
    return this.#waiting;
  }

  get listening(): boolean {
    // A person has no need to know that it takes a moment to come in.
    const entering = this.lookup === undefined && !this.profile.codec.answersPings;
    return this.#state === "open" && !this.#waiting && !this.#producer && !entering;
  }

  /** What has passed over the connection. */
  get traffic(): LinkCounts {
    const { behind, sentLines, sentBytes } = this.#outbox;
    return {
      sendq: behind,
      sentMessages: sentLines,
      sentBytes,
      receivedMessages: this.#lines,
      receivedBytes: this.#receivedBytes,
      since: this.since,
    };
  }

  received(chunk: Uint8Array): void {
    if (this.#state !== "open") return;
    this.#pulse.heard(this.now);
    this.#receivedBytes += chunk.length;
    if (chunk[0] === SLASH && this.#isNew) this.become(this.#node.console, true);
    this.input.push(chunk);
  }

  /** One line after the other, each only when the effect of the last is known. */
  handle(line: FramedLine): void {
    this.#lines += 1;
    if (this.#lines <= 2 && isOfBrowser(line)) return this.end("This is no web server");
    handleLine(this, this.#node, line);
    if (this.registration) registerIfReady(this, this.#node);
  }

  spent(): void {
    // Before registration nobody has a reason to say so much.
    if (this.registration) return this.end("Excess Flood");
    if (!this.#node.throttled.has(this)) this.#node.events.throttled(this);
    this.#node.throttled.add(this);
  }

  overflowed(): void {
    this.end("RecvQ exceeded");
  }

  /** Goes on after a pause for want of budget. */
  resume(): void {
    this.input.pump();
  }

  /** Owes the client a chunk; one that is too far behind is dropped. */
  send(chunk: Chunk): void {
    if (this.#state !== "open") return;
    if (this.#outbox.push(chunk) > this.limits.sendq) this.#drop("SendQ exceeded");
  }

  reply(reply: Reply): void {
    const text = this.profile.codec.reply(reply, this.node.name, this.nick);
    if (text !== undefined) this.send(chunkOf(text));
    if (reply.numeric.startsWith("ERR_") || reply.numeric === "RPL_TRYAGAIN")
      this.#node.events.refused(this, reply.numeric);
  }

  say(verb: string, ...params: readonly string[]): void {
    const text = this.profile.codec.say(this.node.name, verb, params);
    if (text !== undefined) this.send(chunkOf(text));
  }

  notice(text: string): void {
    this.say("NOTICE", this.nick, text);
  }

  stream(replies: Iterable<Reply | ServerLine | undefined>): void {
    const next = replies[Symbol.iterator]();
    this.#producer = this.#producer ? oneAfterTheOther(this.#producer, next) : next;
    if (this.#node.walks.isBusy) this.#walkOn();
    else this.#produce();
  }

  recall(channel: Channel): void {
    const { onJoin } = this.world.settings.history;
    const said = this.user && onJoin > 0 ? this.node.history.inChannel(channel, this.user, onJoin) : [];
    if (this.user && said.length > 0) this.stream(channelLines(channel, this.user, said, this.now));
  }

  setCapabilities(on: readonly string[], off: readonly string[]): void {
    const names = new Set([...this.capabilities, ...on]);
    for (const name of off) names.delete(name);
    this.capabilities = names;
  }

  ponged(): void {
    this.#pulse.heard(this.now);
  }

  /** Speaks another language from here on; who `hasSpoken` is answered next. */
  become(profile: Profile, hasSpoken: boolean): void {
    this.profile = profile;
    profile.codec.greet?.(this, hasSpoken);
  }

  get open(): boolean {
    return this.#node.admits(undefined) === true;
  }

  show(line: string): void {
    this.send(chunkOf(line));
  }

  enter(): void {
    registerIfReady(this, this.#node);
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
    if (this.#claimed) return this.append({ type: "left", reason });
    this.leave(`Closing Link: ${this.address} (${reason})`, reason);
  }

  /** Says the farewell and closes; the user is off the network, or never was on it. */
  leave(farewell: string, reason: string): void {
    this.#claimed = false;
    if (this.#state !== "closed") {
      this.say("ERROR", farewell);
      this.#state = "closed";
      this.#finish(reason);
      if (!this.#offWire) this.#sayGoodbye();
    }
    this.#releaseIfQuiet();
  }

  closed(reason: string): void {
    this.#offWire = true;
    this.#node.wheel.cancel(this);
    this.#outbox.clear();
    if (this.#state === "open") {
      this.#state = "closed";
      this.#finish(reason);
      if (this.#claimed) this.append({ type: "left", reason });
    }
    this.#releaseIfQuiet();
  }

  drained(): void {
    this.#outbox.drained();
    this.#walkOn();
  }

  write(text: string, ascii: boolean): boolean {
    return this.connection.write(text, ascii);
  }

  flushed(): void {
    this.#walkOn();
  }

  /** Goes on with the answer to a long question. */
  walk(): void {
    this.#walking = false;
    this.#produce();
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
    const deadline = this.since + this.limits.registrationMs;
    if (!this.registration) return this.#beat(now);
    if (now < deadline) return deadline;
    this.end("Registration timed out");
    return undefined;
  }

  /** Puts a request into the log. */
  append(request: Request): void {
    if (request.type === "register") this.#claimed = true;
    appendFrom(this.#node, this.id, this.#lines, request);
  }

  /** The log has not taken the session in. */
  unclaim(): void {
    this.#claimed = false;
  }

  /** The session's input waits for the work; nobody else's does. */
  wait<T>(work: Promise<T>, then: (outcome: T) => void, doing: string): void {
    this.#waiting = true;
    work
      .then((outcome) => {
        if (this.#state === "open") then(outcome);
      })
      .catch((error: unknown) => {
        this.#node.events.broke(error, doing);
        this.reply(brokenCommand(doing));
      })
      .finally(() => {
        this.#waiting = false;
        this.input.pump();
        this.#releaseIfQuiet();
      });
  }

  /** True for an IRC connection that has sent nothing yet. */
  get #isNew(): boolean {
    return this.#lines === 0 && this.input.isEmpty && this.profile.codec.answersPings;
  }

  #lookUp(id: SessionId): void {
    const found = this.#node.lookUp(this.connection);
    if (!(found instanceof Promise)) {
      this.lookup = found;
      return;
    }
    // Another client may have the session by the time the answers are there.
    const take = (lookup: Lookup) => {
      if (this.#state !== "open" || this.id !== id) return;
      this.lookup = lookup;
      registerIfReady(this, this.#node);
      this.input.pump();
    };
    found.then(take).catch((error: unknown) => {
      this.#node.events.broke(error, "lookup");
      take(nothingAsked);
    });
  }

  #beat(now: number): number | undefined {
    const { answersPings } = this.profile.codec;
    if (!answersPings || this.input.paused || this.#producer || this.#waiting) this.#pulse.excuse(now);
    const beat = this.#pulse.beat(now, this.limits);
    if (typeof beat === "number") return beat;
    if (beat === "ping") {
      this.say("PING", this.node.name);
      return now + this.limits.pongMs;
    }
    this.end(`Ping timeout: ${this.#pulse.silence(now)} seconds`);
    return undefined;
  }

  #sayGoodbye(): void {
    this.#outbox.flushLast();
    this.connection.end();
    this.#node.wheel.schedule(this, this.now + farewellMs);
  }

  // Marked here, gone at its place in the log: this is called while something is delivered.
  #drop(reason: string): void {
    this.#state = "doomed";
    this.#outbox.clear();
    if (this.#claimed) return this.append({ type: "left", reason });
    this.leave(`Closing Link: ${this.address} (${reason})`, reason);
  }

  #finish(reason: string): void {
    this.#producer = undefined;
    this.#node.throttled.delete(this);
    this.#node.events.ended(this, reason);
    this.#node.forget(this);
  }

  // Until wire, world and work have let go of it, the session belongs to its client.
  #releaseIfQuiet(): void {
    if (this.#state !== "closed" || !this.#offWire || this.#claimed || this.#waiting) return;
    if (this.connection === noConnection) return;
    this.connection.listener = undefined;
    this.#forgetClient();
    this.#node.release(this);
  }

  #forgetClient(): void {
    this.connection = noConnection;
    this.user = undefined;
    this.registration = undefined;
    this.capabilities = none;
    this.capVersion = 0;
    this.currentRoom = undefined;
    this.deaf = false;
    this.mark = 0;
    this.lookup = undefined;
    this.#lines = 0;
    this.#receivedBytes = 0;
    this.throttles.reset();
    this.input.reset();
    this.#outbox.reset();
  }

  #produce(): void {
    const producer = this.#producer;
    if (!producer) return;
    const half = this.limits.sendq / 2;
    const until = this.now + walkMs;
    for (let step = 1; this.#state === "open" && this.#outbox.behind < half; step += 1) {
      const { done, value } = producer.next();
      if (done) {
        this.#producer = undefined;
        return this.input.pump();
      }
      if (value !== undefined) this.#produced(value);
      if (step === stepsPerTurn || (step % stepsPerLook === 0 && this.now >= until)) {
        // Who asks for more than others pays for it.
        this.input.spend(1);
        return this.#walkOn();
      }
    }
  }

  #produced(line: Reply | ServerLine): void {
    if (isServerLine(line)) this.say(line.verb, ...line.params);
    else this.reply(line);
  }

  /** The walk goes on in its turn: others have long questions, too. */
  #walkOn(): void {
    if (!this.#producer || this.#walking) return;
    this.#walking = true;
    this.#node.walks.add(this);
  }
}

// A web page may have a browser send IRC in the body of a request: it ends where the request begins.
function isOfBrowser(line: FramedLine): boolean {
  return typeof line === "string" && /^[A-Z]+ \S+ HTTP\/\d|^Host: \S+$/i.test(line);
}

function* oneAfterTheOther<T>(first: Iterator<T>, second: Iterator<T>): Generator<T, void> {
  for (const producer of [first, second]) {
    for (let step = producer.next(); !step.done; step = producer.next()) yield step.value;
  }
}
