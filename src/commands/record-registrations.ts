import type { ModeRequest } from "../protocol/mode-string.ts";
import type { AccountKey } from "../world/account.ts";
import { accountNamedBy } from "../world/akick.ts";
import type { AppliedMode, RegistrationEnded, RegistrationSet } from "../world/changes.ts";
import type { Channel } from "../world/channel.ts";
import { chanServIdentity } from "../world/identity.ts";
import { keptOf } from "../world/kept-channel.ts";
import { ModeDraft } from "../world/mode-draft.ts";
import { modeEffect } from "../world/mode-effects.ts";
import { lockedModes } from "../world/mode-lock.ts";
import { type Registration, withAkicks } from "../world/registration.ts";
import type { World } from "../world/world.ts";
import { isRefusal } from "./args.ts";
import { giveStatusByRoles } from "./channel-roles.ts";
import { followAkicks } from "./keep-out.ts";
import { commitModes } from "./mode-commit.ts";
import type { EntryContext } from "./register-session.ts";

/** A channel is registered, or its registration changed: what follows from it is shown to who is inside. */
export function setRegistration(ctx: EntryContext, fact: RegistrationSet): void {
  const before = ctx.world.channels.get(fact.channel)?.registration;
  ctx.commit(fact);
  const channel = ctx.world.channels.get(fact.channel);
  if (channel) followAkicks(ctx, channel, before);
  // At the start nobody is there to be shown anything.
  if (!channel || channel.members.size === 0) return;
  const mark = before ? [] : [flag("+", "r")];
  commitModes(ctx, channel, chanServIdentity, [...mark, ...missingByLock(ctx, channel)]);
  giveStatusByRoles(ctx, channel, before);
}

/** A channel is let go of. */
export function endRegistration(ctx: EntryContext, fact: RegistrationEnded): void {
  ctx.commit(fact);
  const channel = ctx.world.channels.get(fact.channel);
  if (channel && channel.members.size > 0) commitModes(ctx, channel, chanServIdentity, [flag("-", "r")]);
}

/** What a lock demands and is not so yet, as far as it can be: +z waits for those who are not on TLS. */
function missingByLock({ world, now }: EntryContext, channel: Channel): readonly AppliedMode[] {
  const draft = new ModeDraft(channel, chanServIdentity, now);
  for (const request of lockedModes(channel.registration?.settings.modeLock)) {
    // RFC 2812 3.2.3: a key is not replaced, it is removed first.
    const isOtherKey = request.letter === "k" && channel.params.get("k") !== request.param;
    if (request.sign === "+" && isOtherKey) draft.apply(effectOf(world, draft, { ...request, sign: "-" }));
    draft.apply(effectOf(world, draft, request));
  }
  return draft.applied;
}

function effectOf(world: World, draft: ModeDraft, request: ModeRequest): readonly AppliedMode[] {
  const effect = modeEffect(world, draft, undefined, request);
  return isRefusal(effect) ? [] : effect;
}

function flag(sign: "+" | "-", letter: string): AppliedMode {
  return { sign, letter, param: undefined, user: undefined };
}

/** An account is gone: what it had in channels goes to who was to follow, or to nobody. */
export function passOnChannels(ctx: EntryContext, account: AccountKey): void {
  for (const channel of [...ctx.world.channels.values()]) {
    const { registration } = channel;
    const without = registration && registrationWithout(ctx.world, registration, account);
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

// To be banned outlasts the account: to have it erased is no way out.
const rights = ["e", "I"] as const;

/** An account is gone: what lets it in by name would let in who comes next under that. */
export function takeBackRights(ctx: EntryContext, account: AccountKey): void {
  for (const channel of [...ctx.world.channels.values()]) {
    const gone = rights.flatMap((letter) =>
      (channel.lists.get(letter) ?? [])
        .filter(({ mask }) => accountNamedBy(ctx.world, mask) === account)
        .map(({ mask }): AppliedMode => ({ sign: "-", letter, param: mask, user: undefined })),
    );
    commitModes(ctx, channel, chanServIdentity, gone);
  }
}

function registrationWithout(world: World, registration: Registration, account: AccountKey): Registration {
  const { founder, roles, settings } = registration;
  const { successor, offeredTo, ...others } = settings;
  const { akicks = [] } = settings;
  const keptOut = akicks.map(({ mask }) => accountNamedBy(world, mask));
  const left = akicks.filter((_, index) => keptOut[index] !== account);
  const inRoles = roles.map((entry) => entry.account);
  const isNamed = [founder, successor, offeredTo, ...inRoles, ...keptOut].includes(account);
  if (!isNamed) return registration;
  const next = founder === account ? successor : founder;
  return {
    ...registration,
    founder: next,
    roles: roles.filter((entry) => entry.account !== account && entry.account !== next),
    settings: {
      ...withAkicks(others, left),
      ...(successor !== undefined && successor !== account && successor !== next && { successor }),
      ...(offeredTo !== undefined && offeredTo !== account && founder !== account && { offeredTo }),
    },
  };
}
