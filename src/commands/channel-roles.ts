import { mayHold, roleOf } from "../world/access-roles.ts";
import { accountOf, keyOfAccount } from "../world/account.ts";
import type { AppliedMode } from "../world/changes.ts";
import type { Channel, Member } from "../world/channel.ts";
import { chanServIdentity } from "../world/identity.ts";
import { letterOfRole, type Registration, type Role, roleIn } from "../world/registration.ts";
import { isStatus } from "../world/statuses.ts";
import type { User } from "../world/user.ts";
import type { World } from "../world/world.ts";
import { commitModes, type ModeContext } from "./mode-commit.ts";

/** Gives who has just joined the status of their role. */
export function giveStatusOnJoin(ctx: ModeContext, channel: Channel, user: User): void {
  const member = channel.member(user);
  if (!channel.registration || !member) return;
  commitModes(ctx, channel, chanServIdentity, statusModes(ctx.world, member, undefined));
}

/** Gives who has logged in, or out, the status of their roles, and takes that of those they had before. */
export function giveStatusOnLogin(ctx: ModeContext, user: User, accountBefore: string | undefined): void {
  const before = accountBefore === undefined ? undefined : keyOfAccount(ctx.world, accountBefore);
  for (const member of [...user.channels.values()]) {
    const { channel } = member;
    if (!channel.registration) continue;
    const had = before === undefined ? undefined : roleIn(channel.registration, before);
    commitModes(ctx, channel, chanServIdentity, statusModes(ctx.world, member, had));
  }
}

/** Gives and takes what follows from another registration than the one before. */
export function giveStatusByRoles(
  ctx: ModeContext,
  channel: Channel,
  before: Registration | undefined,
): void {
  const modes = [...channel.members.values()].flatMap((member) => {
    const key = accountOf(ctx.world, member.user);
    return statusModes(ctx.world, member, key === undefined ? undefined : roleIn(before, key));
  });
  commitModes(ctx, channel, chanServIdentity, modes);
}

/** How the status of a member changes, who had this role and has the one they have now. */
function statusModes(world: World, member: Member, had: Role | undefined): readonly AppliedMode[] {
  const { channel, user, status } = member;
  const has = roleOf(world, channel, user);
  const given = has === undefined || has === had ? "" : letterOfRole(has);
  const taken = had === undefined || has === had ? "" : letterOfRole(had);
  const goes = [...status].filter(
    (letter) => letter === taken || (isStatus(letter) && !mayHold(world, channel, user, letter)),
  );
  const comes = [...given].filter((letter) => !status.includes(letter));
  const mode = (sign: "+" | "-") => (letter: string) => ({ sign, letter, param: user.nick, user: user.id });
  return [...goes.map(mode("-")), ...comes.map(mode("+"))];
}
