import { isupportReplies } from "../protocol/isupport.ts";
import { reply } from "../protocol/reply.ts";
import { channelModes } from "../world/channel-modes.ts";
import { statuses } from "../world/statuses.ts";
import { userModes } from "../world/user-modes.ts";
import type { AskContext } from "./context.ts";
import { lusers } from "./lusers.ts";
import { sayMotd } from "./motd.ts";

/** What a client reads when it has come in: 001 to 005, LUSERS, MOTD, in that order. */
export function welcome(ctx: AskContext): void {
  const { node, user, world } = ctx;
  const { network } = world.settings;
  ctx.reply(reply("RPL_WELCOME", { network, mask: user?.identity.prefix ?? "" }));
  ctx.reply(reply("RPL_YOURHOST", { server: node.name, version: node.version }));
  ctx.reply(reply("RPL_CREATED", { date: node.startedText }));
  ctx.reply(reply("RPL_MYINFO", { server: node.name, version: node.version, ...modeLetters }));
  for (const line of isupportReplies(node.isupport)) ctx.reply(line);
  lusers.ask?.(ctx, []);
  sayMotd(ctx);
}

const lettersOf = (modes: ReadonlyMap<string, unknown>) => [...modes.keys()].sort().join("");
const statusLetters = statuses.map((status) => status.letter);
const withParameter = [...channelModes.values()]
  .filter((mode) => mode.kind !== "flag")
  .map((mode) => mode.letter);

// Modern IRC, RPL_MYINFO: user modes, channel modes, channel modes with a parameter.
const modeLetters = {
  userModes: lettersOf(userModes),
  channelModes: [...channelModes.keys(), ...statusLetters].sort().join(""),
  paramModes: [...withParameter, ...statusLetters].sort().join(""),
};
