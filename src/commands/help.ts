import { reply } from "../protocol/reply.ts";
import { extbans } from "../world/bans.ts";
import { channelModes } from "../world/channel-modes.ts";
import { extensionModes } from "../world/extensions.ts";
import { statuses } from "../world/statuses.ts";
import { userModes } from "../world/user-modes.ts";
import { named, optional } from "./args.ts";
import { defineCommand } from "./command.ts";
import type { UserAskContext } from "./context.ts";
import type { HelpEntry } from "./node-facts.ts";
import { wrapWords } from "./query-words.ts";
import { slashVerbs } from "./slash.ts";

/** Explains the commands and modes of this server. */
export const help = defineCommand({
  name: "HELP",
  aliases: ["HELPOP"],
  when: "registered",
  args: [optional(named("topic"))],
  help: "Explains a command or another topic; without one, lists them.",
  cost: 2,
  ask(ctx, topic = "") {
    if (topic === "") return explain(ctx, "*", "Help topics", index(ctx.node.help));
    const subject = topic.replace(/^\//, "").toUpperCase();
    const command = ctx.node.help.find(({ name, aliases }) => name === subject || aliases.includes(subject));
    if (command) return explain(ctx, subject, `The ${command.name} command`, describe(command));
    const lines = topics.get(subject)?.(ctx);
    if (lines) return explain(ctx, subject, `Help on ${subject}`, lines);
    // Modern IRC, ERR_HELPNOTFOUND: a subject that cannot be a parameter is shown as an asterisk.
    ctx.reply(reply("ERR_HELPNOTFOUND", { subject: /^[^:\s]\S*$/.test(topic) ? topic : "*" }));
  },
});

// Modern IRC, HELP message: a title, an empty line, the text; the last line of it closes.
function explain(ctx: UserAskContext, subject: string, title: string, lines: readonly string[]): void {
  ctx.reply(reply("RPL_HELPSTART", { subject, line: `** ${title} **` }));
  for (const line of ["", ...lines.slice(0, -1)]) ctx.reply(reply("RPL_HELPTXT", { subject, line }));
  ctx.reply(reply("RPL_ENDOFHELP", { subject, line: lines.at(-1) ?? "" }));
}

function index(entries: readonly HelpEntry[]): readonly string[] {
  const namesOf = (forOperators: boolean) =>
    entries.filter((entry) => entry.forOperators === forOperators).map((entry) => entry.name);
  const operators = wrapWords(namesOf(true));
  return [
    "Commands:",
    ...wrapWords(namesOf(false)),
    ...(operators.length > 0 ? ["For operators:", ...operators] : []),
    "Other topics:",
    ...wrapWords(topics.keys()),
    "HELP <topic> tells more.",
  ];
}

function describe({ name, usage, help: text, aliases, forOperators }: HelpEntry): readonly string[] {
  return [
    usage,
    ...(aliases.length > 0 ? [`Also as ${aliases.filter((alias) => alias !== name).join(", ")}.`] : []),
    ...(forOperators ? ["For operators."] : []),
    ...wrapWords(text.split(" ")),
  ];
}

const modeLine = ({ letter, does }: { readonly letter: string; readonly does: string }) =>
  `+${letter} ${does}`;

function channelModeLines({ world }: UserAskContext): readonly string[] {
  return [
    ...statuses.map(({ letter, prefix, name }) => `+${letter} ${name} (${prefix})`),
    ...[...channelModes.values(), ...extensionModes(world.settings)].map(modeLine),
  ];
}

type Topic = (ctx: UserAskContext) => readonly string[];

const topics: ReadonlyMap<string, Topic> = new Map([
  ["CMODES", channelModeLines],
  ["UMODES", () => [...userModes.values()].map(modeLine)],
  ["EXTBANS", () => extbans.map(({ letter, does }) => `+b ${letter}:mask ${does}`)],
  ...typedVerbs(),
]);

/** What people type that is the name of no command. */
function* typedVerbs(): Generator<[string, Topic]> {
  for (const [name, { usage, does }] of slashVerbs) if (does !== undefined) yield [name, () => [usage, does]];
}
