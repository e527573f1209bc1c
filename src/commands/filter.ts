import { matchWords, ruleWords } from "../moderation/filter-rule.ts";
import { reply } from "../protocol/reply.ts";
import { numberOf } from "../protocol/text.ts";
import { named, optional, rest } from "./args.ts";
import { auditedOutcome } from "./audit.ts";
import { defineCommand } from "./command.ts";
import type { AnswerStep, UserAskContext } from "./context.ts";
import { notStored, stored } from "./stored.ts";
import { counted } from "./told-lines.ts";

/** The filters of the node: what they are and have caught, whether they would catch a text, and more of them. */
export const filter = defineCommand({
  name: "FILTER",
  when: "operator",
  privilege: "filters",
  args: [named("subcommand"), optional(named("name")), rest("words")],
  help: "LIST, TEST text, ADD name action word|literal|glob|regex :pattern, or DEL name.",
  cost: 2,
  ask(ctx, subcommand, name = "", words) {
    switch (subcommand.toUpperCase()) {
      case "LIST":
        return ctx.stream(listSteps(ctx));
      case "TEST":
        return test(ctx, [name, ...words].join(" "));
      case "ADD":
        return add(ctx, name, words);
      case "DEL":
        return remove(ctx, name);
      default:
        return refuse(ctx, subcommand, "LIST, TEST, ADD and DEL are known");
    }
  },
});

function refuse(ctx: UserAskContext, given: string, reason: string): void {
  ctx.reply(reply("FAIL_FILTER_INVALID_PARAMS", { given, reason }));
}

function listSteps({ control }: UserAskContext): Iterable<AnswerStep> {
  return counted(
    control.filters.counts(),
    ({ name, words, live, dry }) => `${name} ${words}; ${numberOf(live, "hit", "hits")}, ${dry} tried`,
    (count) => numberOf(count, "filter", "filters"),
  );
}

function test(ctx: UserAskContext, text: string): void {
  if (text === "") return refuse(ctx, "TEST", "A text to try is missing");
  const found = counted(
    ctx.control.filters.tried(text),
    (rule) => `${rule.name} ${ruleWords(rule)}`,
    (count) => numberOf(count, "filter matches", "filters match"),
  );
  ctx.stream(found);
}

function add(
  ctx: UserAskContext,
  name: string,
  [action = "", kind = "", ...pattern]: readonly string[],
): void {
  if (pattern.join("") === "")
    return refuse(
      ctx,
      name || "ADD",
      "A pattern is missing: ADD name action word|literal|glob|regex :pattern",
    );
  const { filters } = ctx.control;
  const added = filters.add({ name, action, kind: kind.toLowerCase(), pattern: pattern.join(" ") });
  if (typeof added === "string") return refuse(ctx, name || "ADD", added);
  const until = ctx.node.history.lasts ? "it is ended" : "the server starts anew";
  onceStored(ctx, "ADD", name, added, {
    operators: ({ match }) => `added filter ${name} (${action}): ${matchWords(match)}`,
    asker: `Filter ${name} is in force until ${until}`,
  });
}

function remove(ctx: UserAskContext, name: string): void {
  const removed = ctx.control.filters.remove(name);
  if (typeof removed === "string") return refuse(ctx, name || "DEL", removed);
  onceStored(ctx, "DEL", name, removed, {
    operators: () => `ended filter ${name}`,
    asker: `Filter ${name} is ended`,
  });
}

/** What is told of a change. */
interface Told<T> {
  /** What whoever did it has done. */
  operators(value: T): string;
  readonly asker: string;
}

/** What has changed is written down, and operators are told, whether whoever did it is still there or not. */
function onceStored<T>(
  ctx: UserAskContext,
  verb: "ADD" | "DEL",
  name: string,
  work: Promise<T>,
  told: Told<T>,
): void {
  const { control } = ctx;
  const { nick } = ctx.user;
  const act = { command: `FILTER ${verb}`, target: name, outcome: "done" };
  const done = async () => auditedOutcome(ctx, work, () => act);
  const tellOperators = (value: T) => control.tellOfFilters(`${nick} ${told.operators(value)}`);
  ctx.after(
    stored(done()),
    (outcome) => {
      if ("failed" in outcome) return ctx.reply(notStored("FILTER", outcome.failed));
      tellOperators(outcome.value);
      ctx.say("NOTICE", "*", told.asker);
    },
    (outcome) => {
      if ("value" in outcome) tellOperators(outcome.value);
    },
  );
}
