import { isRefused, type Reply, replyWords } from "../protocol/reply.ts";
import type { AskContext } from "./context.ts";
import type { NodeControl } from "./node-control.ts";
import { sameQuestion } from "./same-question.ts";

/** Sees what comes of a question at once: whether it was refused, and whether it wrote down itself what it did. */
export class WatchedQuestion {
  readonly context: AskContext;
  #refusal: Reply | undefined = undefined;
  #isWrittenDown = false;

  constructor(ctx: AskContext) {
    const control: NodeControl = Object.create(ctx.control, {
      audit: {
        value: (...[actor, act]: Parameters<NodeControl["audit"]>) => {
          this.#isWrittenDown = true;
          ctx.control.audit(actor, act);
        },
      },
    });
    this.context = sameQuestion(ctx, {
      control,
      reply: (answer) => {
        if (isRefused(answer)) this.#refusal ??= answer;
        ctx.reply(answer);
      },
    });
  }

  /** What is to be written down of it; nothing where it did that itself. */
  get outcome(): string | undefined {
    if (this.#isWrittenDown) return undefined;
    return this.#refusal ? replyWords(this.#refusal) : "asked";
  }
}
