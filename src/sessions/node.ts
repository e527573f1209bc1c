import type { LoginClaim, LoginVerdict } from "../accounts/logins.ts";
import type { Mechanism } from "../accounts/mechanism.ts";
import type { Offer } from "../caps/offer.ts";
import type { NodeControl } from "../commands/node-control.ts";
import type { NodeFacts } from "../commands/node-facts.ts";
import type { Commands } from "../commands/table.ts";
import type { LineRequest, Log } from "../log/log.ts";
import type { Message } from "../protocol/message.ts";
import type { Reply } from "../protocol/reply.ts";
import type { SessionId } from "../world/ids.ts";
import type { World } from "../world/world.ts";
import type { BudgetLimits } from "./budget.ts";
import type { Classes } from "./classes.ts";
import type { Codec } from "./codec.ts";
import type { CommandCounts } from "./command-counts.ts";
import type { Courier } from "./courier.ts";
import type { Listing } from "./listing.ts";
import type { Moderator } from "./moderator.ts";
import type { Monitors } from "./monitors.ts";
import type { NodeCounts } from "./node-counts.ts";
import type { Flusher } from "./outbox.ts";
import type { Profiles } from "./profiles.ts";
import type { LookUp } from "./registering.ts";
import type { Session } from "./session.ts";
import type { ThrottleLimits } from "./throttles.ts";
import type { TimerWheel } from "./timer-wheel.ts";
import type { Walks } from "./walks.ts";

/** What one client may cost this node. Times in ms, sizes in bytes. */
export interface SessionLimits {
  readonly sendq: number;
  readonly recvq: number;
  readonly registrationMs: number;
  readonly pingMs: number;
  readonly pongMs: number;
  /** `undefined`: no command budget. */
  readonly commands: BudgetLimits | undefined;
  readonly throttles: ThrottleLimits;
  /** How many channels it may join, if fewer than the network allows. */
  readonly channels: number | undefined;
}

/** What happens to sessions, for the log and the metrics. */
export interface SessionEvents {
  connected(session: Session): void;
  /** A client was not let in. */
  turnedAway(address: string, reason: string): void;
  registered(session: Session): void;
  /** Somebody comes in whose address is in a list. */
  listed(session: Session, listing: Listing): void;
  ended(session: Session, reason: string): void;
  refused(session: Session, numeric: string): void;
  /** The client has spent its budget: the server reads on when there is budget again. */
  throttled(session: Session): void;
  /** Something of ours threw. */
  broke(error: unknown, doing: string): void;
}

/** Judges who wants to log in: the one way, whatever the mechanism. `isAwaited`: it still matters. */
export type LogIn = (claim: LoginClaim, isAwaited: () => boolean) => Promise<LoginVerdict>;

/** May a peer at this address bring others, with this password? */
export type TrustGateway = (address: string, password: string, isAwaited: () => boolean) => Promise<boolean>;

/** A line as it may enter the log, or why it may not at all. */
export type Vetted = LineRequest | { readonly refusals: readonly Reply[] };

/** Looks at a client's line before it enters the log. */
export type Vet = (session: Session, request: LineRequest) => Vetted | Promise<Vetted>;

/** The node as its sessions see it: everything they share. */
export interface SessionNode {
  readonly world: World;
  readonly commands: Commands;
  readonly log: Log;
  readonly facts: NodeFacts;
  readonly control: NodeControl;
  readonly epoch: string;
  readonly flusher: Flusher;
  readonly wheel: TimerWheel;
  /** All that are here, registered or not. */
  readonly sessions: ReadonlyMap<SessionId, Session>;
  /** The sessions that answer a long question. */
  readonly walks: Walks;
  /** Those of whom no class is for. */
  readonly limits: SessionLimits;
  readonly classes: Classes;
  readonly events: SessionEvents;
  readonly commandCounts: CommandCounts;
  readonly counts: NodeCounts;
  /** The session budgets ran out of: looked at each tick. */
  readonly throttled: Set<Session>;
  /** How a client is written to that begins with a slash: for a person at a terminal. */
  readonly console: Codec;
  readonly profiles: Profiles;
  readonly courier: Courier;
  readonly monitors: Monitors;
  now(): number;
  /** Calls back at the end of the turn of the event loop. */
  endOfTurn(then: () => void): void;
  /** True if the password opens the server. `undefined` password: none was sent. `isAwaited`: it still matters. */
  admits(password: string | undefined, isAwaited?: () => boolean): boolean | Promise<boolean>;
  /** What a line is that speaks to a service, as a command of this node, or why it must not be said like this. */
  addressed(message: Message): Message | Reply | undefined;
  /** What the session may ask for. */
  offerTo(session: Session): Offer;
  readonly logIn: LogIn;
  /** What the session may log in with. */
  mechanismsFor(session: Session): readonly Mechanism[];
  readonly trustGateway: TrustGateway;
  readonly vet: Vet;
  /** Judges what is said before it is logged. */
  readonly moderator: Moderator;
  /** Counts a session for another address; a text says why it may not come from there. */
  movedTo(session: Session, address: string): string | undefined;
  /** The host that hides an address; none where real hosts are shown. */
  cloakOf(address: string): string | undefined;
  /** For how many minutes an address is known; 0 where that is not kept. */
  reputationOf(address: string): number;
  /** Asks who connected; without a promise where nobody is asked. */
  readonly lookUp: LookUp;
  /** The session has registered. */
  entered(session: Session): void;
  /** The session is over: forget it. */
  forget(session: Session): void;
  /** Nothing refers to the session any more: the next client may have it. */
  release(session: Session): void;
}
