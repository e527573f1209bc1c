import { type Arg, isRefusal, named, optional } from "../commands/args.ts";
import { auditRefusal } from "../commands/audit.ts";
import { type Command, defineCommand } from "../commands/command.ts";
import type { AskContext, RunContext } from "../commands/context.ts";
import { admit } from "../commands/gate.ts";
import { helpEntries, usageOf } from "../commands/help-entries.ts";
import { sameEntry } from "../commands/same-entry.ts";
import { sameQuestion } from "../commands/same-question.ts";
import { serviceSource } from "../commands/service-source.ts";
import { type Commands, indexCommands } from "../commands/table.ts";
import { type Reply, replyWords } from "../protocol/reply.ts";
import type { User } from "../world/user.ts";

/** A service that is spoken to as if it were somebody: by a command of its own, or by PRIVMSG to its nick. */
export interface Service {
  /** `NickServ`. */
  readonly nick: string;
  /** The short command: `NS`. */
  readonly command: string;
  /** What it is for, in a line. */
  readonly help: string;
  /** What it understands, one row each, as the commands of the server are. */
  readonly table: readonly Command[];
}

/** The command a service is reached by: its own are found, gated and given their arguments as all others. */
export function serviceCommand(service: Service): Command {
  const known = indexCommands([...service.table, helpOf(service)]);
  return {
    ...defineCommand({
      name: service.command,
      aliases: [service.nick.toUpperCase()],
      when: "registered",
      args: [optional(named("command")), optional(named("parameters"))],
      help: `${service.help} ${service.command} HELP lists what ${service.nick} understands.`,
      cost: 2,
    }),
    costOf: (params) => known.get(asked(params).name)?.cost ?? 2,
    refuse: (ctx, refusal) => ctx.noticeFrom(serviceSource(service.nick), whyNot(refusal, known)),
    changes: (message) => {
      const { name, words } = asked(message.params);
      return known.get(name)?.changes({ ...message, command: name, params: words }) ?? false;
    },
    logged(params) {
      const { name, words } = asked(params);
      return [name, ...(known.get(name)?.logged(words) ?? [])];
    },
    ask(ctx, params) {
      const found = find(known, ctx.user, params);
      if (isRefusal(found)) {
        auditRefusal(ctx, nameOf(service, params), found);
        ctx.noticeFrom(serviceSource(service.nick), whyNot(found, known));
      } else found.command.ask?.(askingIn(ctx, service), found.params);
    },
    prepare(ctx, params) {
      const found = find(known, ctx.user, params);
      if (isRefusal(found)) {
        auditRefusal(ctx, nameOf(service, params), found);
        return found;
      }
      return found.command.prepare?.({ ...askingIn(ctx, service), user: ctx.user }, found.params);
    },
    run(ctx, params) {
      const found = find(known, ctx.user, params);
      if (isRefusal(found)) ctx.noticeFrom(serviceSource(service.nick), whyNot(found, known));
      else found.command.run?.(runningIn(ctx, service), found.params);
    },
  };
}

/** What is said to a service: which of its commands, and the words that follow. */
function asked(params: readonly string[]): { readonly name: string; readonly words: readonly string[] } {
  const [name = "HELP", ...words] = params
    .join(" ")
    .split(" ")
    .filter((word) => word !== "");
  return { name: name.toUpperCase(), words };
}

function nameOf({ command }: Service, params: readonly string[]): string {
  return `${command} ${asked(params).name}`;
}

/** The command that was meant, with its parameters; or why it is none for this user. */
function find(known: Commands, user: User | undefined, params: readonly string[]) {
  const { name, words } = asked(params);
  const command = admit(known, { command: name, params: words }, user);
  return isRefusal(command) ? command : { command, params: gathered(words, command.args) };
}

function whyNot(refusal: Reply, known: Commands): string {
  if (refusal.numeric === "ERR_UNKNOWNCOMMAND") return `${replyWords(refusal)}; HELP lists what there is`;
  const command = known.get(String(refusal.fields["command"]));
  if (command && refusal.numeric === "ERR_NEEDMOREPARAMS") return `Usage: ${usageOf(command)}`;
  return replyWords(refusal);
}

/** The last argument has all words that are left: a reason, a topic. */
function gathered(words: readonly string[], args: readonly Arg<unknown>[]): readonly string[] {
  if (words.length <= args.length || args.at(-1)?.rest) return words;
  const before = Math.max(args.length - 1, 0);
  return [...words.slice(0, before), words.slice(before).join(" ")].slice(0, args.length);
}

/** Where a command of a service is asked: what it says comes from the service. */
function askingIn(ctx: AskContext, service: Service): AskContext {
  const source = serviceSource(service.nick);
  return sameQuestion(ctx, {
    reply: (answer) => ctx.noticeFrom(source, replyWords(answer)),
    notice: (text) => ctx.noticeFrom(source, text),
  });
}

/** Where a command of a service changes the world. */
function runningIn<P>(ctx: RunContext<P>, service: Service): RunContext<P> {
  const source = serviceSource(service.nick);
  return sameEntry(ctx, {
    tags: undefined,
    lines: undefined,
    reply: (answer) => ctx.noticeFrom(source, replyWords(answer)),
    notice: (text) => ctx.noticeFrom(source, text),
  });
}

function helpOf({ nick, help, table }: Service): Command {
  const entries = helpEntries(table);
  return defineCommand({
    name: "HELP",
    when: "registered",
    args: [optional(named("command"))],
    help: "Explains a command, or lists them.",
    ask(ctx, topic) {
      const entry = entries.find(({ name, aliases }) =>
        [name, ...aliases].includes(topic?.toUpperCase() ?? ""),
      );
      const isOperator = ctx.user?.oper !== undefined;
      const listed = entries.filter(({ forOperators }) => isOperator || !forOperators);
      const lines = entry
        ? [entry.usage, entry.help]
        : [`${nick}: ${help}`, ...listed.map(({ usage, help }) => `${usage} - ${help}`)];
      for (const line of lines) ctx.notice(line);
    },
  });
}
