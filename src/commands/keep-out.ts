import { akicksOn } from "../world/access-akicks.ts";
import { type Akick, inForce } from "../world/akick.ts";
import type { AppliedMode } from "../world/changes.ts";
import type { Channel, Member } from "../world/channel.ts";
import { chanServIdentity } from "../world/identity.ts";
import type { Registration } from "../world/registration.ts";
import type { User } from "../world/user.ts";
import { kickMember } from "./kick.ts";
import { commitModes, type ModeContext } from "./mode-commit.ts";

// What becomes of those on the AKICK list of a registered channel.

/** Bans and puts out a member. */
export function keepOut(ctx: ModeContext, channel: Channel, member: Member, akick: Akick): void {
  const { mask, reason = "You are kept out of this channel" } = akick;
  commitModes(ctx, channel, chanServIdentity, missingBan(ctx, channel, mask));
  kickMember(ctx, channel, member, chanServIdentity, reason);
}

/** Puts out all members whom one of these entries is about; all of them unless said. Gives how many. */
export function keepAllOut(
  ctx: ModeContext,
  channel: Channel,
  isMeant: (entry: Akick) => boolean = () => true,
): number {
  let count = 0;
  for (const member of [...channel.members.values()]) {
    const akick = akicksOn(ctx.world, channel, member.user).find(isMeant);
    if (!akick) continue;
    keepOut(ctx, channel, member, akick);
    count += 1;
  }
  return count;
}

/** Puts a user out of channels after a change of who they are: of those where an entry is about them that was not before. */
export function mindingAkicks(ctx: ModeContext, user: User, change: () => void): void {
  const entriesOf = ({ channel }: Member) => akicksOn(ctx.world, channel, user);
  // Who is inside although an entry is about them was invited, or put in by an operator.
  const before = new Set([...user.channels.values()].flatMap(entriesOf));
  change();
  for (const member of [...user.channels.values()]) {
    const akick = entriesOf(member).find((entry) => !before.has(entry));
    if (akick) keepOut(ctx, member.channel, member, akick);
  }
}

/** What follows for the channel when the list is another than before: the bans of entries that are gone go along. */
export function followAkicks(ctx: ModeContext, channel: Channel, before: Registration | undefined): void {
  const now = inForce(channel.registration?.settings.akicks, ctx.world.at);
  const had = before?.settings.akicks ?? [];
  const gone = had.filter(({ mask }) => !now.some((one) => one.mask === mask));
  commitModes(
    ctx,
    channel,
    chanServIdentity,
    gone.flatMap(({ mask }) => liftedBan(channel, mask)),
  );
  const isNew = ({ mask, at }: Akick) => !had.some((one) => one.mask === mask && one.at === at);
  // Who is inside although an older one is about them was invited, or put in by an operator.
  if (now.some(isNew)) keepAllOut(ctx, channel, isNew);
}

function missingBan({ world }: ModeContext, channel: Channel, mask: string): readonly AppliedMode[] {
  const isThere = channel.lists.get("b")?.some((ban) => ban.mask === mask);
  if (isThere || channel.hasFullLists(world.settings.limits.listEntries)) return [];
  return [{ sign: "+", letter: "b", param: mask, user: undefined }];
}

/** What somebody else has banned stays banned. */
function liftedBan(channel: Channel, mask: string): readonly AppliedMode[] {
  const ban = channel.lists.get("b")?.find((one) => one.mask === mask && one.by === chanServIdentity.prefix);
  return ban ? [{ sign: "-", letter: "b", param: mask, user: undefined }] : [];
}
