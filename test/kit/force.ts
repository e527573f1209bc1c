import type { AccountKey } from "../../src/world/account.ts";
import { applyChange } from "../../src/world/apply.ts";
import type { AppliedMode } from "../../src/world/changes.ts";
import type { Channel } from "../../src/world/channel.ts";
import { changedIdentity, serverIdentity } from "../../src/world/identity.ts";
import { keptOf } from "../../src/world/kept-channel.ts";
import type { ChannelSettings } from "../../src/world/registration.ts";
import type { User } from "../../src/world/user.ts";
import type { TestNetwork } from "./network.ts";

/** The user of that nick; a test that names nobody fails. */
export function userOf(network: TestNetwork, nick: string): User {
  const user = network.node.world.userByNick(nick);
  if (!user) throw new Error(`there is no ${nick}`);
  return user;
}

/** The channel of that name; a test that names none fails. */
export function channelOf(network: TestNetwork, name: string): Channel {
  const channel = network.node.world.channelByName(name);
  if (!channel) throw new Error(`there is no ${name}`);
  return channel;
}

/** Sets user modes without asking who may. */
export function forceUserModes(network: TestNetwork, nick: string, letters: string): void {
  const user = userOf(network, nick);
  const modes = [...letters].map((letter) => ({ sign: "+" as const, letter }));
  const change = { type: "user-modes-changed" as const, user: user.id, by: user.identity };
  applyChange(network.node.world, { ...change, modes, snomask: undefined });
}

/** Logs a user in, without asking for a password. */
export function forceAccount(network: TestNetwork, nick: string, account: string): void {
  const user = userOf(network, nick);
  user.identity = changedIdentity(user.identity, { account });
}

/** Makes a channel that is there belong to an account. */
export function forceRegistration(
  network: TestNetwork,
  name: string,
  founder: string,
  settings: ChannelSettings = {},
): void {
  const channel = channelOf(network, name);
  applyChange(network.node.world, {
    type: "registration-set",
    channel: channel.key,
    name: channel.name,
    registration: { founder: founder as AccountKey, roles: [], settings, createdAt: network.now },
    kept: keptOf(channel),
  });
}

/** Makes a user away. */
export function forceAway(network: TestNetwork, nick: string, text: string): void {
  const { id, identity } = userOf(network, nick);
  applyChange(network.node.world, { type: "away-changed", user: id, by: identity, text });
}

/** Sets modes without parameter on a channel, without asking who may. */
export function forceChannelModes(network: TestNetwork, name: string, letters: string): void {
  const modes = [...letters].map((letter) => ({ letter, param: undefined, user: undefined }));
  applyModes(network, name, modes);
}

/** Gives a member status letters, without asking who may. */
export function forceStatus(network: TestNetwork, name: string, nick: string, letters: string): void {
  const user = userOf(network, nick).id;
  const modes = [...letters].map((letter) => ({ letter, param: nick, user }));
  applyModes(network, name, modes);
}

function applyModes(network: TestNetwork, name: string, modes: readonly Omit<AppliedMode, "sign">[]): void {
  const channel = channelOf(network, name);
  applyChange(network.node.world, {
    type: "channel-modes-changed",
    channel: channel.key,
    name: channel.name,
    by: serverIdentity("irc.test"),
    modes: modes.map((mode) => ({ ...mode, sign: "+" })),
    shownTo: "all",
    at: network.now,
  });
}
