import { isCapability, listCapabilities } from "../caps/capabilities.ts";
import { reply } from "../protocol/reply.ts";
import { named, optional } from "./args.ts";
import { defineCommand } from "./command.ts";
import type { AskContext } from "./context.ts";
import { wrapWords } from "./query-words.ts";

/** Negotiates capabilities: capability-negotiation.md. */
export const cap = defineCommand({
  name: "CAP",
  when: "any",
  args: [named("subcommand"), optional(named("capabilities"))],
  help: "Negotiates capabilities: LS, LIST, REQ, END.",
  ask(ctx, subcommand, text = "") {
    const { client } = ctx;
    switch (subcommand.toUpperCase()) {
      case "LS":
        if (client.registration) client.registration.negotiating = true;
        client.capVersion = Math.max(client.capVersion, versionOf(text));
        return list(ctx, "LS", listCapabilities(client.capVersion));
      case "LIST":
        return list(ctx, "LIST", [...client.capabilities]);
      case "REQ":
        if (client.registration) client.registration.negotiating = true;
        return request(ctx, text);
      case "END":
        if (client.registration) client.registration.negotiating = false;
        return;
      default:
        ctx.reply(reply("ERR_INVALIDCAPCMD", { subcommand }));
    }
  },
});

/** The version after LS: decimal digits, anything else is as good as none. */
function versionOf(text: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : 0;
}

function list(ctx: AskContext, subcommand: "LS" | "LIST", words: readonly string[]): void {
  // Only who speaks 302 knows the asterisk of a list that goes on; others get one line.
  const manyLines = ctx.client.capVersion >= 302;
  const lines = manyLines && words.length > 0 ? wrapWords(words) : [words.join(" ")];
  for (const [index, line] of lines.entries()) {
    const more = index < lines.length - 1 ? ["*"] : [];
    ctx.say("CAP", ctx.client.nick, subcommand, ...more, line);
  }
}

function request(ctx: AskContext, text: string): void {
  const words = text.split(" ").filter((word) => word !== "");
  const names = words.map((word) => word.replace(/^-/, ""));
  // All or nothing, and the answer repeats the request as it was.
  if (!names.every(isCapability)) return ctx.say("CAP", ctx.client.nick, "NAK", text);
  const off = words.filter((word) => word.startsWith("-")).map((word) => word.slice(1));
  const on = words.filter((word) => !word.startsWith("-"));
  ctx.client.setCapabilities(on, off);
  ctx.say("CAP", ctx.client.nick, "ACK", text);
}
