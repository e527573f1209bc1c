import type { CapabilityName } from "../caps/capabilities.ts";
import { latest, type Page, type PageOf } from "../history/page.ts";
import type { Said } from "../history/said.ts";
import { saidLines } from "../history/said-text.ts";
import { type Reply, reply } from "../protocol/reply.ts";
import { channelSeenBy } from "../world/access.ts";
import { mayReadHistory } from "../world/access-history.ts";
import { Channel } from "../world/channel.ts";
import type { Talk } from "../world/place.ts";
import { User } from "../world/user.ts";
import { isRefusal, named, optional } from "./args.ts";
import { defineCommand } from "./command.ts";
import type { AnswerStep, AskContext, UserAskContext } from "./context.ts";

/** How many lines are shown to who does not say. */
const usual = 20;

/** Shows what was said before. */
export const history = defineCommand({
  name: "HISTORY",
  when: "registered",
  args: [named("target"), optional(named("count"))],
  help: "Shows the last messages of a channel you are in, or of your conversation with somebody.",
  cost: 2,
  ask(ctx, target, count = String(usual)) {
    const wanted = /^[1-9]\d{0,5}$/.test(count) ? Number(count) : usual;
    const talk = talkOf(ctx, target);
    if (isRefusal(talk)) return ctx.reply(talk);
    showPage(ctx, talk, latest(Math.min(wanted, mostLines)), () => undefined);
  },
});

// As many lines are shown in one go as CHATHISTORY shows at most.
const mostLines = 1000;

function talkOf({ world, user }: UserAskContext, target: string): Talk | Reply {
  if (!target.startsWith("#")) return world.userByNick(target) ?? reply("ERR_NOSUCHNICK", { nick: target });
  const channel = channelSeenBy(world, target, user);
  if (!channel) return reply("ERR_NOSUCHCHANNEL", { channel: target });
  return mayReadHistory(channel, user) ?? channel;
}

/** Shows a page of what was said; if a mark of it is none of those that may be read there, it calls back instead. */
export function showPage(ctx: UserAskContext, talk: Talk, page: Page, refuse: () => void): void {
  const { client, node, user } = ctx;
  const withEvents = client.capabilities.has("draft/event-playback");
  ctx.after(node.history.page(talk, user, page, withEvents), (found) => {
    if (found) ctx.stream(talkSteps(ctx, talk, user, found));
    else refuse();
  });
}

/** Whoever asks can tell from these that messages are of the past; others read them as notices. */
const usualNeeds: readonly CapabilityName[] = ["batch", "server-time"];

/** What was said in a place: a batch where the client knows them, as messages where it has all that they need. */
export function talkSteps(
  ctx: AskContext,
  talk: Talk,
  reader: User,
  found: PageOf,
  needs = usualNeeds,
): Generator<AnswerStep, void> {
  if (talk instanceof Channel) return channelSteps(ctx, talk, reader, found, needs);
  return historySteps(ctx, talk instanceof User ? talk.nick : talk.absent, reader.nick, found, needs);
}

/** Messages of a channel, for as long as the reader stays in it. */
function* channelSteps(
  ctx: AskContext,
  channel: Channel,
  reader: User,
  found: PageOf,
  needs: readonly CapabilityName[],
): Generator<AnswerStep, void> {
  const member = channel.member(reader);
  // Who was put out while it was looked up has no more to read than the batch they wait for.
  const all = member ? found : { said: [], isEnd: true };
  for (const step of historySteps(ctx, channel.name, channel.name, all, needs)) {
    // Access is asked again at each step: the reader may be put out while this waits for them.
    const isOver = !member || channel.member(reader) !== member;
    if (!isOver || (step && ("closes" in step || "opens" in step))) yield step;
  }
}

/** chathistory.batch.md: a batch about the target; as messages where the client can tell that they are of the past. */
function* historySteps(
  ctx: AskContext,
  about: string,
  noticeTo: string,
  { said: all, isEnd }: PageOf,
  needs: readonly CapabilityName[],
): Generator<AnswerStep, void> {
  yield { opens: "chathistory", params: [about], isEnd };
  yield* saidSteps(ctx, () => noticeTo, all, needs);
  if (all.length === 0 && !hasAll(ctx, needs)) {
    yield { verb: "NOTICE", params: [noticeTo, "Nothing was said that you could read."] };
  }
  yield { closes: "chathistory" };
}

/** Messages one after the other, as they read by then: but those that are taken back meanwhile. */
export function* saidSteps(
  ctx: AskContext,
  noticeTo: (said: Said) => string,
  all: readonly Said[],
  needs = usualNeeds,
): Generator<AnswerStep, void> {
  const asTheyWere = hasAll(ctx, needs);
  for (const found of all) {
    const said = ctx.node.history.asItReads(found);
    if (!said) continue;
    const { change, at } = said;
    if (asTheyWere) yield { recalls: change, at };
    else
      for (const line of saidLines(change, ctx.now)) yield { verb: "NOTICE", params: [noticeTo(said), line] };
  }
}

function hasAll({ client: { capabilities } }: AskContext, needs: readonly CapabilityName[]): boolean {
  return needs.every((name) => capabilities.has(name));
}
