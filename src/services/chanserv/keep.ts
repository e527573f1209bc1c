import type { ChannelBook } from "../../channels/channel-book.ts";
import { actorOf } from "../../commands/audit.ts";
import type { UserAskContext } from "../../commands/context.ts";
import { type FailureMeaning, failureWords, stored } from "../../commands/stored.ts";
import { overruling, type Standing } from "./standing.ts";

/** Does work in the book when it has its turn, and says what came of it. */
export function inTurn(
  ctx: UserAskContext,
  work: (book: ChannelBook) => Promise<string | readonly string[]>,
  meaning?: FailureMeaning,
): void {
  ctx.after(inWords(ctx.control.channels.inTurn(work), meaning), (said) => {
    for (const text of typeof said === "string" ? [said] : said) ctx.notice(text);
  });
}

/** What comes of work in the book; where the store refuses it, that in words. */
export async function inWords<T>(work: Promise<T>, meaning?: FailureMeaning): Promise<T | string> {
  const outcome = await stored(work);
  const missing = "The channel is not registered any more";
  return "failed" in outcome ? failureWords(outcome.failed, { missing, ...meaning }) : outcome.value;
}

/** Does what has to be judged: at once, for who may not to be told so, and again when it has its turn. */
export function inTurnIfRight<Right extends object>(
  ctx: UserAskContext,
  judge: () => Right | string,
  work: (book: ChannelBook, right: Right) => Promise<string>,
  meaning?: FailureMeaning,
): void {
  const first = judge();
  if (typeof first === "string") return ctx.notice(first);
  const judged = async (book: ChannelBook) => {
    const right = judge();
    return typeof right === "string" ? right : await work(book, right);
  };
  inTurn(ctx, judged, meaning);
}

/** Does what needs a right in a channel; `notice` is what operators are to be told. */
export function keep<S extends Standing>(
  ctx: UserAskContext,
  command: string,
  judge: () => S | string,
  work: (book: ChannelBook, standing: S, notice: string | undefined) => Promise<string>,
): void {
  // The session may be another client's by the time it is its turn.
  const actor = actorOf(ctx.user, ctx.client);
  inTurnIfRight(ctx, judge, async (book, standing) => {
    const notice = overruling(ctx, standing, command);
    const said = await work(book, standing, notice);
    if (notice !== undefined) {
      const target = standing.channel.name;
      ctx.control.audit(actor, { command: `CHANSERV ${command}`, target, outcome: said });
    }
    return said;
  });
}
