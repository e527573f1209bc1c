import type { AskContext } from "./context.ts";

/** The same question, with some of what may be used to answer it replaced. */
export function sameQuestion(ctx: AskContext, replaced: Partial<AskContext>): AskContext {
  return {
    world: ctx.world,
    now: ctx.now,
    user: ctx.user,
    client: ctx.client,
    node: ctx.node,
    control: ctx.control,
    reply: (answer) => ctx.reply(answer),
    notice: (text) => ctx.notice(text),
    noticeFrom: (from, text) => ctx.noticeFrom(from, text),
    say: (verb, ...params) => ctx.say(verb, ...params),
    replyAll: (answers) => ctx.replyAll(answers),
    stream: (steps) => ctx.stream(steps),
    after: (work, then, gone) => ctx.after(work, then, gone),
    ...replaced,
  };
}
