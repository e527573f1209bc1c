import type { Mechanism } from "../accounts/mechanism.ts";
import type { Offer } from "../caps/offer.ts";
import type { NodeControl } from "../commands/node-control.ts";
import type { NodeFacts } from "../commands/node-facts.ts";
import type { Commands } from "../commands/table.ts";
import type { Log } from "../log/log.ts";
import type { Connection } from "../net/transport.ts";
import type { AccountKey } from "../world/account.ts";
import type { SessionId } from "../world/ids.ts";
import { closingWords } from "../world/server-ban.ts";
import type { World } from "../world/world.ts";
import { Admission, type AdmissionLimits } from "./admission.ts";
import { Advertising, type OfferSource } from "./advertising.ts";
import { Classes, type ConnectionClass } from "./classes.ts";
import { classify, leaveClass } from "./classifying.ts";
import type { Codec } from "./codec.ts";
import { CommandCounts } from "./command-counts.ts";
import { Courier } from "./courier.ts";
import { ircCodec } from "./irc-codec.ts";
import type { Moderator } from "./moderator.ts";
import { Monitors } from "./monitors.ts";
import type { LogIn, SessionEvents, SessionLimits, SessionNode, TrustGateway, Vet } from "./node.ts";
import { NodeCounts } from "./node-counts.ts";
import { Flusher } from "./outbox.ts";
import { Profiles } from "./profiles.ts";
import type { LookUp } from "./registering.ts";
import { Session } from "./session.ts";
import { TimerWheel } from "./timer-wheel.ts";
import { turnAway } from "./turn-away.ts";
import { Walks } from "./walks.ts";

/** What the sessions of a node are given from outside. */
export interface HostOptions {
  readonly world: World;
  readonly commands: Commands;
  readonly limits: SessionLimits;
  /** Whose limits are others; left out: nobody's. */
  readonly classes?: readonly ConnectionClass[];
  /** Who may connect; `undefined`: everybody. */
  readonly admission: AdmissionLimits | undefined;
  readonly events: SessionEvents;
  readonly epoch: string;
  now(): number;
  /** Calls back at the end of the turn of the event loop. */
  endOfTurn(then: () => void): void;
  admits(password: string | undefined, isAwaited?: () => boolean): boolean | Promise<boolean>;
  readonly lookUp: LookUp;
  cloakOf(address: string): string | undefined;
  reputationOf(address: string): number;
  readonly logIn: LogIn;
  /** The SASL mechanisms for who has shown a certificate of this fingerprint, or none; none where nobody can log in. */
  mechanismsFor(client: { readonly certfp: string | undefined }): readonly Mechanism[];
  readonly trustGateway: TrustGateway;
  /** What is offered to whom, as it is configured now. */
  offers(): OfferSource;
  readonly console: Codec;
  readonly addressed: SessionNode["addressed"];
  /** Looks at lines before they enter the log; left out: they enter as they are. */
  readonly vet?: Vet;
}

// Sessions kept for the next clients.
const mostIdle = 1024;

/** All sessions of this node, and what they share. */
export class SessionHost implements SessionNode {
  readonly world: World;
  readonly commands: Commands;
  limits: SessionLimits;
  readonly classes: Classes;
  readonly events: SessionEvents;
  readonly epoch: string;
  readonly flusher: Flusher;
  readonly wheel: TimerWheel;
  readonly walks: Walks;
  readonly commandCounts = new CommandCounts();
  readonly counts = new NodeCounts();
  readonly throttled = new Set<Session>();
  readonly console: Codec;
  readonly addressed: SessionNode["addressed"];
  readonly profiles = new Profiles();
  readonly courier: Courier;
  readonly monitors: Monitors;
  readonly logIn: LogIn;
  readonly mechanismsFor: HostOptions["mechanismsFor"];
  readonly trustGateway: TrustGateway;
  readonly vet: Vet;
  readonly sessions = new Map<SessionId, Session>();
  readonly now: () => number;
  readonly endOfTurn: (then: () => void) => void;
  readonly admits: (password: string | undefined, isAwaited?: () => boolean) => boolean | Promise<boolean>;
  readonly lookUp: LookUp;
  readonly cloakOf: HostOptions["cloakOf"];
  readonly reputationOf: HostOptions["reputationOf"];
  readonly #admission: Admission;
  readonly #advertising: Advertising;
  readonly #idle: Session[] = [];
  registeredCount = 0;
  mostCount = 0;
  #created = 0;
  #log: Log | undefined;
  #facts: NodeFacts | undefined;
  #control: NodeControl | undefined;
  #moderator: Moderator | undefined;

