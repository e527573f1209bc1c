import type { TalkTarget } from "../history/history.ts";
import { latest, type Page } from "../history/page.ts";
import { matchGlob } from "../protocol/masks.ts";
import { reply } from "../protocol/reply.ts";
import { isChannel, type Place } from "../world/place.ts";
import { historyPage } from "../world/settings.ts";
import { rest } from "./args.ts";
import { defineCommand } from "./command.ts";
import type { AnswerStep, UserAskContext } from "./context.ts";
import { saidSteps } from "./history.ts";

/** The nick the module of ZNC is spoken to by. */
export const playbackNick = "*playback";

const source = `${playbackNick}!playback@znc.in`;

/** What was said, for clients that ask as they ask ZNC's module of the same name: `PRIVMSG *playback :PLAY * 0`. */
export const playback = defineCommand({
  name: "PLAYBACK",
  when: "registered",
  args: [rest("PLAY, LIST or CLEAR, targets, from, to")],
  help: "Shows what was said in targets (masks, * for all) since a time in seconds: PLAY, LIST.",
  cost: 2,
  negotiated: { capability: "znc.in/playback", refusal: reply("ERR_NOSUCHNICK", { nick: playbackNick }) },
  ask(ctx, given) {
    // Said to a nick, it is all one text.
    const words = given.join(" ").split(" ");
    const [subcommand = "", targets, from, to] = words.filter((word) => word !== "");
    switch (subcommand.toUpperCase()) {
      case "PLAY":
        return play(ctx, targets ?? "*", from, to);
      case "LIST":
        return ctx.stream(listed(ctx, matching(ctx, targets ?? "*")));
      case "CLEAR":
        // What was said is everybody's who was there, and each client says itself from when it wants it.
        return ctx.noticeFrom(source, "Nothing is cleared here: give PLAY the time to begin with");
      default:
        return ctx.noticeFrom(source, "PLAY <targets> [from] [to], or LIST [targets]");
    }
  },
});

function play(ctx: UserAskContext, targets: string, from = "0", to?: string): void {
  const [first, last] = [momentOf(from), to === undefined ? Number.POSITIVE_INFINITY : momentOf(to)];
  if (first === undefined || last === undefined)
    return ctx.noticeFrom(source, "Times are seconds since 1970: 1700000000.123");
  ctx.stream(played(ctx, matching(ctx, targets), first, last));
}

/** Seconds since 1970, with a fraction or without, in ms. */
function momentOf(given: string): number | undefined {
  return /^\d{1,11}(?:\.\d{1,9})?$/.test(given) ? Math.floor(Number(given) * 1000) : undefined;
}

function* played(
  ctx: UserAskContext,
  places: readonly Place[],
  from: number,
  to: number,
): Generator<AnswerStep, void> {
  const count = historyPage(ctx.world.settings);
  const page: Page = Number.isFinite(to)
    ? { asks: "between", mark: { at: from }, end: { at: to + 1 }, count }
    : { ...latest(count), mark: { at: from } };
  for (const place of places) {
    const said = ctx.node.history.page(place, ctx.user, page) ?? [];
    if (said.length > 0) yield* saidSteps(ctx, place, ctx.user, said, ["server-time"]);
  }
}

function* listed(ctx: UserAskContext, places: readonly Place[]): Generator<AnswerStep, void> {
  for (const place of places) {
    const [first] =
      ctx.node.history.page(place, ctx.user, { asks: "after", mark: { at: 0 }, count: 1 }) ?? [];
    const [last] = ctx.node.history.page(place, ctx.user, latest(1)) ?? [];
    if (!first || !last) continue;
    const name = isChannel(place) ? place.name : place.nick;
    const times = [first, last].map(({ message }) => (message.at / 1000).toFixed(3)).join(" ");
    yield { source, verb: "PRIVMSG", params: [ctx.user.nick, `${name} ${times}`] };
  }
}

/** Where something was said that the masks name: `#a,b*`, and `*,-#loud` for all but one. */
function matching(ctx: UserAskContext, targets: string): readonly Place[] {
  const { names } = ctx.world;
  const masks = targets.split(",").map((mask) => names.fold(mask));
  const included = masks.filter((mask) => !mask.startsWith("-"));
  const excluded = masks.filter((mask) => mask.startsWith("-")).map((mask) => mask.slice(1));
  const isMeant = ({ name }: TalkTarget) => {
    const folded = names.fold(name);
    const matches = (mask: string) => matchGlob(mask, folded);
    return included.some(matches) && !excluded.some(matches);
  };
  return ctx.node.history
    .targets(ctx.user)
    .filter(isMeant)
    .flatMap(({ name }) => ctx.world.channelByName(name) ?? ctx.world.userByNick(name) ?? []);
}
