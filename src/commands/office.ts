import type { AppointedRequest, OfficeReview } from "../log/log.ts";
import { reply } from "../protocol/reply.ts";
import { accountOf } from "../world/account.ts";
import { changedSnomask, defaultSnomask } from "../world/snomasks.ts";
import type { OperGrant } from "../world/user.ts";
import { operatorModes } from "../world/user-modes.ts";
import { audit } from "./audit.ts";
import type { RunContext } from "./context.ts";
import type { OthersContext } from "./register-session.ts";
import { tellOperators } from "./tell-operators.ts";

/** Makes the user an operator, or one of another kind. */
export function takeOffice(ctx: RunContext<unknown>, grant: OperGrant): void {
  const { user } = ctx;
  const snomask = user.snomask || changedSnomask("", grant.snomask ?? defaultSnomask);
  const wanted = [...(grant.hidden ? ["H"] : []), "o", "s"];
  const modes = wanted.filter((letter) => !user.modes.includes(letter));
  ctx.commit({ type: "opered", user: user.id, by: user.identity, grant });
  ctx.reply(reply("RPL_YOUREOPER"));
  ctx.commit({
    type: "user-modes-changed",
    user: user.id,
    by: user.identity,
    modes: modes.map((letter) => ({ sign: "+", letter })),
    snomask,
  });
  ctx.reply(reply("RPL_SNOMASK", { mask: `+${snomask}` }));
  const named = grant.class === undefined ? grant.name : `${grant.name}, ${grant.class}`;
  tellOperators(ctx, "o", `${user.identity.prefix} is now an operator (${named})`);
}

/** Takes the office from the user, with all that only operators may have. */
function loseOffice(ctx: RunContext<unknown>, why: string): void {
  const { user } = ctx;
  const modes = [...user.modes].filter((letter) => letter === "o" || operatorModes.includes(letter));
  ctx.commit({
    type: "user-modes-changed",
    user: user.id,
    by: user.identity,
    modes: modes.map((letter) => ({ sign: "-", letter })),
    snomask: "",
  });
  ctx.notice(`*** You are no longer an operator: ${why}`);
  tellOperators(ctx, "o", `${user.identity.prefix} is no longer an operator: ${why}`);
}

/** Somebody is an operator by certificate or account, without asking for it. */
export function appoint(ctx: OthersContext, { user: id, grant }: AppointedRequest): void {
  const user = ctx.world.user(id);
  if (!user || user.oper) return;
  const theirs = ctx.inNameOf(user);
  takeOffice(theirs, grant);
  audit(theirs, { command: "OPER", target: grant.name, reason: "by itself", outcome: "done" });
}

/** An office that hangs on an account is lost with it. */
export function leaveAccountOffice(ctx: RunContext<unknown>): void {
  const { user, world } = ctx;
  const account = user.oper?.account;
  if (account !== undefined && account !== accountOf(world, user))
    loseOffice(ctx, "you have left the account");
}

/** The configuration says other things of operators who are in office. */
export function reviewOffices(ctx: OthersContext, reviews: readonly OfficeReview[]): void {
  for (const { user: id, was, grant } of reviews) {
    const user = ctx.world.user(id);
    // Who has taken another office meanwhile is not meant.
    if (!user || user.oper?.name !== was) continue;
    const theirs = ctx.inNameOf(user);
    if (grant === undefined) loseOffice(theirs, "the configuration has changed");
    else alterOffice(theirs, grant);
  }
}

function alterOffice(ctx: RunContext<unknown>, grant: OperGrant): void {
  const { user } = ctx;
  ctx.commit({ type: "opered", user: user.id, by: user.identity, grant });
  if (grant.hidden && !user.modes.includes("H")) {
    const modes = [{ sign: "+", letter: "H" }] as const;
    ctx.commit({ type: "user-modes-changed", user: user.id, by: user.identity, modes, snomask: undefined });
  }
  const { privileges, class: className } = grant;
  const may = privileges === undefined ? "everything" : privileges.join(", ") || "nothing";
  const named = className === undefined ? "" : ` as ${className}`;
  ctx.notice(`*** What you may do${named} has changed: ${may}`);
}
