import { matchGlob } from "../protocol/masks.ts";
import type { World } from "./world.ts";

// HOSTLEN=64; what a host name, an address or a cloak such as `staff/alice` is made of.
const shape = /^[A-Za-z0-9][A-Za-z0-9.:/_-]{0,63}$/;

/** True for what a user may be shown with for a host. */
export function isShownHost(host: string): boolean {
  return shape.test(host);
}

/** The host others see of who is logged in to the account: its own, that of the network's accounts, or what they are shown with otherwise. */
export function shownHostOf(world: World, account: string | undefined, plainHost: string): string {
  return account === undefined
    ? plainHost
    : (vhostOf(world, account) ?? cloakOf(world, account) ?? plainHost);
}

/** Every host an account can be shown with: a ban on one of them counts whichever is shown. */
export function hostsOfAccount(world: World, account: string): readonly string[] {
  const cloak = cloakOf(world, account);
  const vhost = world.accountNamed(account)?.settings.vhost;
  return [...(cloak === undefined ? [] : [cloak]), ...(vhost === undefined ? [] : [vhost])];
}

/** Why an account cannot be shown with the host, if it cannot. */
export function hostProblem({ settings }: World, host: string): string | undefined {
  if (!isShownHost(host)) {
    return "A host has at most 64 letters, digits and . : / _ -, and begins with a letter or a digit";
  }
  // Who has such a host is known by it to be logged in, and as whom, or to come from some place.
  if (isUnder(settings.accountHost, host)) return `Hosts under ${settings.accountHost} are given by name`;
  if (isUnder(settings.cloakSuffix, host)) return `Hosts under ${settings.cloakSuffix} are given by address`;
  return undefined;
}

/** True if the mask is about everybody who is shown with a cloak, or with a host of their account's name. */
export function isAboutAllShown({ settings, names }: World, mask: string): boolean {
  const { cloakSuffix, accountHost } = settings;
  // What no name and no cloak begins with: only a star stands for it.
  const examples = [cloakSuffix && `\0@\0.\0.\0.${cloakSuffix}`, accountHost && `\0@\0.${accountHost}`];
  return examples.some((host) => host !== undefined && matchGlob(names.fold(mask), names.fold(host)));
}

function isUnder(end: string | undefined, host: string): boolean {
  const [lower, ending] = [host.toLowerCase(), end?.toLowerCase()];
  return ending !== undefined && (lower === ending || lower.endsWith(`.${ending}`));
}

function vhostOf(world: World, account: string): string | undefined {
  const { vhost, vhostOff } = world.accountNamed(account)?.settings ?? {};
  return vhostOff ? undefined : vhost;
}

const mostInHost = 64;

function cloakOf({ settings: { accountHost } }: World, account: string): string | undefined {
  if (accountHost === undefined) return undefined;
  const cloak = `${hostWord(account)}.${accountHost}`;
  // The address must not be shown because a name is long.
  return cloak.length <= mostInHost ? cloak : accountHost;
}

/** The name with all that no host may have written as `.5e.`: dots are among it, so no two names give the same. */
function hostWord(name: string): string {
  return name.replace(/[^A-Za-z0-9_-]/gu, (char) => `.${(char.codePointAt(0) ?? 0).toString(16)}.`);
}
