import type { SaslExchange } from "../accounts/sasl-exchange.ts";
import { type ClientCapability, isInForce } from "../caps/capabilities.ts";
import type { Offer } from "../caps/offer.ts";
import { channelGreeting } from "../commands/channel-greeting.ts";
import type { Client, MonitorList, Registration, WebIrcClaim } from "../commands/client.ts";
import type { AnswerStep, AskContext } from "../commands/context.ts";
import { joinedSteps } from "../commands/metadata-sync.ts";
import { recall } from "../commands/missed.ts";
import type { NodeControl } from "../commands/node-control.ts";
import { persistenceStatus } from "../commands/persistence.ts";
import { hostParam } from "../commands/query-words.ts";
import { welcome } from "../commands/welcome.ts";
import type { Soon } from "../history/soon.ts";
import type { Request } from "../log/log.ts";
import type { Connection, ConnectionListener } from "../net/transport.ts";
import type { FramedLine } from "../protocol/framer.ts";
import type { Message } from "../protocol/message.ts";
import type { FoldedNick } from "../protocol/names.ts";
import type { Comer } from "../world/access-bans.ts";
import { historyPolicy } from "../world/access-history.ts";
import { mayReadKey } from "../world/access-metadata.ts";
import type { Channel } from "../world/channel.ts";
import type { SessionId } from "../world/ids.ts";
import type { SessionRecord, User } from "../world/user.ts";
import type { World } from "../world/world.ts";
import { showUser } from "./attaching.ts";
import { abortAuthentication, authenticate, takeAccount } from "./authenticating.ts";
import type { ConnectionClass } from "./classes.ts";
import { type ClientBatch, closeBatch, openBatch } from "./client-batch.ts";
import type { Codec, Speaker } from "./codec.ts";
import { comeThrough } from "./come-through.ts";
import { handleLine } from "./dispatch.ts";
import { greetIfPerson, isOfBrowser } from "./first-words.ts";
import { Input, type Listening } from "./input.ts";
import { Lifetime } from "./lifetime.ts";
import { LongReply } from "./long-reply.ts";
import type { SessionLimits, SessionNode } from "./node.ts";
import type { NodeCounts } from "./node-counts.ts";
import { type Chunk, type Debtor, Outbox } from "./outbox.ts";
import { Outgoing } from "./outgoing.ts";
import { Pending } from "./pending.ts";
import { askWho, comerOf, type Lookup, newRegistration, registerIfReady } from "./registering.ts";
import { givePassword } from "./server-password.ts";
import { Throttles } from "./throttles.ts";
import { Watch } from "./watch.ts";

const noKeys: ReadonlySet<string> = new Set();
const keptWords = "What is said here is kept, for those who may read it later.";

