import type { ModeRequest } from "../protocol/mode-string.ts";
import type { AccountKey } from "../world/account.ts";
import type { AppliedMode, RegistrationEnded, RegistrationSet } from "../world/changes.ts";
import type { Channel } from "../world/channel.ts";
import { chanServIdentity } from "../world/identity.ts";
import { keptOf } from "../world/kept-channel.ts";
import { excludedBy, lockedModes } from "../world/mode-lock.ts";
import type { Registration } from "../world/registration.ts";
import { giveStatusByRoles } from "./channel-roles.ts";
import { commitModes } from "./mode-commit.ts";
import type { EntryContext } from "./register-session.ts";

/** A channel is registered, or its registration changed: what follows from it is shown to who is inside. */
export function setRegistration(ctx: EntryContext, fact: RegistrationSet): void {
  const before = ctx.world.channels.get(fact.channel)?.registration;
  ctx.commit(fact);
  const channel = ctx.world.channels.get(fact.channel);
  // At the start nobody is there to be shown anything.
  if (!channel || channel.members.size === 0) return;
  const mark = before ? [] : [flag("+", "r")];
  commitModes(ctx, channel, chanServIdentity, [...mark, ...missingByLock(channel)]);
  giveStatusByRoles(ctx, channel, before);
}

/** A channel is let go of. */
export function endRegistration(ctx: EntryContext, fact: RegistrationEnded): void {
  ctx.commit(fact);
  const channel = ctx.world.channels.get(fact.channel);
  if (channel && channel.members.size > 0) commitModes(ctx, channel, chanServIdentity, [flag("-", "r")]);
}

/** What a lock demands and is not so yet. */
function missingByLock(channel: Channel): readonly AppliedMode[] {
  return lockedModes(channel.registration?.settings.modeLock)
    .filter((mode) => !isSo(channel, mode))
    .flatMap(({ sign, letter, param }) => {
      const other = sign === "+" ? excludedBy(letter) : undefined;
      const gone = other !== undefined && channel.has(other) ? [flag("-", other)] : [];
      return [...gone, { sign, letter, param, user: undefined }];
    });
}

function isSo(channel: Channel, { sign, letter, param }: ModeRequest): boolean {
  if (sign === "-") return !channel.has(letter);
  return channel.has(letter) && (param === undefined || channel.params.get(letter) === param);
}

function flag(sign: "+" | "-", letter: string): AppliedMode {
  return { sign, letter, param: undefined, user: undefined };
}

/** An account is gone: what it had in channels goes to who was to follow, or to nobody. */
export function passOnChannels(ctx: EntryContext, account: AccountKey): void {
  for (const channel of [...ctx.world.channels.values()]) {
    const { registration } = channel;
    const without = registration && registrationWithout(registration, account);
    if (!without || without === registration) continue;
    setRegistration(ctx, {
      type: "registration-set",
      channel: channel.key,
      name: channel.name,
      registration: without,
      kept: keptOf(channel),
      derived: true,
    });
  }
}

function registrationWithout(registration: Registration, account: AccountKey): Registration {
  const { founder, roles, settings } = registration;
  const { successor, offeredTo, ...others } = settings;
  const isNamed = [founder, successor, offeredTo, ...roles.map((entry) => entry.account)].includes(account);
  if (!isNamed) return registration;
  const next = founder === account ? successor : founder;
  return {
    ...registration,
    founder: next,
    roles: roles.filter((entry) => entry.account !== account && entry.account !== next),
    settings: {
      ...others,
      ...(successor !== undefined && successor !== account && successor !== next && { successor }),
      ...(offeredTo !== undefined && offeredTo !== account && founder !== account && { offeredTo }),
    },
  };
}
