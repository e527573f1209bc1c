import { reply } from "../protocol/reply.ts";
import { isShownOperator, maySeeAddress } from "../world/access-queries.ts";
import type { User } from "../world/user.ts";
import { named, rest } from "./args.ts";
import { defineCommand } from "./command.ts";
import type { UserAskContext } from "./context.ts";
import { wrapWords } from "./query-words.ts";

// RFC 2812 4.8: up to five nicks.
const mostNicks = 5;

/** Tells user name, host and whether they are away, of up to five users. */
export const userhost = defineCommand({
  name: "USERHOST",
  when: "registered",
  args: [named("nick"), rest("nick")],
  help: "Tells the user name and host of up to five users.",
  ask(ctx, first, others) {
    const lines = describe(ctx, [first, ...others], (user) => user.identity.host);
    for (const replies of lines) ctx.reply(reply("RPL_USERHOST", { replies }));
  },
});

/** Like USERHOST, with the address; it is shown to the user themselves and to operators. */
export const userip = defineCommand({
  name: "USERIP",
  when: "registered",
  args: [named("nick"), rest("nick")],
  help: "Tells the user name and address of up to five users; the address only to operators and for yourself.",
  ask(ctx, first, others) {
    const address = (user: User) => (maySeeAddress(ctx.user, user) ? user.address : "255.255.255.255");
    const lines = describe(ctx, [first, ...others], address);
    for (const replies of lines) ctx.reply(reply("RPL_USERIP", { replies }));
  },
});

type Where = (user: User) => string;

// Modern IRC, RPL_USERHOST: nick, `*` for operators, `=`, `+` here or `-` away, then the host.
function describe(ctx: UserAskContext, nicks: readonly string[], where: Where): readonly string[] {
  const users = nicks.slice(0, mostNicks).flatMap((nick) => ctx.world.userByNick(nick) ?? []);
  const lines = wrapWords(
    users.map((user) => {
      const operator = isShownOperator(ctx.user, user) ? "*" : "";
      const away = user.away === undefined ? "+" : "-";
      return `${user.nick}${operator}=${away}${user.identity.user}@${where(user)}`;
    }),
  );
  // There is an answer when nobody is there, too.
  return lines.length === 0 ? [""] : lines;
}
