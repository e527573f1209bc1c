import type { Soon } from "../history/soon.ts";
import type { Decided } from "../moderation/review.ts";
import type { HeldMessage } from "../moderation/review-queue.ts";
import { formatDuration } from "../protocol/duration.ts";
import { reply } from "../protocol/reply.ts";
import { cutToBytes, numberOf } from "../protocol/text.ts";
import { named, optional, rest } from "./args.ts";
import { auditedOutcome } from "./audit.ts";
import { defineCommand } from "./command.ts";
import type { AnswerStep, UserAskContext } from "./context.ts";
import { counted } from "./told-lines.ts";

/** Messages that a filter holds: what waits, and whether it is said. */
export const review = defineCommand({
  name: "REVIEW",
  when: "operator",
  privilege: "review",
  args: [named("subcommand"), optional(named("number")), rest("reason")],
  help: "LIST shows the messages that wait; APPROVE number has one said, REJECT number [reason] drops it.",
  cost: 2,
  ask(ctx, subcommand, number = "", reason) {
    const id = /^\d{1,9}$/.test(number) ? Number(number) : 0;
    switch (subcommand.toUpperCase()) {
      case "LIST":
        return ctx.stream(listSteps(ctx));
      case "APPROVE":
        return decide(ctx, "APPROVE", number, ctx.control.review.approve(id, ctx.user.nick));
      case "REJECT":
        return decide(ctx, "REJECT", number, ctx.control.review.reject(id, ctx.user.nick, reason.join(" ")));
      default:
        return refuse(ctx, subcommand, "LIST, APPROVE and REJECT are known");
    }
  },
});

function refuse(ctx: UserAskContext, given: string, reason: string): void {
  ctx.reply(reply("FAIL_REVIEW_INVALID_PARAMS", { given, reason }));
}

type Verb = "APPROVE" | "REJECT";

function decide(ctx: UserAskContext, verb: Verb, number: string, decision: Soon<Decided>): void {
  // Never the words: they may be private.
  const act = { command: `REVIEW ${verb}`, target: number, outcome: "done" };
  const written = auditedOutcome(ctx, decision, (decided) => (decided === "done" ? act : undefined));
  ctx.after(written, (decided) => answer(ctx, verb, number, decided));
}

function answer(ctx: UserAskContext, verb: Verb, number: string, decided: Decided): void {
  switch (decided) {
    case "done":
      return ctx.say("NOTICE", "*", `Message ${number} is ${verb === "APPROVE" ? "said" : "dropped"}`);
    case "unknown":
      return refuse(ctx, number, "There is no such message");
    case "author-gone":
      return refuse(ctx, number, "Its author is gone, and the message with them");
    case "author-away":
      return refuse(ctx, number, "Its author is not here: it waits until they are");
    case "late":
      return refuse(ctx, number, "Nothing has come back: it may be said yet");
    default:
      return decided satisfies never;
  }
}

function listSteps({ control, now }: UserAskContext): Iterable<AnswerStep> {
  return counted(
    control.review.list(),
    (message) => inWords(message, now),
    (count) => numberOf(count, "message waits", "messages wait"),
  );
}

const mostTextBytes = 300;

function inWords({ id, by, targets, rule, text, at }: HeldMessage, now: number): string {
  const age = formatDuration((now - at) / 1000);
  const shown = cutToBytes(text.replaceAll("\n", " / "), mostTextBytes);
  return `${id}: ${by} to ${cutToBytes(targets, 64)}, ${age} ago, filter ${rule}: ${shown}`;
}
