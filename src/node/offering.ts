import { namesOf } from "../accounts/mechanisms.ts";
import type { Config } from "../config/schema.ts";
import type { HostOptions } from "../sessions/host.ts";
import type { World } from "../world/world.ts";
import { registrationOffer } from "./account-parts.ts";
import type { NodeRim } from "./irc-node.ts";

/** What decides on what clients are offered. */
export interface OfferingParts extends Pick<HostOptions, "mechanismsFor"> {
  readonly world: Pick<World, "settings">;
  /** What a connection is told of STS; left out: nothing. */
  readonly sts: NodeRim["sts"];
  /** The configuration in force. */
  config(): Config;
}

/** What capabilities offer to whom, as it is configured now. */
export function offering({ world, config, mechanismsFor, sts }: OfferingParts): HostOptions["offers"] {
  return () => {
    const { settings } = world;
    const policy = sts?.(config());
    const registration = registrationOffer(config());
    // As things are now: the source is asked again when they have changed, to tell what was offered before.
    const [certified, others] = ["shown", undefined].map((certfp) => namesOf(mechanismsFor({ certfp })));
    return ({ certfp, connection }) => ({
      settings,
      mechanisms: (certfp === undefined ? others : certified) ?? [],
      registration,
      sts: policy?.(connection),
    });
  };
}
