import { type Reply, reply } from "./reply.ts";
export function isupportReplies(tokens: readonly string[]): readonly Reply[] {
  const out: Reply[] = [];
  for (let i = 0; i < tokens.length; i += 13)
    out.push(reply("RPL_ISUPPORT", { tokens: tokens.slice(i, i + 13).join(" ") }));
  return out;
}
