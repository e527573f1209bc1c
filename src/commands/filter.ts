import { matchWords, ruleWords } from "../moderation/filter-rule.ts";
import { reply } from "../protocol/reply.ts";
import type { AuditedAct } from "../world/audit.ts";
import { named, optional, rest } from "./args.ts";
import { actorOf } from "./audit.ts";
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
    ({ name, words, live, dry }) => `${name} ${words}; ${live} hits, ${dry} tried`,
    (count) => `${count} filters`,
  );
}

function test(ctx: UserAskContext, text: string): void {
  if (text === "") return refuse(ctx, "TEST", "A text to try is missing");
  const found = counted(
    ctx.control.filters.tried(text),
    (rule) => `${rule.name} ${ruleWords(rule)}`,
    (count) => `${count} filters match`,
  );
  ctx.stream(found);
}

function add(
  ctx: UserAskContext,
  name: string,
  [action = "", kind = "", ...pattern]: readonly string[],
): void {
  const { filters } = ctx.control;
  const added = filters.add({ name, action, kind: kind.toLowerCase(), pattern: pattern.join(" ") });
  if (typeof added === "string") return refuse(ctx, name || "ADD", added);
  const until = ctx.node.history.lasts ? "it is ended" : "the server starts anew";
  onceStored(ctx, { command: "FILTER ADD", target: name }, added, (rule) => {
    ctx.control.tellOfFilters(`${ctx.user.nick} added filter ${name} (${action}): ${matchWords(rule.match)}`);
    ctx.say("NOTICE", "*", `Filter ${name} is in force until ${until}`);
  });
}

function remove(ctx: UserAskContext, name: string): void {
  const removed = ctx.control.filters.remove(name);
  if (typeof removed === "string") return refuse(ctx, name || "DEL", removed);
  onceStored(ctx, { command: "FILTER DEL", target: name }, removed, () => {
    ctx.control.tellOfFilters(`${ctx.user.nick} ended filter ${name}`);
    ctx.say("NOTICE", "*", `Filter ${name} is ended`);
  });
}

/** What has changed is written down, whether whoever did it is still there or not. */
function onceStored<T>(
  ctx: UserAskContext,
  act: Pick<AuditedAct, "command" | "target">,
  work: Promise<T>,
  then: (value: T) => void,
): void {
  const actor = actorOf(ctx.user, ctx.client);
  const written = work.then((value) => {
    ctx.control.audit(actor, { ...act, outcome: "done" });
    return value;
  });
  ctx.after(stored(written), (outcome) =>
    "failed" in outcome ? ctx.reply(notStored("FILTER", outcome.failed)) : then(outcome.value),
  );
}
