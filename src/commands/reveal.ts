import type { Channel } from "../world/channel.ts";
import { isAtLeast } from "../world/statuses.ts";
import type { User } from "../world/user.ts";
import type { RunContext } from "./context.ts";

/** Shows a member whose join +D hid: a word or an act of theirs, or one of the operators' about them. */
export function reveal(ctx: Pick<RunContext<unknown>, "commit">, channel: Channel, user: User): void {
  const member = channel.member(user);
  if (!member?.hidden) return;
  // Who is shown a JOIN is shown the PART: under +u that is no plain member.
  const crowd = channel.has("u") && !isAtLeast(member.status, "h");
  ctx.commit({
    type: "revealed",
    channel: channel.key,
    name: channel.name,
    user: user.id,
    by: user.identity,
    realname: user.realname,
    ...(crowd && { to: "operators" }),
  });
}
