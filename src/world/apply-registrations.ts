import { forgetIfEmpty } from "./apply-channels.ts";
import type { RegistrationEnded, RegistrationSet } from "./changes.ts";
import { Channel } from "./channel.ts";
import { withLetter, withoutLetter } from "./letters.ts";
import type { World } from "./world.ts";

/** Makes the registration of a channel what it is now; a channel that is not there is made of what was kept. */
export function registrationSet(world: World, change: RegistrationSet): void {
  const channel = world.channels.get(change.channel) ?? restoredChannel(world, change);
  channel.registration = change.registration;
  channel.flags = withLetter(channel.flags, "r");
}

function restoredChannel(world: World, { channel: key, name, registration, kept }: RegistrationSet): Channel {
  const channel = new Channel(key, name, registration.createdAt);
  channel.topic = kept.topic;
  channel.flags = kept.flags;
  for (const [letter, value] of kept.params) channel.params.set(letter, value);
  for (const [letter, entries] of kept.lists) channel.lists.set(letter, [...entries]);
  world.channels.set(key, channel);
  return channel;
}

/** Lets go of a channel: without members it is gone. */
export function registrationEnded(world: World, change: RegistrationEnded): void {
  const channel = world.channels.get(change.channel);
  if (!channel) return;
  channel.registration = undefined;
  channel.flags = withoutLetter(channel.flags, "r");
  forgetIfEmpty(world, channel);
}
