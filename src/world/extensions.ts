import type { ModeKind } from "../protocol/mode-string.ts";
import { type ChannelMode, channelModeKind, channelModes } from "./channel-modes.ts";
import type { NetworkSettings } from "./settings.ts";
import type { World } from "./world.ts";

/** A mode of a channel that a plugin has brought. */
export interface ExtensionMode {
  readonly letter: string;
  /** What it does, in a few words. */
  readonly does: string;
  /** It has a parameter when it is set, type C of CHANMODES; left out: it is a flag. */
  readonly takesParam?: true;
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

const none: readonly ChannelMode[] = [];

/** The modes of channels that plugins have brought, in the order of their letters. */
export function extensionModes({ extensions }: Pick<NetworkSettings, "extensions">): readonly ChannelMode[] {
  // Nearly every network has none.
  if (!extensions) return none;
  return extensions
    .flatMap(({ modes }) => modes)
    .map(asChannelMode)
    .sort((one, other) => (one.letter < other.letter ? -1 : 1));
}

function asChannelMode({ letter, does, takesParam }: ExtensionMode): ChannelMode {
  return takesParam ? { letter, does, kind: "limit", param: "word" } : { letter, does, kind: "flag" };
}

/** The mode of a letter in channels of this network. */
export function channelModeIn(
  settings: Pick<NetworkSettings, "extensions">,
  letter: string,
): ChannelMode | undefined {
  return channelModes.get(letter) ?? extensionModes(settings).find((mode) => mode.letter === letter);
}

/** What letters take in the mode string of a channel of this network. */
export function modeKindsIn(settings: NetworkSettings): (letter: string) => ModeKind | undefined {
  const brought = new Map(extensionModes(settings).map(({ letter, kind }) => [letter, kind]));
  if (brought.size === 0) return channelModeKind;
  return (letter) => channelModeKind(letter) ?? brought.get(letter);
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
