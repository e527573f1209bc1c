import { parseMark } from "../history/marks.ts";
import type { Sought } from "../history/reader.ts";
import type { Said } from "../history/said.ts";
import { parseTags } from "../protocol/message.ts";
import { type Reply, reply } from "../protocol/reply.ts";
import { channelSeenBy } from "../world/access.ts";
import { mayReadHistory } from "../world/access-history.ts";
import type { Talk } from "../world/place.ts";
import { historyPage } from "../world/settings.ts";
import { isRefusal, named } from "./args.ts";
import { defineCommand } from "./command.ts";
import type { AnswerStep, UserAskContext } from "./context.ts";
import { saidSteps } from "./history.ts";

/** Finds messages that were sent: proposal 496. */
export const search = defineCommand({
  name: "SEARCH",
  when: "registered",
  args: [named("attributes")],
  help: "Finds what you may read by in=, from=, text=, after=, before= and limit=, joined by semicolons.",
  cost: 5,
  negotiated: { capability: "draft/search", refusal: reply("FAIL_SEARCH_NOT_ENABLED") },
  ask(ctx, attributes) {
    const sought = soughtOf(ctx, parseTags(attributes));
    if (isRefusal(sought)) return ctx.reply(sought);
    ctx.after(ctx.node.history.search(ctx.user, sought), (found) => ctx.stream(foundSteps(ctx, found)));
  },
});

function soughtOf(ctx: UserAskContext, attributes: ReadonlyMap<string, string>): Sought | Reply {
  let sought: Sought = { limit: historyPage(ctx.world.settings) };
  for (const [name, value] of attributes) {
    const part = attributeOf(ctx, name, value);
    if (part === undefined)
      return reply("FAIL_SEARCH_INVALID_PARAMS", { given: name, reason: "Invalid parameters" });
    sought = { ...sought, ...part };
  }
  return sought;
}

/** What an attribute asks for; `undefined` if there is no such one, or its value is none. */
function attributeOf(ctx: UserAskContext, name: string, value: string): Partial<Sought> | undefined {
  switch (name) {
    case "in": {
      const talk = talkOf(ctx, value);
      return talk && { in: talk };
    }
    case "from":
      return value === "" ? undefined : { from: value };
    case "text":
      return value.trim() === "" ? undefined : { text: value };
    case "after":
    case "before": {
      const mark = parseMark(`timestamp=${value}`);
      return typeof mark === "object" && "at" in mark ? { [name]: mark.at } : undefined;
    }
    case "limit":
      return /^[1-9]\d{0,8}$/.test(value)
        ? { limit: Math.min(Number(value), historyPage(ctx.world.settings)) }
        : undefined;
    default:
      // message-tags.md: what is not known is ignored.
      return {};
  }
}

/** A channel one is not in is answered as one that is not there. */
function talkOf({ world, user }: UserAskContext, target: string): Talk | undefined {
  if (!target.startsWith("#")) {
    return world.userByNick(target) ?? (world.names.isNick(target) ? { absent: target } : undefined);
  }
  const channel = channelSeenBy(world, target, user);
  return channel && !mayReadHistory(channel, user) ? channel : undefined;
}

function* foundSteps(ctx: UserAskContext, found: readonly Said[]): Generator<AnswerStep> {
  yield { opens: "search", params: [] };
  for (const said of found) {
    // The answer takes as long as the client reads: it may have been put out meanwhile.
    if (mayStillRead(ctx, said)) yield* saidSteps(ctx, noticeTo, [said]);
  }
  yield { closes: "search" };
}

function mayStillRead({ world, user }: UserAskContext, { change }: Said): boolean {
  if (change.type !== "message-sent" || change.target.to !== "channel") return true;
  const channel = world.channels.get(change.target.channel);
  return channel !== undefined && !mayReadHistory(channel, user);
}

function noticeTo({ change }: Said): string {
  return change.type === "message-sent" ? change.target.name : "*";
}
