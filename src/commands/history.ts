import type { CapabilityName } from "../caps/capabilities.ts";
import { latest, type Page } from "../history/page.ts";
import type { Said } from "../history/said.ts";
import { saidLines } from "../history/said-text.ts";
import { reply } from "../protocol/reply.ts";
import { channelSeenBy } from "../world/access.ts";
import { mayReadHistory } from "../world/access-history.ts";
import type { Channel } from "../world/channel.ts";
import { isChannel, type Place } from "../world/place.ts";
import type { User } from "../world/user.ts";
import { named, optional } from "./args.ts";
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
    if (target.startsWith("#")) return showChannel(ctx, target, wanted);
    const other = ctx.world.userByNick(target);
    if (!other) return ctx.reply(reply("ERR_NOSUCHNICK", { nick: target }));
    showPage(ctx, other, latest(wanted));
  },
});

function showChannel(ctx: UserAskContext, name: string, count: number): void {
  const channel = channelSeenBy(ctx.world, name, ctx.user);
  if (!channel) return ctx.reply(reply("ERR_NOSUCHCHANNEL", { channel: name }));
  const refusal = mayReadHistory(channel, ctx.user);
  if (refusal) return ctx.reply(refusal);
  showPage(ctx, channel, latest(count));
}

/** Shows a page of what was said; false if a mark of it is none of those that may be read there. */
export function showPage(ctx: UserAskContext, place: Place, page: Page): boolean {
  const { node, user } = ctx;
  const said = node.history.page(place, user, page);
  if (!said) return false;
  ctx.stream(saidSteps(ctx, place, user, said));
  return true;
}

/** Whoever asks can tell from these that messages are of the past; others read them as notices. */
const usualNeeds: readonly CapabilityName[] = ["batch", "server-time"];

/** What was said in a place: a batch where the client knows them, as messages where it has all that they need. */
export function saidSteps(
  ctx: AskContext,
  place: Place,
  reader: User,
  said: readonly Said[],
  asMessages = usualNeeds,
): Generator<AnswerStep, void> {
  return isChannel(place)
    ? channelSteps(ctx, place, reader, said, asMessages)
    : historySteps(ctx, place.nick, reader.nick, said, asMessages);
}

/** Messages of a channel, for as long as the reader stays in it. */
function* channelSteps(
  ctx: AskContext,
  channel: Channel,
  reader: User,
  all: readonly Said[],
  asMessages: readonly CapabilityName[],
): Generator<AnswerStep, void> {
  const member = channel.member(reader);
  for (const step of historySteps(ctx, channel.name, channel.name, all, asMessages)) {
    // Access is asked again at each step: the reader may be put out while this waits for them.
    const isOver = !member || channel.member(reader) !== member;
    if (!isOver || (step && "closes" in step)) yield step;
  }
}

/** chathistory.batch.md: a batch about the target; as messages where the client can tell that they are of the past. */
function* historySteps(
  { client, node, now }: AskContext,
  about: string,
  noticeTo: string,
  all: readonly Said[],
  asMessages: readonly CapabilityName[],
): Generator<AnswerStep, void> {
  yield { opens: "chathistory", params: [about] };
  const asTheyWere = asMessages.every((name) => client.capabilities.has(name));
  for (const said of all) {
    if (node.history.isRedacted(said)) continue;
    if (asTheyWere) yield { recalls: said.message };
    else for (const line of saidLines(said, now)) yield { verb: "NOTICE", params: [noticeTo, line] };
  }
  if (all.length === 0 && !asTheyWere) {
    yield { verb: "NOTICE", params: [noticeTo, "Nothing was said that you could read."] };
  }
  yield { closes: "chathistory" };
}
