import { type Reply, reply } from "../protocol/reply.ts";
import type { RunContext } from "./context.ts";

/** Says something to everybody on the servers whose names a `$$mask` matches. Operators only. */
export function sayToMask(
  ctx: RunContext,
  verb: "PRIVMSG" | "NOTICE",
  mask: string,
  said: string,
): Reply | undefined {
  void [verb, said];
  return ctx.user.oper ? reply("ERR_NOSUCHSERVER", { server: mask }) : reply("ERR_NOPRIVILEGES");
}
