import { named, rest } from "../../commands/args.ts";
import { type Command, defineCommand } from "../../commands/command.ts";
import { showRoles } from "./amode.ts";

/** What other services call the roles of a channel: shows them, and says how they are changed here. */
export const flags: Command = defineCommand({
  name: "FLAGS",
  aliases: ["ACCESS"],
  when: "registered",
  args: [named("channel"), rest("words")],
  help: "Shows who has a role in a channel; AMODE changes roles.",
  cost: 2,
  ask(ctx, name, words) {
    if (words.length === 0 || words[0]?.toUpperCase() === "LIST") return showRoles(ctx, name);
    ctx.notice(
      "Accounts have roles here, not flags or levels: AMODE #room +o alice makes alice op, -o ends that",
    );
  },
});