/** One client on this node: its lines in, what it is owed out, and the parts that see to the rest. */
export class Session
  extends Outgoing
  implements Client, AskContext, Speaker, ConnectionListener, Debtor, Listening
{
  id: SessionId;
  connection: Connection;
  /** Where the client comes from: the peer's address, or what a WebIRC gateway says of it. */
  address = "";
  tls = false;
  certfp: string | undefined = undefined;
  gateway: SessionRecord["gateway"] = undefined;
  since = 0;
  /** Whose limits it has; `undefined`: those of everybody. */
  class: ConnectionClass | undefined = undefined;
  user: User | undefined = undefined;
  registration: Registration | undefined = undefined;
  capVersion = 0;
  /** The nicks it MONITORs, by fold; made with the first. */
  monitored: Map<FoldedNick, string> | undefined = undefined;
  /** What it is being logged in with. */
  sasl: SaslExchange | undefined = undefined;
  /** The line that is being handled. */
  reading: Message | undefined = undefined;
  /** The batch it has opened and not closed. */
  batch: ClientBatch | undefined = undefined;
  subscriptions = noKeys;
  syncedAt = 0;
  currentRoom: string | undefined = undefined;
  /** True if the user has +D: delivery skips it. */
  deaf = false;
  /** The number of the last change delivered here: see Delivery. */
  mark = 0;
  /** What was found out about the client; `undefined` until the answers are there. */
  lookup: Lookup | undefined = undefined;
  /** Until the answers are there. */
  lookingUp: Promise<void> | undefined = undefined;
  readonly world: World;
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
  /** What PERSISTENCE STATUS said last. */
  #toldPersistence = "";

  constructor(id: SessionId, connection: Connection, codec: Codec, node: SessionNode) {
    super(codec, node);
    this.id = id;
    this.connection = connection;
    this.world = node.world;
    this.control = node.control;
    this.input = new Input(this);
    this.outbox = new Outbox(node.flusher, this);
    this.watch = new Watch(this, node);
    this.pending = new Pending(this, node);
    this.lifetime = new Lifetime(this, node);
    this.#node = node;
    this.#longReply = new LongReply(this, node);
    this.begin(id, connection, codec);
  }

  /** Begins with a client. */
  begin(id: SessionId, connection: Connection, codec: Codec): void {
    this.id = id;
    this.connection = connection;
    this.address = connection.address;
    this.tls = connection.tls;
    this.certfp = connection.certfp;
    this.profile = this.#node.profiles.of(codec);
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
    this.capVersion = 0;
    this.gateway = undefined;
    this.monitored = undefined;
    this.subscriptions = noKeys;
    this.syncedAt = 0;
    this.sasl = undefined;
    this.batch = undefined;
    this.response.reset();
    this.currentRoom = undefined;
    this.deaf = false;
    this.mark = 0;
    this.lookup = undefined;
    this.lookingUp = undefined;
    this.#toldPersistence = "";
    this.pending.reset();
    this.throttles.reset();
    this.input.reset();
    this.outbox.reset();
  }

  get limits(): SessionLimits {
    return this.class?.limits ?? this.#node.limits;
  }

  get mostChannels(): number | undefined {
    return this.limits.channels;
  }

  get counts(): NodeCounts {
    return this.#node.counts;
  }

  get utf8Only(): boolean {
    return this.world.settings.utf8Only;
  }

  get now(): number {
    return this.#node.now();
  }

  /** The host name that was found for the client, or its address. */
  get host(): string {
    return this.lookup?.host ?? hostParam(this.address);
  }

  /** The host it is shown with in place of that, where no account gives it another. */
  get cloak(): string | undefined {
    return this.#node.cloakOf(this.address);
  }

  async whenKnown(): Promise<Comer> {
    await this.lookingUp;
    return comerOf(this);
  }

  get nick(): string {
    return this.user?.nick ?? this.registration?.nick ?? "*";
  }

  /** True if the server lets everybody in; otherwise it wants a password. */
  get open(): boolean {
    return this.#node.admits(undefined) === true;
  }

  protected get hasMoreToSay(): boolean {
    return this.pending.isWaiting || this.#longReply.isRunning;
  }

  get isOpen(): boolean {
    return this.lifetime.isOpen;
  }

  get listening(): boolean {
    // A person has no need to know that it takes a moment to come in.
    const entering = this.lookup === undefined && !this.profile.codec.answersPings;
    return this.isOpen && !this.hasMoreToSay && !entering;
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
    this.beginAnswer();
    try {
      handleLine(this, this.#node, line);
    } finally {
      this.finishAnswer();
    }
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
    this.finishAnswer();
    this.resume();
  }

  /** Owes the client a chunk; one that is too far behind is dropped. */
  send(chunk: Chunk): void {
    if (this.outbox.push(chunk) <= this.limits.sendq) return;
    this.outbox.shut();
    this.end("SendQ exceeded", true);
  }

  protected refused(numeric: string): void {
    this.#node.events.refused(this, numeric);
  }

  stream(steps: Iterable<AnswerStep>): void {
    this.#longReply.give(steps);
  }

  after<T>(work: Soon<T>, then: (outcome: T) => void, gone?: (outcome: T) => void): void {
    if (work instanceof Promise) this.pending.work(work, then, this.reading?.command ?? "*", gone);
    else then(work);
  }

  /** True if the client wants to be told what a key says of somebody, and may be. */
  wants(key: string): boolean {
    if (!this.subscriptions.has(key) || !isInForce("draft/metadata-2", this.capabilities)) return false;
    return mayReadKey(this.world.settings.metadata, this.user, key);
  }

  /** Its user has come into a channel, from this session or from another. */
  entered(channel: Channel): void {
    if (!this.user) return;
    this.greetIn(channel);
    this.#tellKept(channel);
    if (this.subscriptions.size > 0)
      this.stream(joinedSteps({ world: this.world, user: this.user, client: this }, channel));
    recall(this, channel, this.user);
  }

  /** Shows what follows a JOIN of its user. */
  greetIn(channel: Channel): void {
    if (this.user) this.replyAll([...channelGreeting(channel, this.user, this)]);
  }

  /** Who joins is to know that their words outlast the moment. */
  #tellKept(channel: Channel): void {
    const { lines, notice } = this.world.settings.history;
    const isKept = lines > 0 && historyPolicy(this.world, channel) !== "none";
    if (notice && isKept && this.node.history.lasts) this.say("NOTICE", channel.name, keptWords);
  }

  /** Proposal 503: tells whether its user stays without it, if that is news. */
  tellPersistence(): void {
    const { user } = this;
    if (!user || user.identity.account === undefined || !this.capabilities.has("draft/persistence")) return;
    const status = persistenceStatus(this.world, user);
    if (status.join(" ") === this.#toldPersistence) return;
    this.#toldPersistence = status.join(" ");
    this.say("PERSISTENCE", ...status);
  }

  override setCapabilities(on: readonly ClientCapability[], off: readonly ClientCapability[]): void {
    super.setCapabilities(on, off);
    if (!this.capabilities.has("sasl")) abortAuthentication(this);
  }

  get offer(): Offer {
    return this.#node.offerTo(this);
  }

  get monitor(): MonitorList {
    return this.#node.monitors.listOf(this);
  }

  authenticate(data: string, initial: string | undefined): void {
    authenticate(this, this.#node, data, initial);
  }

  givePassword(text: string): void {
    givePassword(this, this.#node, text);
  }

  loggedIn(account: string | undefined): void {
    takeAccount(this, account);
  }

  openBatch(ref: string, type: string, params: readonly string[]): void {
    openBatch(this, this.#node, ref, type, params);
  }

  closeBatch(ref: string): void {
    closeBatch(this, this.#node, ref);
  }

  comeThrough(claim: WebIrcClaim): void {
    comeThrough(this, this.#node, claim);
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
    if (this.class) this.watch.again();
    this.#node.entered(this);
    welcome(this);
  }

  /** The session is one more of a user who was there; its client was last here at `seenAt`. */
  attached(user: User, seenAt: number | undefined): void {
    this.registered(user);
    this.currentRoom = [...user.channels.values()].at(-1)?.channel.name;
    showUser(this, user, seenAt);
  }

  /** Ends the session from the server's side; its client may have missed what it was sent since it was last heard. */
  end(reason: string, isLost = false): void {
    this.lifetime.end(reason, isLost ? this.watch.heardAt : undefined);
  }

  /** There is nothing more to do for the client. */
  ended(): void {
    this.#longReply.stop();
    this.batch?.end();
    this.#node.monitors.forget(this);
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
