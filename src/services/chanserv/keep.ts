import type { ChannelBook } from "../../channels/channel-book.ts";
import type { UserAskContext } from "../../commands/context.ts";
import { StoreError } from "../../store/store.ts";
import { overruling, type Standing } from "./standing.ts";

/** Does work in the book when it has its turn, and says what came of it. */
export function inTurn(
  ctx: UserAskContext,
  work: (book: ChannelBook) => Promise<string | readonly string[]>,
): void {
  const done = ctx.control.channels.inTurn(work).catch(wordsFor);
  ctx.after(done, (said) => {
    for (const text of typeof said === "string" ? [said] : said) ctx.notice(text);
  });
}

function wordsFor(error: unknown): string {
  if (!(error instanceof StoreError)) throw error;
  return "The database cannot take this now; nothing has changed";
}

/** Does what has to be judged: at once, for who may not to be told so, and again when it has its turn. */
export function inTurnIfRight<Right extends object>(
  ctx: UserAskContext,
  judge: () => Right | string,
  work: (book: ChannelBook, right: Right) => Promise<string>,
): void {
  const first = judge();
  if (typeof first === "string") return ctx.notice(first);
  inTurn(ctx, async (book) => {
    const right = judge();
    return typeof right === "string" ? right : await work(book, right);
  });
}

/** Does what needs a right in a channel; `notice` is what operators are to be told. */
export function keep<S extends Standing>(
  ctx: UserAskContext,
  command: string,
  judge: () => S | string,
  work: (book: ChannelBook, standing: S, notice: string | undefined) => Promise<string>,
): void {
  inTurnIfRight(ctx, judge, async (book, standing) => {
    const notice = overruling(ctx, standing, command);
    const said = await work(book, standing, notice);
    if (notice !== undefined) {
      const target = standing.channel.name;
      ctx.control.audit(ctx.user, { command: `CHANSERV ${command}`, target, outcome: said });
    }
    return said;
  });
}
