import type { NickDueRequest } from "../log/log.ts";
import { mayTakeNick, robbedBy } from "../world/access-nicks.ts";
import type { User } from "../world/user.ts";
import type { World } from "../world/world.ts";
import type { RunContext } from "./context.ts";
import { changeNick } from "./nick.ts";
import type { OthersContext } from "./register-session.ts";
import { serviceSource } from "./service-source.ts";

/** Renames whoever has had another's nick for long enough, if they still have it. */
export function leaveOthersNick(ctx: OthersContext, { user: id, nick }: NickDueRequest): void {
  const user = ctx.world.users.get(id);
  const owner = user && robbedBy(ctx.world, user);
  if (!user || !owner || user.foldedNick !== nick) return;
  const theirs = ctx.inNameOf(user);
  theirs.noticeFrom(serviceSource("NickServ"), `${user.nick} belongs to ${owner.name}: you get another nick`);
  renameToGuest(theirs, user);
}

/** Gives the user a nick that is nobody's. */
export function renameToGuest(ctx: RunContext, user: User): void {
  const nick = freeGuestNick(ctx.world);
  if (nick !== undefined) changeNick(ctx.inNameOf(user), nick);
}

const guests = 100_000;
const tries = 1_000;

// By the number of the entry, so that every node finds the same.
function freeGuestNick(world: World): string | undefined {
  const { nickLength } = world.settings.limits;
  for (let number = 0; number < tries; number += 1) {
    const digits = String((world.seq * 7_919 + number) % guests).slice(0, Math.max(0, nickLength - 1));
    const nick = "Guest".slice(0, nickLength - digits.length) + digits;
    if (!mayTakeNick(world, nick, undefined)) return nick;
  }
  return undefined;
}
