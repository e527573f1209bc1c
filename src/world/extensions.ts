import type { ModeKind } from "../protocol/mode-string.ts";
import { channelModeKind } from "./channel-modes.ts";
import type { Letters } from "./letters.ts";
import type { NetworkSettings } from "./settings.ts";
import type { World } from "./world.ts";

/** A flag of a channel that a plugin has brought. */
export interface ExtensionMode {
  readonly letter: string;
  /** What it does, in a few words. */
  readonly does: string;
}

/** The name of a capability of a plugin: capability-negotiation.md, "vendor-specific". */
export type VendorCapability = `${string}.${string}/${string}`;

/** A capability that a plugin has brought, and what stands behind its `=`. */
export interface ExtensionCapability {
  readonly name: VendorCapability;
  readonly value: string;
}

/** What a plugin adds for the whole network. Plain JSON: it is part of the settings, and so of the log. */
export interface Extension {
  readonly plugin: string;
  readonly modes: readonly ExtensionMode[];
  /** Nicks that are nobody's: what is said to them goes to the plugin. */
  readonly nicks: readonly string[];
  readonly capabilities: readonly ExtensionCapability[];
}

/** The flags that plugins have brought, with what they do. */
export function extensionModes({
  extensions,
}: Pick<NetworkSettings, "extensions">): readonly ExtensionMode[] {
  return extensions?.flatMap(({ modes }) => modes) ?? [];
}

/** Their letters, sorted. */
export function extensionFlags(settings: Pick<NetworkSettings, "extensions">): Letters {
  // Nearly every network has none.
  if (!settings.extensions) return "";
  return extensionModes(settings)
    .map(({ letter }) => letter)
    .sort()
    .join("");
}

/** What letters take in the mode string of a channel of this network. */
export function modeKindsIn(settings: NetworkSettings): (letter: string) => ModeKind | undefined {
  const flags = extensionFlags(settings);
  if (flags === "") return channelModeKind;
  return (letter) => channelModeKind(letter) ?? (flags.includes(letter) ? "flag" : undefined);
}

/** True for the nick of a service that a plugin has brought, and for what looks like one. */
export function isExtensionNick(
  { names, settings }: Pick<World, "names" | "settings">,
  nick: string,
): boolean {
  const { extensions } = settings;
  if (!extensions) return false;
  const nicks = extensions.flatMap((extension) => extension.nicks);
  return nicks.some(
    (own) => names.fold(own) === names.fold(nick) || names.skeleton(own) === names.skeleton(nick),
  );
}
