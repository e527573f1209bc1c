import { audit } from "../../commands/audit.ts";
import type { RunContext } from "../../commands/context.ts";
import { tellOperators } from "../../commands/tell-operators.ts";
import { outranksByRole } from "../../world/access-registered.ts";
import type { Member } from "../../world/channel.ts";
import type { Role } from "../../world/registration.ts";
import { overruling, type Standing, standingIn } from "./standing.ts";

/** How the user stands who changes something in the channel; without a right to it they are told so. */
export function actingIn(
  ctx: RunContext<unknown>,
  command: string,
  name: string,
  least: Role,
): Standing | undefined {
  const standing = standingIn(ctx, name, least);
  if (typeof standing === "string") {
    ctx.notice(standing);
    return undefined;
  }
  const notice = overruling(ctx, standing, command);
  if (notice !== undefined) {
    tellOperators(ctx, "v", notice);
    audit(ctx, { command: `CHANSERV ${command}`, target: standing.channel.name, outcome: "done" });
  }
  return standing;
}

/** May they do something to this member? Not to who has as high a role as they. */
export function outranksMember(
  { world, user }: RunContext<unknown>,
  { authority }: Standing,
  member: Member,
): boolean {
  return authority === "operator" || outranksByRole(world, member, user);
}

/** The member of that nick; if there is none, that is said. */
export function memberNamed(
  ctx: RunContext<unknown>,
  { channel }: Standing,
  nick: string,
): Member | undefined {
  const user = ctx.world.userByNick(nick);
  const member = user && channel.member(user);
  if (!member) ctx.notice(`${nick} is not in ${channel.name}`);
  return member;
}
