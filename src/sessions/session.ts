import type { Client, Registration } from "../commands/client.ts";
import type { AskContext } from "../commands/context.ts";
import { channelLines } from "../commands/history.ts";
import type { NodeControl } from "../commands/node-control.ts";
import type { NodeFacts } from "../commands/node-facts.ts";
import { welcome } from "../commands/welcome.ts";
import type { Request } from "../log/log.ts";
import type { Connection, ConnectionListener } from "../net/transport.ts";
import type { FramedLine } from "../protocol/framer.ts";
import type { Reply } from "../protocol/reply.ts";
import type { Channel } from "../world/channel.ts";
import type { SessionId } from "../world/ids.ts";
import type { User } from "../world/user.ts";
import type { World } from "../world/world.ts";
import type { Profile, Speaker } from "./codec.ts";
import { handleLine } from "./dispatch.ts";
import { greetIfPerson, isOfBrowser } from "./first-words.ts";
import { Input, type Listening } from "./input.ts";
import { Lifetime } from "./lifetime.ts";
import { LongReply, type LongReplyStep } from "./long-reply.ts";
import type { SessionLimits, SessionNode } from "./node.ts";
import { type Chunk, chunkOf, chunkOfAll, type Debtor, Outbox } from "./outbox.ts";
import { Pending } from "./pending.ts";
import { askWho, type Lookup, newRegistration, registerIfReady } from "./registering.ts";
import { Throttles } from "./throttles.ts";
import { Watch } from "./watch.ts";

const none: ReadonlySet<string> = new Set();

/** One client on this node: its lines in, what it is owed out, and the parts that see to the rest. */
export class Session implements Client, AskContext, Speaker, ConnectionListener, Debtor, Listening {
  id: SessionId;
  connection: Connection;
  profile: Profile;
  since = 0;
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
  readonly world: World;
  readonly node: NodeFacts;
  readonly control: NodeControl;
  readonly client = this;
  readonly input: Input;
  readonly outbox: Outbox;
  readonly watch: Watch;
  readonly pending: Pending;
  readonly lifetime: Lifetime;
  readonly throttles = new Throttles();
  readonly #node: SessionNode;
  readonly #longReply: LongReply;

  constructor(id: SessionId, connection: Connection, profile: Profile, node: SessionNode) {
    this.id = id;
    this.connection = connection;
    this.profile = profile;
    this.world = node.world;
    this.node = node.facts;
    this.control = node.control;
    this.input = new Input(this);
    this.outbox = new Outbox(node.flusher, this);
    this.watch = new Watch(this, node);
    this.pending = new Pending(this, node);
    this.lifetime = new Lifetime(this, node);
    this.#node = node;
    this.#longReply = new LongReply(this, node);
    this.begin(id, connection, profile);
  }

  /** Begins with a client. */
  begin(id: SessionId, connection: Connection, profile: Profile): void {
    this.id = id;
    this.connection = connection;
    this.profile = profile;
    this.since = this.now;
    this.registration = newRegistration();
    this.lifetime.begin();
    this.watch.begin();
    this.input.begin();
    connection.listener = this;
    askWho(this, this.#node);
  }

  /** Forgets the client, for the next one. */
  forgetClient(): void {
    this.user = undefined;
    this.registration = undefined;
    this.capabilities = none;
    this.capVersion = 0;
    this.currentRoom = undefined;
    this.deaf = false;
    this.mark = 0;
    this.lookup = undefined;
    this.pending.reset();
    this.throttles.reset();
    this.input.reset();
    this.outbox.reset();
  }

  get limits(): SessionLimits {
    return this.#node.limits;
  }

  get utf8Only(): boolean {
    return this.world.settings.utf8Only;
  }

  get now(): number {
    return this.#node.now();
  }

  get address(): string {
    return this.connection.address;
  }

  get tls(): boolean {
    return this.connection.tls;
  }

  get nick(): string {
    return this.user?.nick ?? this.registration?.nick ?? "*";
  }

  /** True if the server lets everybody in; otherwise it wants a password. */
  get open(): boolean {
    return this.#node.admits(undefined) === true;
  }

  get isOpen(): boolean {
    return this.lifetime.isOpen;
  }

  get listening(): boolean {
    // A person has no need to know that it takes a moment to come in.
    const entering = this.lookup === undefined && !this.profile.codec.answersPings;
    return this.isOpen && !this.pending.isWaiting && !this.#longReply.isRunning && !entering;
  }

  /** True while the client cannot be heard, through no fault of its own. */
  get isHeldBack(): boolean {
    const { answersPings } = this.profile.codec;
    return !answersPings || this.input.paused || this.#longReply.isRead || this.pending.isWaiting;
  }

  received(chunk: Uint8Array): void {
    if (!this.isOpen) return;
    this.watch.heard();
    greetIfPerson(this, this.#node, chunk);
    this.input.push(chunk);
  }

  /** One line after the other, each only when the effect of the last is known. */
  handle(line: FramedLine): void {
    if (isOfBrowser(this, line)) return this.end("This is no web server");
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

  /** Goes on with what the client sent, after a pause. */
  resume(): void {
    this.input.pump();
  }

  settled(request: Request): void {
    this.pending.settled();
    if (request.type === "left") this.lifetime.leaveUnknown(request.reason);
    // Refused: the nick was taken meanwhile.
    if (request.type === "register" && this.registration) this.lifetime.unclaim();
    this.resume();
  }

  /** Owes the client a chunk; one that is too far behind is dropped. */
  send(chunk: Chunk): void {
    if (this.outbox.push(chunk) <= this.#node.limits.sendq) return;
    this.outbox.shut();
    this.end("SendQ exceeded");
  }

  replyAll(replies: readonly Reply[]): void {
    const { codec } = this.profile;
    const { nick } = this;
    const { name } = this.node;
    const lines: string[] = [];
    for (const reply of replies) {
      const line = codec.reply(reply, name, nick);
      if (line !== undefined) lines.push(line);
    }
    if (lines.length > 0) this.send(chunkOfAll(lines));
  }

  reply(reply: Reply): void {
    const text = this.profile.codec.reply(reply, this.node.name, this.nick);
    if (text !== undefined) this.show(text);
    if (reply.numeric.startsWith("ERR_") || reply.numeric === "RPL_TRYAGAIN")
      this.#node.events.refused(this, reply.numeric);
  }

  say(verb: string, ...params: readonly string[]): void {
    const text = this.profile.codec.say(this.node.name, verb, params);
    if (text !== undefined) this.show(text);
  }

  notice(text: string): void {
    this.say("NOTICE", this.nick, text);
  }

  show(line: string): void {
    this.send(chunkOf(line));
  }

  stream(replies: Iterable<LongReplyStep>): void {
    this.#longReply.give(replies);
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
    this.watch.heard();
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
    this.lifetime.end(reason);
  }

  /** There is nothing more to do for the client. */
  ended(): void {
    this.#longReply.stop();
    this.#node.throttled.delete(this);
  }

  closed(reason: string): void {
    this.lifetime.cut(reason);
  }

  drained(): void {
    this.outbox.drained();
    this.#longReply.goOn();
  }

  flushed(): void {
    this.#longReply.goOn();
  }
}
