import type { LoginVerdict } from "../accounts/logins.ts";
import { namesOf } from "../accounts/mechanisms.ts";
import { SaslExchange, type SaslStep } from "../accounts/sasl-exchange.ts";
import { reply } from "../protocol/reply.ts";
import type { SessionNode } from "./node.ts";
import type { Session } from "./session.ts";

/** Takes what a client says with AUTHENTICATE: sasl-3.1.md, and the first response with it, proposal 520. */
export function authenticate(
  session: Session,
  node: SessionNode,
  data: string,
  initial: string | undefined,
): void {
  if (!session.capabilities.has("sasl")) {
    return session.reply(reply("ERR_SASLFAIL", { why: ": ask for the sasl capability first" }));
  }
  const { sasl } = session;
  if (sasl) return take(session, node, sasl, sasl.receive(data));
  if (data === "*") return session.reply(reply("ERR_SASLABORTED"));
  const mechanisms = node.mechanismsFor(session);
  const exchange = SaslExchange.begin(data, mechanisms);
  if (!exchange) {
    session.reply(reply("RPL_SASLMECHS", { mechanisms: namesOf(mechanisms).join(",") }));
    return session.reply(reply("ERR_SASLFAIL", { why: "" }));
  }
  take(session, node, exchange, initial === undefined ? exchange.first : exchange.receive(initial));
}

/** What was begun ends: registration goes on without it (sasl-3.1.md), or the capability is not in force any more. */
export function abortAuthentication(session: Session): void {
  if (!session.sasl) return;
  session.sasl = undefined;
  session.reply(reply("ERR_SASLABORTED"));
}

function take(session: Session, node: SessionNode, exchange: SaslExchange, step: SaslStep): void {
  // It is the session's while it waits for what the client says next, and only then.
  session.sasl = step.type === "continue" || step.type === "more" ? exchange : undefined;
  switch (step.type) {
    case "more":
      return;
    case "continue":
      for (const line of step.lines) session.show(`AUTHENTICATE ${line}`);
      return;
    case "refused":
      if (step.numeric !== "ERR_SASLFAIL") return session.reply(reply(step.numeric));
      return session.reply(reply("ERR_SASLFAIL", { why: "" }));
    case "work":
      return session.pending.work(step.next, (next) => take(session, node, exchange, next), "AUTHENTICATE");
    case "log-in": {
      const claim = { ...step.claim, address: session.address };
      const verdict = node.logIn(claim, () => session.isOpen);
      const goOn = (judged: LoginVerdict) => take(session, node, exchange, exchange.judged(judged));
      return session.pending.work(verdict, goOn, "AUTHENTICATE");
    }
    case "concluded":
      return conclude(session, step.verdict);
    default:
      return step satisfies never;
  }
}

const reasons = {
  wrong: "",
  "too-often": ": too many attempts, try again later",
  unavailable: ": nobody can log in right now, try again later",
} as const;

function conclude(session: Session, verdict: LoginVerdict): void {
  if ("refused" in verdict) {
    if (verdict.refused === "locked") return session.reply(reply("ERR_NICKLOCKED"));
    return session.reply(reply("ERR_SASLFAIL", { why: reasons[verdict.refused] }));
  }
  const { account, device } = verdict;
  if (session.registration) session.registration.device = device;
  takeAccount(session, account, true);
}

/** Logs a session in to an account, or out of its own; who is on the network, at a place in the log that all see. */
export function takeAccount(session: Session, account: string | undefined, bySasl = false): void {
  const { registration } = session;
  const named = account !== undefined && { account };
  if (!registration)
    return session.pending.append({ type: "login", ...named, ...(bySasl && { sasl: true }) });
  registration.account = account;
  const mask = `${session.nick}!${registration.username ?? "*"}@${session.host}`;
  if (account === undefined) return session.reply(reply("RPL_LOGGEDOUT", { mask }));
  session.reply(reply("RPL_LOGGEDIN", { mask, account }));
  if (bySasl) session.reply(reply("RPL_SASLSUCCESS"));
}
