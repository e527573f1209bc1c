import { reply } from "../protocol/reply.ts";
import { mayBearNick, mayChangeNick, mayLeaveAccountNick, mayTakeNick } from "../world/access-nicks.ts";
import { mayBeOwnNick, userToAttachTo } from "../world/access-sessions.ts";
import { changedIdentity } from "../world/identity.ts";
import { named, optional } from "./args.ts";
import type { Registration } from "./client.ts";
import { defineCommand } from "./command.ts";
import type { AskContext, RunContext } from "./context.ts";
import { mindingAkicks } from "./keep-out.ts";
import { tellOperators } from "./tell-operators.ts";

/** Chooses a nick when connecting, or takes another one. */
export const nick = defineCommand({
  name: "NICK",
  when: "any",
  args: [optional(named("nickname"))],
  help: "Takes a nickname.",
  cost: 2,
  throttle: "nick",
  tooOften: ([wanted = ""], seconds) => reply("ERR_NICKTOOFAST", { nick: wanted, seconds: String(seconds) }),
  ask(ctx, wanted = "") {
    // While it registers, only the session knows the nick: one entry claims it at the end.
    const { registration } = ctx.client;
    if (!registration) return;
    // Whose it is, the entry decides: they may still log in, with SASL or PASS.
    const refusal = mayBearNick(ctx.world, wanted, undefined, ctx.now);
    const isOwn = refusal?.numeric === "ERR_NICKNAMEINUSE" && mayTurnOutOwn(ctx, registration, wanted);
    if (refusal && !isOwn) return ctx.reply(refusal);
    registration.nick = wanted;
  },
  run(ctx, wanted = "") {
    const { user, world } = ctx;
    const refusal =
      mayTakeNick(world, wanted, user) ??
      mayLeaveAccountNick(world, user, wanted) ??
      mayChangeNick(world, user);
    if (refusal) return ctx.reply(refusal);
    changeNick(ctx, wanted);
  },
});

/** True if the nick is one's own as far as can be known: who logs in, or may do so yet, can be one more session of it. */
function mayTurnOutOwn({ world }: AskContext, registration: Registration, wanted: string): boolean {
  const { account, negotiating, password } = registration;
  if (account !== undefined) return userToAttachTo(world, account, wanted) !== undefined;
  return (negotiating || password !== undefined) && mayBeOwnNick(world, wanted);
}

/** Gives the user another nick, if it is another. */
export function changeNick(ctx: RunContext<unknown>, wanted: string): void {
  const { identity, id } = ctx.user;
  if (wanted === identity.nick) return;
  const next = changedIdentity(identity, { nick: wanted });
  mindingAkicks(ctx, ctx.user, () =>
    ctx.commit({ type: "nick-changed", user: id, by: identity, identity: next, at: ctx.now }),
  );
  tellOperators(ctx, "n", `${identity.prefix} is now ${wanted}`);
}
