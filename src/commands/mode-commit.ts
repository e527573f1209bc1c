import { byteLength } from "../protocol/text.ts";
import { maySeeMember } from "../world/access.ts";
import type { AppliedMode, ShownTo } from "../world/changes.ts";
import type { Channel } from "../world/channel.ts";
import type { Identity } from "../world/identity.ts";
import type { UserId } from "../world/ids.ts";
import { isAtLeast, rankOf } from "../world/statuses.ts";
import type { RunContext } from "./context.ts";

/** Where modes take effect. */
export type ModeContext = Pick<RunContext<unknown>, "world" | "now" | "commit">;

/** Makes modes take effect: one line for all of them, but each member is shown only whom they may see. */
export function commitModes(
  ctx: ModeContext,
  channel: Channel,
  by: Identity,
  modes: readonly AppliedMode[],
): void {
  const revealed = new Set<UserId>();
  for (const mode of modes) revealMember(ctx, channel, mode, revealed);
  const audiences = modes.map((mode) => audienceOf(channel, mode, revealed));
  for (const shownTo of ["all", "operators"] as const) {
    const shown = modes.filter((_, index) => audiences[index] === shownTo);
    const head = `:${by.prefix} MODE ${channel.name} `;
    for (const line of inLines(shown, maxLine - byteLength(head))) {
      const { key, name } = channel;
      ctx.commit({
        type: "channel-modes-changed",
        channel: key,
        name,
        by,
        modes: line,
        shownTo,
        at: ctx.now,
      });
    }
  }
}

// RFC 1459 2.3: 512 bytes with CRLF.
const maxLine = 510;

/** As many modes to a line as fit: masks grow when they are completed, and a cut mask is another mask. */
function inLines(modes: readonly AppliedMode[], room: number): readonly (readonly AppliedMode[])[] {
  const lines: AppliedMode[][] = [];
  let left = 0;
  for (const mode of modes) {
    const size = 2 + (mode.param === undefined ? 0 : 1 + byteLength(mode.param));
    if (lines.length === 0 || size > left) {
      lines.push([]);
      left = room;
    }
    lines.at(-1)?.push(mode);
    left -= size;
  }
  return lines;
}

/** Who was hidden by +D is shown when given a status; who was by +u, when it lifts them out of the crowd. */
function revealMember(
  ctx: ModeContext,
  channel: Channel,
  { sign, letter, user }: AppliedMode,
  revealed: Set<UserId>,
): void {
  const member = user === undefined ? undefined : channel.members.get(user);
  if (!member || sign === "-" || revealed.has(member.user.id)) return;
  const rises = rankOf(letter) >= rankOf("h");
  const crowd = channel.has("u") && !isAtLeast(member.status, "h");
  if (!member.hidden && !(crowd && rises)) return;
  if (rises) revealed.add(member.user.id);
  const to = crowd && !rises ? "operators" : crowd && !member.hidden ? "others" : undefined;
  ctx.commit({
    type: "revealed",
    channel: channel.key,
    name: channel.name,
    user: member.user.id,
    by: member.user.identity,
    realname: member.user.realname,
    ...(to && { to }),
  });
}

function audienceOf(channel: Channel, { letter, user }: AppliedMode, revealed: ReadonlySet<UserId>): ShownTo {
  const member = user === undefined ? undefined : channel.members.get(user);
  if (!member || rankOf(letter) >= rankOf("h") || revealed.has(member.user.id)) return "all";
  return maySeeMember(channel, undefined, member.user) ? "all" : "operators";
}
