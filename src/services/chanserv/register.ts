import type { ChannelBook } from "../../channels/channel-book.ts";
import { named } from "../../commands/args.ts";
import { type Command, defineCommand } from "../../commands/command.ts";
import type { UserAskContext } from "../../commands/context.ts";
import { mayRegisterNow } from "../../world/access-defcon.ts";
import { mayRegister, overseesChannels } from "../../world/access-registered.ts";
import { type AccountKey, accountOf } from "../../world/account.ts";
import type { Channel } from "../../world/channel.ts";
import { inTurnIfRight } from "./keep.ts";
import type { Asker } from "./standing.ts";

/** Gives a channel to the account of who is an operator in it. */
export const register: Command = defineCommand({
  name: "REGISTER",
  when: "registered",
  args: [named("channel")],
  help: "Makes a channel yours that you are an operator in: it stays, with its topic, modes, bans and roles.",
  cost: 5,
  ask(ctx, name) {
    const right = () => judge(ctx, name);
    const register = async (book: ChannelBook, { channel, account }: Right) => {
      await book.register(channel, account);
      return `${channel.name} is registered to ${ctx.user.identity.account}; SET and AMODE say what is true of it`;
    };
    inTurnIfRight(ctx, right, register, { taken: already({ name }) });
  },
});

interface Right {
  readonly channel: Channel;
  readonly account: AccountKey;
}

function judge({ world, user, now }: UserAskContext, name: string): Right | string {
  const account = accountOf(world, user);
  if (account === undefined) return "You have to be logged in: a channel belongs to an account";
  const { registration, perAccount } = world.settings.channels;
  if (!registration && !overseesChannels(user)) return "Channels are registered by operators only";
  const guarded = overseesChannels(user) ? undefined : mayRegisterNow(world, now);
  if (guarded !== undefined) return guarded;
  const channel = world.channelByName(name);
  if (!mayRegister(channel, user)) return `You have to be an operator in ${name}`;
  if (channel.registration) return already(channel);
  const isMuch = perAccount > 0 && channelsOf(world, account) >= perAccount;
  if (isMuch && !overseesChannels(user))
    return `You have as many channels as an account may have (${perAccount})`;
  return { channel, account };
}

function already({ name }: Pick<Channel, "name">): string {
  return `${name} is registered already`;
}

/** How many channels an account has. */
export function channelsOf(world: Asker["world"], account: AccountKey): number {
  let count = 0;
  for (const { registration } of world.channels.values()) if (registration?.founder === account) count += 1;
  return count;
}
