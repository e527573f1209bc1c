import {
  isSameLimit,
  type LimitParam,
  type LimitRequest,
  parseLimitRequest,
} from "../protocol/limit-params.ts";
import { reply } from "../protocol/reply.ts";
import { cutToBytes, ownCopy } from "../protocol/text.ts";
import { maySetLimits } from "../world/access-modes.ts";
import { channel, rest } from "./args.ts";
import { defineCommand } from "./command.ts";

// Each is looked at for each member when one is told of them.
const mostLimits = 64;

/** Tells what limits its operators, such as bots, see to beside the modes of a channel: proposal 589. */
export const chanlimits = defineCommand({
  name: "CHANLIMITS",
  when: "registered",
  args: [channel, rest("limits")],
  help: "Tells all members of limits that you, an operator, see to: user:message=5/15, -user:message, or * for none.",
  cost: 3,
  run(ctx, channel, params) {
    const { user, world } = ctx;
    const refusal = maySetLimits(channel, user);
    if (refusal) return ctx.reply(refusal);
    const request = parseLimitRequest(params);
    if ("problem" in request) {
      // What is wrong may have been long.
      const problem = cutToBytes(request.problem, world.settings.limits.kickLength);
      return ctx.reply(reply("FAIL_CHANLIMITS_INVALID_PARAMS", { channel: channel.name, problem }));
    }
    const own = channel.askedLimits.filter(({ by }) => by === user.id).map(withoutOwner);
    const limits = after(request, own);
    if (channel.askedLimits.length - own.length + limits.length > mostLimits)
      return ctx.reply(reply("FAIL_CHANLIMITS_TOO_MANY", { channel: channel.name, most: mostLimits }));
    ctx.commit({ type: "flood-limits-set", channel: channel.key, user: user.id, limits });
  },
});

function withoutOwner({ scope, newFor, type, count, seconds }: LimitParam): LimitParam {
  return { scope, newFor, type, count, seconds };
}

/** The limits of a member after what they ask for. */
function after(
  request: Exclude<LimitRequest, { problem: string }>,
  own: readonly LimitParam[],
): readonly LimitParam[] {
  if (request.does === "clear") return [];
  const named = request.does === "set" ? request.limits : request.names;
  const kept = own.filter((limit) => !named.some((other) => isSameLimit(limit, other)));
  if (request.does === "remove") return kept;
  return [...kept, ...request.limits.map((limit) => ({ ...limit, type: ownCopy(limit.type) }))];
}
