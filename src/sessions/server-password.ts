import type { LoginVerdict } from "../accounts/logins.ts";
import { reply } from "../protocol/reply.ts";
import { takeAccount } from "./authenticating.ts";
import type { SessionNode } from "./node.ts";
import type { Session } from "./session.ts";

/**
 * Takes what PASS says. The server's password is what it is, whatever stands in it; any other text with a colon is
 * `account:password`, and logs in at once.
 */
export function givePassword(session: Session, node: SessionNode, text: string): void {
  const { registration } = session;
  if (!registration) return;
  registration.password = text;
  const colon = text.indexOf(":");
  // Where nobody has an account it is a password like any other.
  if (colon < 1 || node.mechanismsFor(session).length === 0) return;
  const claim = { account: text.slice(0, colon), password: text.slice(colon + 1) };
  session.pending.work(
    judge(session, node, text, claim),
    (verdict) => verdict && conclude(session, verdict),
    "PASS",
  );
}

async function judge(
  session: Session,
  node: SessionNode,
  text: string,
  claim: { readonly account: string; readonly password: string },
): Promise<LoginVerdict | undefined> {
  const isAwaited = () => session.isOpen;
  if (!session.open && (await node.admits(text, isAwaited))) return undefined;
  return await node.logIn({ type: "password", ...claim, address: session.address }, isAwaited);
}

const reasons = {
  wrong: "Bad Password",
  locked: "Your account is locked",
  "too-often": "Too many attempts, try again later",
  unavailable: "Nobody can log in right now, try again later",
} as const;

function conclude(session: Session, verdict: LoginVerdict): void {
  const { registration } = session;
  if (registration) registration.password = undefined;
  if ("account" in verdict) {
    if (registration) registration.device = verdict.device;
    return takeAccount(session, verdict.account);
  }
  session.reply(reply("ERR_PASSWDMISMATCH"));
  session.end(reasons[verdict.refused]);
}
