import type { Registration } from "../commands/client.ts";
import type { Connection } from "../net/transport.ts";
import { reply } from "../protocol/reply.ts";
import { cutToBytes, ownCopy } from "../protocol/text.ts";
import type { Comer } from "../world/access-bans.ts";
import type { SessionRecord } from "../world/user.ts";
import { admissionRefusals } from "./admission.ts";
import { abortAuthentication } from "./authenticating.ts";
import { enterClass } from "./classifying.ts";
import { type Listed, type Listing, refusalByList } from "./listing.ts";
import type { SessionNode } from "./node.ts";
import type { Session } from "./session.ts";

/** What was found out about a client from elsewhere. */
export interface Lookup {
  /** Its host name, confirmed by its address. */
  readonly host: string | undefined;
  /** Its user name as its own machine has it; `null` if that was asked and did not say. */
  readonly user: string | null | undefined;
  /** What lists of addresses say of its own; left out: none was asked. */
  readonly listed?: Listed | undefined;
  /** What a script has said of it. */
  readonly checked?: Listing | undefined;
}

/** Who is asked about, and by which ports their own machine knows the connection. */
export interface Peer extends Pick<Connection, "address" | "localAddress" | "remotePort" | "localPort"> {
  /** False for who came by the web: the ports are not theirs. */
  readonly isDirect: boolean;
}

/** Asks elsewhere who connected; without a promise where there is nothing to ask. */
export type LookUp = (peer: Peer) => Lookup | Promise<Lookup>;

/** Nothing was asked elsewhere. */
export const nothingAsked: Lookup = { host: undefined, user: undefined };

/** A client that has said nothing yet. */
export function newRegistration(): Registration {
  return {
    nick: undefined,
    username: undefined,
    realname: "",
    password: undefined,
    account: undefined,
    device: undefined,
    away: undefined,
    metadata: [],
    negotiating: false,
  };
}

/** Asks who has connected. */
export function askWho(session: Session, node: SessionNode): void {
  const { id, address } = session;
  const { localAddress, remotePort, localPort } = session.connection;
  const isDirect = session.gateway === undefined && session.connection.isDirect;
  session.lookup = undefined;
  const found = node.lookUp({ address, localAddress, remotePort, localPort, isDirect });
  if (!(found instanceof Promise)) {
    session.lookup = found;
    return;
  }
  // Another client may have the session by the time the answers are there.
  const take = (lookup: Lookup) => {
    if (!session.isOpen || session.id !== id || session.address !== address) return;
    session.lookup = lookup;
    if (lookup.listed) node.counts.addListed(lookup.listed);
    registerIfReady(session, node);
    session.resume();
  };
  session.lookingUp = found.then(take).catch((error: unknown) => {
    node.events.broke(error, "lookup");
    take(nothingAsked);
  });
}

/** Brings the client onto the network once it has said all it must, and all that is asked elsewhere is known. */
export function registerIfReady(session: Session, node: SessionNode): void {
  const { registration } = session;
  if (!registration || session.pending.isWaiting || !session.isOpen || !session.lookup) return;
  const { nick, username, negotiating, password } = registration;
  if (nick === undefined || username === undefined || negotiating) return;
  abortAuthentication(session);
  // Who has an account of this server is known to it: its password is for strangers.
  const admitted = registration.account !== undefined || node.admits(password, () => session.isOpen);
  if (typeof admitted === "boolean") return register(session, node, admitted);
  session.pending.work(admitted, (verdict) => register(session, node, verdict), "PASS");
}

function register(session: Session, node: SessionNode, admitted: boolean): void {
  const { registration } = session;
  if (!registration) return;
  if (!admitted) {
    session.reply(reply("ERR_PASSWDMISMATCH"));
    return session.end("Bad Password");
  }
  const { nick, username, realname, account, device, metadata } = registration;
  if (nick === undefined || username === undefined) return;
  if (session.world.settings.accountRequired && account === undefined) return turnAwayStranger(session);
  const listed = refusalByList(session, comerOf(session), node);
  if (listed) {
    session.reply(listed.answer);
    return session.end(listed.farewell);
  }
  if (!node.moderator.admits(session, registration)) return;
  const refusal = enterClass(session, node);
  if (refusal !== undefined) {
    node.events.turnedAway(session.address, admissionRefusals.class);
    return session.end(refusal);
  }
  // Until the log has taken the session in, the nick is not its own.
  registration.nick = undefined;
  const { away } = registration;
  session.lifetime.claim();
  session.pending.append({
    type: "register",
    nick: ownCopy(nick),
    username: ownCopy(shownUser(session, username)),
    realname: ownCopy(realname),
    ...(account === undefined ? {} : { account }),
    ...(away === undefined ? {} : { away }),
    ...(metadata.length === 0 ? {} : { metadata }),
    session: recordOf(session, node, device),
  });
}

/** Who is about to come, as far as they have said. */
export function comerOf(session: Session): Comer {
  const { registration } = session;
  const { username, realname = "", account } = registration ?? {};
  const shown = username === undefined ? "" : shownUser(session, username);
  return { username: shown, realname, account, session };
}

// account-registration.md: in response to the end of registration, if that cannot proceed.
function turnAwayStranger(session: Session): void {
  const reason = session.control.maySignUpEarly
    ? "Only accounts come in here: log in with SASL, or register one with REGISTER"
    : "Only accounts come in here: log in with SASL, or with PASS account:password";
  session.reply(reply("FAIL_ACCOUNT_REQUIRED", { reason }));
  session.end("An account is required");
}

// RFC 1413: a name the client's machine vouches for stands bare, one it was asked for and did not is marked.
function shownUser(session: Session, username: string): string {
  const asked = session.lookup?.user;
  if (asked === undefined) return username;
  const { names, settings } = session.world;
  const cut = (name: string) => cutToBytes(name, settings.limits.userLength);
  const vouched = asked === null ? undefined : cut(asked);
  return vouched !== undefined && names.isUser(vouched) ? vouched : cut(`~${username}`);
}

function recordOf(session: Session, node: SessionNode, device: string | undefined): SessionRecord {
  const { cloak } = session;
  return {
    id: session.id,
    node: session.node.name,
    epoch: node.epoch,
    address: session.address,
    host: session.host,
    ...(cloak !== undefined && { cloak }),
    tls: session.tls,
    certfp: session.certfp,
    ...(device !== undefined && { device: ownCopy(device) }),
    ...(session.gateway && { gateway: session.gateway }),
    since: session.now,
  };
}
