import type { ChannelBook } from "../../channels/channel-book.ts";
import { named, rest } from "../../commands/args.ts";
import { type Command, defineCommand } from "../../commands/command.ts";
import type { UserAskContext } from "../../commands/context.ts";
import { type ModeRequest, parseModeString } from "../../protocol/mode-string.ts";
import { mayChangeRole } from "../../world/access-registered.ts";
import type { AccountKey } from "../../world/account.ts";
import { letterOfRole, type Role, rankOfRole, roleOfLetter } from "../../world/registration.ts";
import { accountName } from "./account-name.ts";
import { inTurn, inWords } from "./keep.ts";
import { overruling, type Standing, standingIn } from "./standing.ts";

/** Shows the roles in a channel, gives and takes them. */
export const amode: Command = defineCommand({
  name: "AMODE",
  when: "registered",
  args: [named("channel"), rest("+qaohv or - with accounts")],
  help: "Shows who has a role in a channel, or gives and takes roles: AMODE #room +o alice, AMODE #room -o alice.",
  cost: 2,
  ask(ctx, name, modes) {
    if (modes.length === 0) return showRoles(ctx, name);
    const standing = standingIn(ctx, name, "voice");
    if (typeof standing === "string") return ctx.notice(standing);
    const requests = parseModeString(modes, () => "prefix");
    const { modesPerCommand } = ctx.world.settings.limits;
    inTurn(ctx, async (book) => {
      const lines: string[] = [];
      for (const request of requests.slice(0, modesPerCommand))
        lines.push(await inWords(changeRole(ctx, book, name, request)));
      return lines;
    });
  },
});

/** Tells who has which role; only who has one is told. */
export function showRoles(ctx: UserAskContext, name: string): void {
  const standing = standingIn(ctx, name, "voice");
  if (typeof standing === "string") return ctx.notice(standing);
  const { founder, roles } = standing.registration;
  if (founder !== undefined) ctx.notice(`+q ${accountName(ctx.world, founder)} (founder)`);
  const sorted = [...roles].sort((one, other) => rankOfRole(other.role) - rankOfRole(one.role));
  for (const { account, role } of sorted)
    ctx.notice(`+${letterOfRole(role)} ${accountName(ctx.world, account)} (${role})`);
  ctx.notice(`${roles.length + Number(founder !== undefined)} roles in ${standing.channel.name}`);
}

async function changeRole(
  ctx: UserAskContext,
  book: ChannelBook,
  name: string,
  { sign, letter, param: who }: ModeRequest,
): Promise<string> {
  const role = roleOfLetter(letter);
  if (role === undefined) return `${letter} is no role; they are q, a, o, h and v`;
  if (who === undefined) return `${sign}${letter} needs an account`;
  const judged = judgeChange(ctx, name, who, { sign, role });
  if (typeof judged === "string") return judged;
  const { channel, account } = judged;
  const by = ctx.user.identity.account ?? ctx.user.nick;
  const notice = overruling(ctx, judged, `AMODE ${sign}${letter} ${who}`);
  await book.setRole(channel, { account, role: sign === "+" ? role : undefined, by }, notice);
  const shown = accountName(ctx.world, account);
  return sign === "+"
    ? `${shown} is ${role} in ${channel.name}`
    : `${shown} is not ${role} in ${channel.name} any more`;
}

interface Change extends Standing {
  readonly account: AccountKey;
}

function judgeChange(
  ctx: UserAskContext,
  name: string,
  who: string,
  { sign, role }: { readonly sign: "+" | "-"; readonly role: Role },
): Change | string {
  const standing = standingIn(ctx, name, "voice");
  if (typeof standing === "string") return standing;
  const { channel, registration, authority } = standing;
  const account = ctx.control.accounts.keyOf(who);
  const present = registration.roles.find((entry) => entry.account === account);
  if (registration.founder === account)
    return `${who} is the founder of ${channel.name}; TRANSFER changes that`;
  if (sign === "-" && present?.role !== role) return `${who} is not ${role} in ${channel.name}`;
  if (sign === "+" && ctx.world.accountNamed(who) === undefined) return `${who} is not registered`;
  const change = { account, role: sign === "+" ? role : undefined };
  if (authority === "role" && !mayChangeRole(ctx.world, standing, ctx.user, change))
    return `Your role in ${channel.name} is not high enough for that`;
  const isFull = sign === "+" && !present && registration.roles.length >= ctx.world.settings.channels.roles;
  if (isFull) return `${channel.name} has as many roles as a channel may have`;
  return { ...standing, account };
}
