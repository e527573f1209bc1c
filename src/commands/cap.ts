import { granted, offeredWords } from "../caps/offer.ts";
import { reply } from "../protocol/reply.ts";
import { byteLength, joinedLines } from "../protocol/text.ts";
import { named, rest } from "./args.ts";
import { defineCommand } from "./command.ts";
import type { AskContext } from "./context.ts";

/** Negotiates capabilities: capability-negotiation.md. */
export const cap = defineCommand({
  name: "CAP",
  when: "any",
  args: [named("subcommand"), rest("capabilities")],
  help: "Negotiates capabilities: LS, LIST, REQ, END.",
  ask(ctx, subcommand, params) {
    const { client } = ctx;
    // One parameter is asked for; who forgot its colon means the same.
    const words = params.flatMap((param) => param.split(" ")).filter((word) => word !== "");
    switch (subcommand.toUpperCase()) {
      case "LS":
        if (client.registration) client.registration.negotiating = true;
        return list(ctx, "LS", offered(ctx, versionOf(words[0] ?? "")));
      case "LIST":
        return list(ctx, "LIST", [...client.capabilities]);
      case "REQ":
        if (client.registration) client.registration.negotiating = true;
        return request(ctx, words);
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
  return /^\d{1,9}$/.test(text) ? Number(text) : /^\d+$/.test(text) ? 999_999_999 : 0;
}

/** What LS lists for this version; the highest one a client has named is what it speaks. */
function offered({ client }: AskContext, version: number): readonly string[] {
  client.capVersion = Math.max(client.capVersion, version);
  // "cap-notify": 302 brings it.
  if (version >= 302) client.setCapabilities(["cap-notify"], []);
  return offeredWords(client.offer, version);
}

function list(ctx: AskContext, subcommand: "LS" | "LIST", words: readonly string[]): void {
  // Only who speaks 302 knows the asterisk of a list that goes on; others get one line, and drafts as they fit.
  if (ctx.client.capVersion < 302) {
    const [line = ""] = linesFor(ctx, subcommand, [...words.filter(isRatified), ...words.filter(isDraft)]);
    return ctx.say("CAP", ctx.client.nick, subcommand, line);
  }
  const lines = linesFor(ctx, subcommand, words);
  for (const [index, line] of lines.entries()) {
    const more = index < lines.length - 1 ? ["*"] : [];
    ctx.say("CAP", ctx.client.nick, subcommand, ...more, line);
  }
}

function isDraft(word: string): boolean {
  return word.includes("/");
}

function isRatified(word: string): boolean {
  return !isDraft(word);
}

/** All or nothing; the answer repeats the request. */
function request(ctx: AskContext, words: readonly string[]): void {
  const { client } = ctx;
  const wanted = granted(words, client.offer, client.capVersion);
  const verdict = wanted ? "ACK" : "NAK";
  for (const line of linesFor(ctx, verdict, words)) ctx.say("CAP", client.nick, verdict, line);
  // "a server MUST NOT change the capabilities of the client until the last ACK of the set has been sent".
  if (wanted) client.setCapabilities(wanted.on, wanted.off);
}

/** Words as they fit into lines: RFC 1459 2.3, 510 bytes without the end. There is an answer of no words, too. */
function linesFor(
  { node, client }: AskContext,
  subcommand: string,
  words: readonly string[],
): readonly string[] {
  const room = 510 - byteLength(`:${node.name} CAP ${client.nick} ${subcommand} * :`);
  return words.length === 0 ? [""] : joinedLines(words, room);
}
