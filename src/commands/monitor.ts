import { type Reply, reply } from "../protocol/reply.ts";
import { named, optional } from "./args.ts";
import { defineCommand, needMoreParams } from "./command.ts";
import type { UserAskContext } from "./context.ts";
import { watchedSteps } from "./metadata-sync.ts";
import { wrapWords } from "./query-words.ts";

/** Watches nicks: monitor.md. The list is the client's own, and goes with it. */
export const monitor = defineCommand({
  name: "MONITOR",
  when: "registered",
  args: [named("+, -, C, L or S"), optional(named("nick{,nick}"))],
  help: "Tells you when somebody comes or goes: + nick, - nick, C clears the list, L shows it, S shows who is there.",
  cost: 2,
  ask(ctx, action, targets = "") {
    const nicks = targets.split(",").filter((nick) => nick !== "");
    const { monitor: list } = ctx.client;
    switch (action.toUpperCase()) {
      case "+":
        return nicks.length === 0 ? ctx.reply(needMoreParams("MONITOR")) : add(ctx, nicks);
      case "-":
        if (nicks.length === 0) return ctx.reply(needMoreParams("MONITOR"));
        for (const nick of nicks) list.remove(nick);
        return;
      case "C":
        return list.clear();
      case "L":
        return ctx.stream(listed(list.nicks()));
      case "S":
        return ctx.stream(statusOf(ctx, list.nicks()));
      default:
        return;
    }
  },
});

function add(ctx: UserAskContext, nicks: readonly string[]): void {
  const { monitor: list } = ctx.client;
  const limit = ctx.world.settings.limits.monitor;
  const added: string[] = [];
  // "target" MUST be a valid nick: of what is none there will be no news.
  const wanted = nicks.filter((nick) => ctx.world.names.isNick(nick));
  for (const [index, nick] of wanted.entries()) {
    if (list.has(nick)) continue;
    if (list.size >= limit) {
      showAdded(ctx, added);
      // What is listed already lacks nothing.
      const rest = wanted.slice(index).filter((other) => !list.has(other));
      return refuse(ctx, limit, rest);
    }
    list.add(nick);
    added.push(nick);
  }
  showAdded(ctx, added);
}

/** Who is there of them, and what they say of themselves: metadata.md, "Notifications". */
function showAdded(ctx: UserAskContext, added: readonly string[]): void {
  for (const line of statusOf(ctx, added)) ctx.reply(line);
  const { client, user, world } = ctx;
  if (client.subscriptions.size === 0) return;
  ctx.stream(watchedSteps({ client, user, world }, added));
}

function refuse(ctx: UserAskContext, limit: number, targets: readonly string[]): void {
  for (const line of inLines(targets)) ctx.reply(reply("ERR_MONLISTFULL", { limit, targets: line }));
}

function* listed(nicks: readonly string[]): Generator<Reply> {
  for (const targets of inLines(nicks)) yield reply("RPL_MONLIST", { targets });
  yield reply("RPL_ENDOFMONLIST");
}

function* statusOf({ world }: UserAskContext, nicks: readonly string[]): Generator<Reply> {
  const users = nicks.map((nick) => world.userByNick(nick));
  const online = users.flatMap((user) => user?.identity.prefix ?? []);
  const offline = nicks.filter((_, index) => !users[index]);
  for (const targets of inLines(online)) yield reply("RPL_MONONLINE", { targets });
  for (const targets of inLines(offline)) yield reply("RPL_MONOFFLINE", { targets });
}

function inLines(targets: readonly string[]): readonly string[] {
  return wrapWords(targets, ",");
}
