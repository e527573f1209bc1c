import type { Config } from "../config/schema.ts";
import type { Extension } from "../world/extensions.ts";
import type { NetworkSettings } from "../world/settings.ts";

/** The part of the configuration that the whole network shares, and what plugins bring. */
export function settingsOf(config: Config, extensions: readonly Extension[] = []): NetworkSettings {
  const { network, casemapping, utf8Nicks, utf8Only, limits, defaultChannelModes, channels, history } =
    config;
  const { clientTagDeny, icon, emoji, relaymsg, nicks, accountHost, offeredHosts, accountRequired } = config;
  const { cloak, metadata, sessions } = config;
  return {
    network,
    casemapping,
    utf8Nicks,
    utf8Only,
    limits,
    clientTagDeny,
    ...(icon !== undefined && { icon }),
    ...(emoji !== undefined && { emoji }),
    // No nick has it.
    relaySeparators: relaymsg ? "/" : "",
    ...(accountRequired && { accountRequired }),
    nicks,
    ...(accountHost !== undefined && { accountHost }),
    // What cloaks are made with stays with the node.
    ...(cloak && { cloakSuffix: cloak.suffix }),
    offeredHosts,
    defaultChannelModes,
    channels,
    metadata,
    sessions,
    history,
    ...(extensions.length > 0 && { extensions }),
  };
}
