import { named } from "../../commands/args.ts";
import { type Command, defineCommand } from "../../commands/command.ts";
import type { UserAskContext } from "../../commands/context.ts";
import type { OwnedChannel } from "../../world/access-registered.ts";
import { type AccountKey, accountOf } from "../../world/account.ts";
import type { ChannelSettings } from "../../world/registration.ts";
import { accountName } from "./account-name.ts";
import { keep } from "./keep.ts";
import { channelsOf } from "./register.ts";
import { founderOf, type Standing } from "./standing.ts";

/** Gives a channel to another account, which has to accept it; operators do it at once. */
export const transfer: Command = defineCommand({
  name: "TRANSFER",
  when: "registered",
  args: [named("channel, ACCEPT or CANCEL"), named("account or channel")],
  help: "Offers your channel to an account. ACCEPT takes one that is offered to you; CANCEL ends an offer.",
  cost: 2,
  ask(ctx, first, second) {
    switch (first.toUpperCase()) {
      case "ACCEPT":
        return accept(ctx, second);
      case "CANCEL":
        return cancel(ctx, second);
      default:
        return offer(ctx, first, second);
    }
  },
});

function offer(ctx: UserAskContext, name: string, who: string): void {
  const judge = () => judgeOffer(ctx, name, who);
  keep(
    ctx,
    `TRANSFER to ${who}`,
    judge,
    async (book, { channel, registration, authority, account }, notice) => {
      const { settings } = registration;
      if (authority === "operator") {
        await book.change(channel, { founder: account, settings: settled(settings, account) }, notice);
        return `${channel.name} belongs to ${accountName(ctx.world, account)} now`;
      }
      await book.change(channel, { settings: { ...settings, offeredTo: account } }, notice);
      const name = accountName(ctx.world, account);
      return `${channel.name} is offered to ${name}, who takes it with TRANSFER ACCEPT ${channel.name}`;
    },
  );
}

function judgeOffer(
  ctx: UserAskContext,
  name: string,
  who: string,
): (Standing & { readonly account: AccountKey }) | string {
  const standing = founderOf(ctx, name);
  if (typeof standing === "string") return standing;
  if (ctx.world.accountNamed(who) === undefined) return `${who} is not registered`;
  const account = ctx.control.accounts.keyOf(who);
  if (standing.registration.founder === account) return `${standing.channel.name} belongs to ${who} already`;
  return { ...standing, account };
}

function accept(ctx: UserAskContext, name: string): void {
  const judge = () => judgeOffered(ctx, name);
  keep(ctx, "TRANSFER ACCEPT", judge, async (book, { channel, registration, account }) => {
    await book.change(channel, { founder: account, settings: settled(registration.settings, account) });
    return `${channel.name} is yours now`;
  });
}

function judgeOffered(
  ctx: UserAskContext,
  name: string,
): (Standing & { readonly account: AccountKey }) | string {
  const offered = offeredTo(ctx, name);
  if (typeof offered === "string") return offered;
  const { perAccount } = ctx.world.settings.channels;
  const isMuch = perAccount > 0 && channelsOf(ctx.world, offered.account) >= perAccount;
  return isMuch ? `You have as many channels as an account may have (${perAccount})` : offered;
}

/** A channel that is offered to who asks. To everybody else it is as if there were none, whoever may know of it. */
function offeredTo(
  { world, user }: UserAskContext,
  name: string,
): (Standing & { readonly account: AccountKey }) | string {
  const channel = world.channelByName(name);
  const account = accountOf(world, user);
  const registration = channel?.registration;
  if (!channel || !registration || account === undefined || registration.settings.offeredTo !== account)
    return `${name} is not offered to you`;
  return { channel, registration, account, authority: "role" };
}

function cancel(ctx: UserAskContext, name: string): void {
  const judge = () => judgeCancelled(ctx, name);
  keep(ctx, "TRANSFER CANCEL", judge, async (book, { channel, registration }, notice) => {
    const { offeredTo: _, ...settings } = registration.settings;
    await book.change(channel, { settings }, notice);
    return `${channel.name} is offered to nobody any more`;
  });
}

function judgeCancelled(ctx: UserAskContext, name: string): Standing | string {
  const offered = offeredTo(ctx, name);
  if (typeof offered !== "string") return offered;
  const standing = founderOf(ctx, name);
  if (typeof standing === "string") return standing;
  return isOffered(standing) ? standing : `${standing.channel.name} is offered to nobody`;
}

function isOffered({ registration }: OwnedChannel): boolean {
  return registration.settings.offeredTo !== undefined;
}

/** The settings of a channel that has found its new founder. */
function settled(
  { offeredTo: _, successor, ...others }: ChannelSettings,
  founder: AccountKey,
): ChannelSettings {
  return { ...others, ...(successor !== undefined && successor !== founder && { successor }) };
}
