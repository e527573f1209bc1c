import { reply } from "../protocol/reply.ts";
import { named, optional } from "./args.ts";
import { defineCommand } from "./command.ts";
import { isAskedHere } from "./query-words.ts";
import { statsReports } from "./stats-reports.ts";

/** What the server counts and how it is set up, by letter. */
export const stats = defineCommand({
  name: "STATS",
  when: "registered",
  args: [named("letter"), optional(named("server"))],
  help: `Shows figures and settings of the server: ${[...statsReports].map(([letter, { does }]) => `${letter} ${does}`).join(", ")}.`,
  cost: 3,
  ask(ctx, query, server) {
    if (!isAskedHere(ctx, server)) return;
    const [letter = "*"] = query;
    const end = reply("RPL_ENDOFSTATS", { letter });
    const report = statsReports.get(letter);
    if (!report) return ctx.reply(end);
    if (report.forOperators && !ctx.user.oper) {
      ctx.reply(reply("ERR_NOPRIVILEGES"));
      return ctx.reply(end);
    }
    ctx.stream(
      (function* () {
        yield* report.lines(ctx);
        yield end;
      })(),
    );
  },
});
