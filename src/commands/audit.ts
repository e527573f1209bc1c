import { type Soon, soon } from "../history/soon.ts";
import { type Reply, replyWords } from "../protocol/reply.ts";
import type { AuditActor, AuditedAct, AuditRecord } from "../world/audit.ts";
import type { SessionRecord, User } from "../world/user.ts";
import type { AskContext, RunContext, UserAskContext } from "./context.ts";
import { type NoticeContext, tellOperators } from "./tell-operators.ts";

/** Writes down what the user has done with a privilege. */
export function audit(ctx: RunContext<unknown>, act: AuditedAct): void {
  writeAudit(ctx, { ...actorOf(ctx.user, ctx.session), ...act });
}

/** Writes down what somebody has done with a privilege, at its place in the log. */
export function writeAudit(
  ctx: NoticeContext & { readonly now: number },
  act: Omit<AuditRecord, "at">,
): void {
  ctx.commit({ type: "audited", by: ctx.server, record: { at: ctx.now, ...act } });
  tellOperators(ctx, "a", wordsOf(act));
}

/** Writes down that an operator wanted what they have no privilege for. */
export function auditRefusal(
  { control, client, user }: Pick<AskContext, "control" | "client" | "user">,
  command: string,
  refusal: Reply,
): void {
  if (user && refusal.numeric === "ERR_NOPRIVS")
    control.audit(actorOf(user, client), { command, outcome: replyWords(refusal) });
}

/** What comes of something is written down, if it is to be, whether whoever asked for it is still there or not. */
export function auditedOutcome<T>(
  { control, client, user }: Pick<UserAskContext, "control" | "client" | "user">,
  work: Soon<T>,
  actOf: (value: T) => AuditedAct | undefined,
): Soon<T> {
  // The session may be another client's by the time the work is done.
  const actor = actorOf(user, client);
  return soon(work, (value) => {
    const act = actOf(value);
    if (act) control.audit(actor, act);
    return value;
  });
}

/** The user as the audit log has them, at the session that acts. */
export function actorOf({ identity, oper }: User, { address }: Pick<SessionRecord, "address">): AuditActor {
  const { prefix: by, account } = identity;
  return { by, address, ...(account !== undefined && { account }), ...(oper && { oper: oper.name }) };
}

function wordsOf({ by, oper, command, target, reason, outcome }: Omit<AuditRecord, "at">): string {
  const who = oper === undefined ? by : `${by} (${oper})`;
  const why = reason === undefined || reason === "" ? "" : ` (${reason})`;
  return `${who} ${command}${target === undefined ? "" : ` ${target}`}${why}: ${outcome}`;
}
