import { latest, type Page, type PageOf } from "../history/page.ts";
import { nameOf, type TalkTarget } from "../history/reader.ts";
import { allSoon, type Soon, soon } from "../history/soon.ts";
import { matchGlob } from "../protocol/masks.ts";
import { reply } from "../protocol/reply.ts";
import type { Talk } from "../world/place.ts";
import { historyPage } from "../world/settings.ts";
import { rest } from "./args.ts";
import { defineCommand } from "./command.ts";
import type { AnswerStep, UserAskContext } from "./context.ts";
import { talkSteps } from "./history.ts";

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
        return list(ctx, targets ?? "*");
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
  const count = historyPage(ctx.world.settings);
  const page: Page = Number.isFinite(last)
    ? { asks: "between", mark: { at: first }, end: { at: last + 1 }, count }
    : { ...latest(count), mark: { at: first } };
  const pages = soon(matching(ctx, targets), (talks) =>
    allSoon(
      talks.map((talk) => soon(ctx.node.history.page(talk, ctx.user, page), (found) => ({ talk, found }))),
    ),
  );
  ctx.after(pages, (all) => ctx.stream(played(ctx, all)));
}

/** Seconds since 1970, with a fraction or without, in ms. */
function momentOf(given: string): number | undefined {
  return /^\d{1,11}(?:\.\d{1,9})?$/.test(given) ? Math.floor(Number(given) * 1000) : undefined;
}

interface Played {
  readonly talk: Talk;
  readonly found: PageOf | undefined;
}

function* played(ctx: UserAskContext, all: readonly Played[]): Generator<AnswerStep, void> {
  for (const { talk, found } of all) {
    if (found && found.said.length > 0) yield* talkSteps(ctx, talk, ctx.user, found, ["server-time"]);
  }
}

function list(ctx: UserAskContext, targets: string): void {
  const { history } = ctx.node;
  const first: Page = { asks: "after", mark: { at: 0 }, count: 1 };
  const ends = soon(matching(ctx, targets), (talks) =>
    allSoon(
      talks.map((talk) =>
        soon(
          allSoon([history.page(talk, ctx.user, first), history.page(talk, ctx.user, latest(1))]),
          (pages) => ({
            talk,
            times: pages.flatMap((page) => page?.said.map(({ at }) => at) ?? []),
          }),
        ),
      ),
    ),
  );
  ctx.after(ends, (all) => ctx.stream(listed(ctx, all)));
}

function* listed(
  ctx: UserAskContext,
  all: readonly { readonly talk: Talk; readonly times: readonly number[] }[],
): Generator<AnswerStep, void> {
  for (const { talk, times } of all) {
    if (times.length < 2) continue;
    const shown = times.map((at) => (at / 1000).toFixed(3)).join(" ");
    yield { source, verb: "PRIVMSG", params: [ctx.user.nick, `${nameOf(talk)} ${shown}`] };
  }
}

/** Where something was said that the masks name: `#a,b*`, and `*,-#loud` for all but one. */
function matching(ctx: UserAskContext, targets: string): Soon<readonly Talk[]> {
  const { names, settings } = ctx.world;
  const masks = targets.split(",").map((mask) => names.fold(mask));
  const included = masks.filter((mask) => !mask.startsWith("-"));
  const excluded = masks.filter((mask) => mask.startsWith("-")).map((mask) => mask.slice(1));
  const isMeant = ({ talk }: TalkTarget) => {
    const folded = names.fold(nameOf(talk));
    const matches = (mask: string) => matchGlob(mask, folded);
    return included.some(matches) && !excluded.some(matches);
  };
  const always = { from: 0, to: Number.MAX_SAFE_INTEGER, count: historyPage(settings) };
  return soon(ctx.node.history.targets(ctx.user, always), (all) =>
    all.filter(isMeant).map(({ talk }) => talk),
  );
}
