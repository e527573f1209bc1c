import { isRefused, type Reply, replyWords } from "../protocol/reply.ts";
import type { AuditedAct } from "../world/audit.ts";
import { isRefusal } from "./args.ts";
import { actorOf, writeAudit } from "./audit.ts";
import type { Command } from "./command.ts";
import type { RunContext } from "./context.ts";
import { sameEntry } from "./same-entry.ts";
import { WatchedQuestion } from "./watched-question.ts";

/** What of its parameters the audit log has. */
export type AuditedParams = (params: readonly string[]) => Pick<AuditedAct, "target" | "reason">;

/** The first words are whom or what it is about; what follows says why. */
export function reasonAfter(words: number): AuditedParams {
  return (params) => {
    const reason = params.slice(words).join(" ");
    return { ...targetOf(params.slice(0, words)), ...(reason !== "" && { reason }) };
  };
}

/** So many words say whom or what it is about; of the others nothing is kept. */
export function firstWords(words: number): AuditedParams {
  return (params) => targetOf(params.slice(0, words));
}

function targetOf(words: readonly string[]) {
  return words.length === 0 ? {} : { target: words.join(" ") };
}

/** The one place every command passes that needs a privilege: what it does, or what refuses it, is written down. */
export function auditedCommand(command: Command, about: AuditedParams): Command {
  const { name, ask, prepare, run } = command;
  const actOf = (params: readonly string[], outcome: string) => ({
    command: name,
    ...about(params),
    outcome,
  });
  return {
    ...command,
    ask:
      ask &&
      ((ctx, params) => {
        const question = new WatchedQuestion(ctx);
        ask(question.context, params);
        const { outcome } = question;
        if (ctx.user && outcome !== undefined)
          ctx.control.audit(actorOf(ctx.user, ctx.client), actOf(params, outcome));
      }),
    prepare:
      prepare &&
      ((ctx, params) => {
        // The session may be another client's by the time the work is done.
        const actor = actorOf(ctx.user, ctx.client);
        const look = (outcome: unknown) => {
          if (isRefusal(outcome)) ctx.control.audit(actor, actOf(params, replyWords(outcome)));
          return outcome;
        };
        const outcome = prepare(ctx, params);
        if (!(outcome instanceof Promise)) return look(outcome);
        return outcome.then(look, (error: unknown) => {
          ctx.control.audit(actor, actOf(params, "failed"));
          throw error;
        });
      }),
    run:
      run &&
      ((ctx, params) => {
        // As they were: who kills themselves, or leaves the office, is somebody else afterwards.
        const actor = actorOf(ctx.user, ctx.session);
        const watch = new Watch(ctx);
        try {
          run(watch.context, params);
        } catch (error) {
          writeAudit(ctx, { ...actor, ...actOf(params, "failed") });
          throw error;
        }
        writeAudit(ctx, { ...actor, ...actOf(params, watch.outcome) });
      }),
  };
}

/** Sees what comes of a command. */
class Watch {
  readonly context: RunContext<unknown>;
  #refusal: Reply | undefined = undefined;
  #changes = 0;

  constructor(ctx: RunContext<unknown>) {
    this.context = sameEntry(ctx, {
      isAudited: true,
      reply: (answer) => {
        if (isRefused(answer)) this.#refusal ??= answer;
        ctx.reply(answer);
      },
      commit: (change) => {
        this.#changes += 1;
        ctx.commit(change);
      },
    });
  }

  get outcome(): string {
    if (!this.#refusal) return "done";
    return this.#changes > 0 ? `done in part: ${replyWords(this.#refusal)}` : replyWords(this.#refusal);
  }
}
