import { type Reply, reply } from "../protocol/reply.ts";
import { type DefconRule, isForbidden } from "./defcon.ts";
import type { User } from "./user.ts";
import type { World } from "./world.ts";

// What a network that is guarded against an attack keeps people from: world/defcon.ts says at which level.

/** May accounts and channels be registered? Why not, in words. */
export function mayRegisterNow(world: World, now: number): string | undefined {
  return forbids(world, "registering", now) ? "Nothing can be registered for the time being" : undefined;
}

/** Is who connects often held back sooner than otherwise? */
export function isConnectingSlowed(world: World): boolean {
  return forbids(world, "fast connecting");
}

/** May the user write to somebody they do not meet anywhere? */
export function mayWriteToStrangers(world: World, from: User, nick: string): Reply | undefined {
  if (!isStranger(world, from)) return undefined;
  const reason = "only who is logged in writes to people outside of channels now";
  return reply("ERR_CANNOTSENDTOUSER", { nick, reason });
}

/** May the user make a channel? */
export function mayMakeChannel(world: World, channel: string, user: User): Reply | undefined {
  return isStranger(world, user) ? reply("ERR_NEEDREGGEDNICK", { channel, what: "make" }) : undefined;
}

function isStranger(world: World, { identity, oper }: User): boolean {
  return forbids(world, "strangers") && identity.account === undefined && !oper;
}

/** May somebody come onto the network with this account, or none? An exception of the bans is one here, too. */
export function mayComeNow(world: World, name: string | undefined): Reply | undefined {
  if (name === undefined) {
    if (!forbids(world, "guests")) return undefined;
    return reply("FAIL_ACCOUNT_REQUIRED", { reason: "Only who logs in to an account comes in for now" });
  }
  if (!forbids(world, "newcomers")) return undefined;
  const account = world.accountNamed(name);
  if (account && account.createdAt <= world.defcon.at) return undefined;
  return reply("FAIL_ACCOUNT_REQUIRED", {
    reason: "Only who has had an account for longer comes in for now",
  });
}

function forbids(world: World, rule: DefconRule, now = world.at): boolean {
  return isForbidden(world.defcon, rule, now);
}
