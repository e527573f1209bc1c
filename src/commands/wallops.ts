import { ownCopy } from "../protocol/text.ts";
import { text } from "./args.ts";
import { firstWords } from "./audited-command.ts";
import { defineCommand, needMoreParams } from "./command.ts";
import type { RunContext } from "./context.ts";

/** Says something to everyone with +w. */
export const wallops = defineCommand({
  name: "WALLOPS",
  when: "operator",
  privilege: "wallops",
  audited: firstWords(0),
  args: [text],
  help: "Says something to everyone who has user mode +w.",
  run: (ctx, said) => announce(ctx, "wallops", said),
});

/** Says something to all operators. */
export const globops = defineCommand({
  name: "GLOBOPS",
  when: "operator",
  privilege: "globops",
  audited: firstWords(0),
  args: [text],
  help: "Says something to all operators.",
  run: (ctx, said) => announce(ctx, "globops", said),
});

function announce(ctx: RunContext, kind: "wallops" | "globops", said: string): void {
  if (said === "") return ctx.reply(needMoreParams(kind.toUpperCase()));
  const { identity: by } = ctx.user;
  ctx.commit({ type: "announced", kind, by, text: ownCopy(said), snomask: "" });
}
