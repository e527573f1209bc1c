import { parseMark, timestampOf } from "../history/marks.ts";
import { latest, type Mark, type Page } from "../history/page.ts";
import { nameOf, type TalkTarget } from "../history/reader.ts";
import { type Reply, reply } from "../protocol/reply.ts";
import { channelSeenBy } from "../world/access.ts";
import { mayReadHistory } from "../world/access-history.ts";
import type { Talk } from "../world/place.ts";
import { historyPage } from "../world/settings.ts";
import { isRefusal, named, rest } from "./args.ts";
import { defineCommand } from "./command.ts";
import type { AnswerStep, UserAskContext } from "./context.ts";
import { showPage } from "./history.ts";

/** What was said, a page at a time: chathistory.md. */
export const chathistory = defineCommand({
  name: "CHATHISTORY",
  when: "registered",
  args: [named("subcommand"), rest("target, mark or limit")],
  help: "Shows what was said LATEST, BEFORE, AFTER, AROUND or BETWEEN, a page at a time; or in which TARGETS.",
  cost: 2,
  negotiated: { capability: "draft/chathistory", refusal: reply("FAIL_HISTORY_NOT_ENABLED") },
  ask(ctx, given, params) {
    const subcommand = given.toUpperCase();
    const needed = parametersOf.get(subcommand);
    if (needed === undefined) return ctx.reply(invalid(given, "Unknown command"));
    if (params.length < needed) return ctx.reply(invalid(subcommand, "Insufficient parameters"));
    if (params.length > needed) return ctx.reply(invalid(subcommand, "Too many parameters"));
    const count = countOf(ctx, params.at(-1) ?? "");
    if (count === undefined) return ctx.reply(invalidParameter(subcommand, params.at(-1), "Invalid limit"));
    if (subcommand === "TARGETS") return showTargets(ctx, params, count);
    const [target = "", ...places] = params.slice(0, -1);
    const asked = { subcommand, target, places, count };
    const page = pageOf(asked);
    if (isRefusal(page)) return ctx.reply(page);
    showAsked(ctx, asked, page);
  },
});

/** How many parameters follow each subcommand. */
const parametersOf: ReadonlyMap<string, number> = new Map([
  ["LATEST", 3],
  ["BEFORE", 3],
  ["AFTER", 3],
  ["AROUND", 3],
  ["BETWEEN", 4],
  ["TARGETS", 3],
]);

interface Asked {
  readonly subcommand: string;
  readonly target: string;
  readonly places: readonly string[];
  readonly count: number;
}

function pageOf(asked: Asked): Page | Reply {
  const { subcommand, places, count } = asked;
  const [first = "", second = ""] = places;
  if (subcommand === "LATEST" && first === "*") return latest(count);
  const mark = markOf(asked, first);
  if (isRefusal(mark)) return mark;
  switch (subcommand) {
    case "BEFORE":
      return { asks: "before", mark, count };
    case "AFTER":
      return { asks: "after", mark, count };
    case "AROUND":
      return { asks: "around", mark, count };
    case "LATEST":
      return { asks: "latest", mark, count };
    default: {
      const end = markOf(asked, second);
      return isRefusal(end) ? end : { asks: "between", mark, end, count };
    }
  }
}

function markOf({ subcommand, target }: Asked, given: string): Mark | Reply {
  const mark = parseMark(given);
  if (mark === "unknown type") return reply("FAIL_HISTORY_INVALID_MSGREFTYPE", { subcommand, target, given });
  if (mark === "no time") return invalidParameter(subcommand, given, "Invalid timestamp");
  return mark;
}

function showAsked(ctx: UserAskContext, { subcommand, target, places }: Asked, page: Page): void {
  const talk = talkOf(ctx, target);
  if (!talk) return ctx.reply(reply("FAIL_HISTORY_INVALID_TARGET", { subcommand, target }));
  const noSuchMark = reply("FAIL_HISTORY_MESSAGE_ERROR", { subcommand, target, given: places.join(" ") });
  showPage(ctx, talk, page, () => ctx.reply(noSuchMark));
}

/** A channel one is not in has no more to show than one that is not there. */
function talkOf({ world, user, node }: UserAskContext, target: string): Talk | undefined {
  const channel = channelSeenBy(world, target, user);
  if (channel) return mayReadHistory(channel, user) ? undefined : channel;
  const other = world.userByNick(target);
  // What was said with somebody who is gone is kept for who has an account.
  const isKept = node.history.lasts && user.identity.account !== undefined;
  return other ?? (isKept && world.names.isNick(target) ? { absent: target } : undefined);
}

function showTargets(ctx: UserAskContext, [from = "", to = ""]: readonly string[], count: number): void {
  const [first, last] = [momentOf(from), momentOf(to)];
  if (first === undefined) return ctx.reply(invalidParameter("TARGETS", from, "Invalid timestamp"));
  if (last === undefined) return ctx.reply(invalidParameter("TARGETS", to, "Invalid timestamp"));
  ctx.after(ctx.node.history.targets(ctx.user, { from: first, to: last, count: count + 1 }), (found) => {
    const page = first <= last ? found.slice(0, count) : found.slice(-count);
    ctx.stream(targetSteps(page, found.length <= count));
  });
}

/** "They MUST be timestamps and not msgids." */
function momentOf(given: string): number | undefined {
  const mark = parseMark(given);
  return typeof mark === "object" && "at" in mark ? mark.at : undefined;
}

function* targetSteps(targets: readonly TalkTarget[], isEnd: boolean): Generator<AnswerStep> {
  yield { opens: "draft/chathistory-targets", params: [], isEnd };
  for (const { talk, at } of targets) {
    yield { verb: "CHATHISTORY", params: ["TARGETS", nameOf(talk), timestampOf(at)] };
  }
  yield { closes: "draft/chathistory-targets" };
}

function countOf({ world }: UserAskContext, given: string): number | undefined {
  return /^[1-9]\d{0,8}$/.test(given) ? Math.min(Number(given), historyPage(world.settings)) : undefined;
}

function invalid(subcommand: string, reason: string): Reply {
  return reply("FAIL_HISTORY_INVALID_PARAMS", { subcommand, reason });
}

function invalidParameter(subcommand: string, given: string | undefined, reason: string): Reply {
  return reply("FAIL_HISTORY_INVALID_PARAM", { subcommand, given: given ?? "*", reason });
}
