import type { RunContext } from "./context.ts";

/** The same entry at work, with some of what it may use replaced. */
export function sameEntry<P>(ctx: RunContext<P>, replaced: Partial<RunContext<P>>): RunContext<P> {
  return {
    world: ctx.world,
    now: ctx.now,
    user: ctx.user,
    session: ctx.session,
    server: ctx.server,
    home: ctx.home,
    prepared: ctx.prepared,
    tags: ctx.tags,
    lines: ctx.lines,
    ...(ctx.isAudited && { isAudited: ctx.isAudited }),
    reply: (answer) => ctx.reply(answer),
    notice: (text) => ctx.notice(text),
    noticeFrom: (from, text) => ctx.noticeFrom(from, text),
    say: (verb, ...params) => ctx.say(verb, ...params),
    replyAll: (answers) => ctx.replyAll(answers),
    commit: (change) => ctx.commit(change),
    nextMessageId: () => ctx.nextMessageId(),
    inNameOf: (user) => ctx.inNameOf(user),
    ...replaced,
  };
}