  constructor(options: HostOptions) {
    this.world = options.world;
    this.commands = options.commands;
    this.limits = options.limits;
    this.classes = new Classes(options.classes ?? []);
    this.events = this.counts.with(options.events);
    this.epoch = options.epoch;
    this.now = options.now;
    this.endOfTurn = options.endOfTurn;
    this.admits = options.admits;
    this.console = options.console;
    this.addressed = options.addressed;
    this.lookUp = options.lookUp;
    this.cloakOf = options.cloakOf;
    this.reputationOf = options.reputationOf;
    this.logIn = options.logIn;
    this.mechanismsFor = options.mechanismsFor;
    this.trustGateway = options.trustGateway;
    this.vet = options.vet ?? ((_, request) => request);
    this.courier = new Courier(options.epoch, this.counts);
    this.monitors = new Monitors(() => options.world.names);
    this.#advertising = new Advertising(options.world, options.offers);
    this.#admission = new Admission(options.admission);
    this.flusher = new Flusher(options.endOfTurn, this.counts);
    this.wheel = new TimerWheel(options.now());
    this.walks = new Walks(options.endOfTurn, options.now);
  }

  /** Gives the host the parts that themselves need it. */
  connect(log: Log, facts: NodeFacts, control: NodeControl, moderator: Moderator): void {
    this.#log = log;
    this.#facts = facts;
    this.#control = control;
    this.#moderator = moderator;
  }

  /** Connections taken since the start. */
  get created(): number {
    return this.#created;
  }

  get log(): Log {
    if (!this.#log) throw new Error("the host has no log yet");
    return this.#log;
  }

  get facts(): NodeFacts {
    if (!this.#facts) throw new Error("the host has no facts yet");
    return this.#facts;
  }

  get control(): NodeControl {
    if (!this.#control) throw new Error("the host has no control yet");
    return this.#control;
  }

  get moderator(): Moderator {
    if (!this.#moderator) throw new Error("the host has no moderator yet");
    return this.#moderator;
  }

  /** Holds clients to other limits from now on. */
  configure({
    limits,
    admission,
    classes = [],
  }: Pick<HostOptions, "limits" | "admission" | "classes">): void {
    this.limits = limits;
    this.#admission.configure(admission);
    this.classes.configure(classes);
    for (const session of this.sessions.values()) if (session.user) classify(session, this);
  }

  /** Takes a client in; `undefined` if it was told why not. */
  accept(connection: Connection, codec: Codec = ircCodec): Session | undefined {
    const { address } = connection;
    const refusal = this.#banOn(address) ?? this.#admission.enter(address, this.now());
    if (refusal !== undefined) {
      this.events.turnedAway(connection.address, refusal);
      turnAway(connection, codec, refusal, this);
      return undefined;
    }
    const session = this.#sessionFor(connection, codec);
    this.sessions.set(session.id, session);
    codec.greet?.(session, false);
    this.events.connected(session);
    return session;
  }

  #banOn(address: string): string | undefined {
    const ban = this.world.bans.onAddress(address, this.now(), this.cloakOf);
    return ban && closingWords(ban);
  }

  /** May one more from the address begin to shake hands? */
  mayShakeHands(address: string, shaking: number): boolean {
    return this.#admission.mayShakeHands(address, shaking);
  }

  #sessionFor(connection: Connection, codec: Codec): Session {
    this.#created += 1;
    const id = `${this.epoch}.${this.#created.toString(36)}` as SessionId;
    const idle = this.#idle.pop();
    if (!idle) return new Session(id, connection, codec, this);
    idle.begin(id, connection, codec);
    return idle;
  }

  offerTo(session: Session): Offer {
    return this.#advertising.offerTo(session);
  }

  /** The network is configured in another way: who has to know is told. */
  reconfigured(): void {
    this.#advertising.renew(this.sessions.values());
  }

  /** An account is nobody's to come in with any more: who has logged in to it and is not on the network yet is logged out. */
  lostAccount(account: AccountKey): void {
    const { names } = this.world;
    for (const session of this.sessions.values()) {
      const name = session.registration?.account;
      if (name !== undefined && names.fold(name) === account) session.loggedIn(undefined);
    }
  }

  movedTo(session: Session, address: string): string | undefined {
    const refusal = this.#admission.moved(session.address, address, this.now()) ?? this.#banOn(address);
    if (refusal !== undefined) this.events.turnedAway(address, refusal);
    return refusal;
  }

  entered(session: Session): void {
    this.registeredCount += 1;
    this.mostCount = Math.max(this.mostCount, this.registeredCount);
    this.events.registered(session);
  }

  forget(session: Session): void {
    if (!this.sessions.delete(session.id)) return;
    this.#admission.left(session.address);
    leaveClass(session, this);
    if (session.user) this.registeredCount -= 1;
  }

  release(session: Session): void {
    if (this.#idle.length < mostIdle) this.#idle.push(session);
  }

  /** Turns the clocks: deadlines are looked at, and who waited for budget goes on. */
  tick(): void {
    this.wheel.advance(this.now());
    const waiting = [...this.throttled];
    this.throttled.clear();
    for (const session of waiting) session.resume();
  }

  /** Where those come from who are on the network. */
  *addresses(): Generator<string> {
    for (const { user, address } of this.sessions.values()) if (user) yield address;
  }

  /** Ends every session with a notice and an ERROR. */
  endAll(reason: string): void {
    for (const session of [...this.sessions.values()]) {
      session.notice(reason);
      session.end(reason);
    }
  }
}
