import type { Channel } from "../world/channel.ts";
import type { User } from "../world/user.ts";
import type { RunContext } from "./context.ts";

/** Shows a member whose join +D hid: a word or an act of theirs, or one of the operators' about them. */
export function reveal(ctx: RunContext<unknown>, channel: Channel, user: User): void {
  if (!channel.member(user)?.hidden) return;
  ctx.commit({
    type: "revealed",
    channel: channel.key,
    name: channel.name,
    user: user.id,
    by: user.identity,
    realname: user.realname,
  });
}
