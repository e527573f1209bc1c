import { type Arg, named, optional } from "../commands/args.ts";
import { type Command, defineCommand } from "../commands/command.ts";
import type { AskContext } from "../commands/context.ts";
import { usageOf } from "../commands/help-entries.ts";
import { serviceSource } from "../commands/service-source.ts";
import { onOneLine } from "../protocol/text.ts";
import { userFacts } from "./facts.ts";
import type { CommandAnswer, CommandCall, PluginCommand, PluginService } from "./plugin-api.ts";
import type { Outcome, Supervisor } from "./supervisor.ts";

/** For how long a client waits for an answer. */
export const answerMs = 10_000;

/** The row of a plugin's command in the table of commands. It changes nothing: what follows from it are acts. */
export function commandRow(command: PluginCommand, plugin: Supervisor): Command {
  const { name, aliases = [], args = [], help, forOperators, cost = 2 } = command;
  return rowFor({
    ...{ name, aliases, help: `${help} (${plugin.name})`, cost, forOperators },
    args,
    ask: (ctx, params) => answer(ctx, plugin, `the command ${name}`, () => command.run(callOf(ctx, params))),
  });
}

/** The row by which a service is spoken to: `DICE ROLL 2d6`, or `PRIVMSG Dice :ROLL 2d6`. */
export function serviceRow(service: PluginService, plugin: Supervisor): Command {
  const { nick, help } = service;
  return rowFor({
    ...{ name: nick.toUpperCase(), aliases: [], help: `${help} (${plugin.name})`, cost: 2 },
    args: ["command?", "parameters?"],
    ask: (ctx, params) => hear(ctx, service, plugin, params),
  });
}

interface Row {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly help: string;
  readonly args: readonly string[];
  readonly cost: number;
  readonly forOperators?: boolean | undefined;
  ask(ctx: AskContext, params: readonly string[]): void;
}

function rowFor({ name, aliases, help, args, cost, forOperators, ask }: Row): Command {
  return {
    ...defineCommand({
      ...{ name, aliases, help, cost },
      when: forOperators ? "operator" : "registered",
      args: argsOf(args),
    }),
    ask,
  };
}

function hear(ctx: AskContext, service: PluginService, plugin: Supervisor, params: readonly string[]): void {
  const words = params
    .join(" ")
    .split(" ")
    .filter((word) => word !== "");
  const [verb = "HELP", ...rest] = words;
  const { nick, commands = [], heard } = service;
  const source = serviceSource(nick);
  const say = (lines: readonly string[]) => {
    for (const line of lines) ctx.noticeFrom(source, line);
  };
  const command = commands.find(({ name, aliases = [] }) => [name, ...aliases].includes(verb.toUpperCase()));
  const isTheirs = command && (!command.forOperators || ctx.user?.oper !== undefined);
  if (command && isTheirs) {
    const needed = argsOf(command.args).filter((arg) => !arg.optional);
    if (rest.length < needed.length) return say([`Usage: ${writtenAs(command)}`]);
    return answer(ctx, plugin, `${nick} ${command.name}`, () => command.run(callOf(ctx, rest)), say);
  }
  if (verb.toUpperCase() === "HELP") return say(helpOf(ctx, service));
  if (!heard) return say([`${verb.slice(0, 40)}: Unknown command; HELP lists what there is`]);
  answer(ctx, plugin, `what ${nick} hears`, () => heard.call(service, callOf(ctx, words)), say);
}

function helpOf(ctx: AskContext, { nick, help, commands = [] }: PluginService): readonly string[] {
  const shown = commands.filter(({ forOperators }) => !forOperators || ctx.user?.oper !== undefined);
  return [`${nick}: ${help}`, ...shown.map((command) => `${writtenAs(command)} - ${command.help}`)];
}

function writtenAs({ name, args }: PluginCommand): string {
  return usageOf({ name, args: argsOf(args) });
}

/** What a command takes: `nick` must be given, `reason?` may be. */
function argsOf(args: readonly string[] = []): readonly Arg<string | undefined>[] {
  return args.map((arg) => (arg.endsWith("?") ? optional(named(arg.slice(0, -1))) : named(arg)));
}

function callOf({ user, client, now }: AskContext, params: readonly string[]): CommandCall {
  if (!user) throw new Error("only users come here");
  return {
    by: { ...userFacts(user.identity), isOperator: user.oper !== undefined },
    at: now,
    params,
    text: params.join(" "),
    capabilities: [...client.capabilities],
  };
}

const failed = "This went wrong here; the server's log says more";

type Say = (lines: readonly string[]) => void;

function answer(
  ctx: AskContext,
  plugin: Supervisor,
  doing: string,
  work: () => CommandAnswer | Promise<CommandAnswer>,
  say: Say = (lines) => {
    for (const line of lines) ctx.notice(line);
  },
): void {
  const tell = (outcome: Outcome<readonly string[]>) => say(outcome?.value ?? [failed]);
  ctx.after(plugin.ask(doing, work, linesOf, answerMs), tell);
}

// As many as one reads, and each as long as a line may be.
const mostLines = 50;

function linesOf(answer: CommandAnswer): readonly string[] {
  const lines = answer === undefined ? [] : typeof answer === "string" ? answer.split("\n") : answer;
  if (!Array.isArray(lines) || lines.some((line) => typeof line !== "string"))
    throw new TypeError(`a command answers with text or a list of texts, not ${typeof answer}`);
  return lines.slice(0, mostLines).map((line: string) => onOneLine(line));
}
