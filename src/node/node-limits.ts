import type { Config } from "../config/schema.ts";
import type { AdmissionLimits } from "../sessions/admission.ts";
import type { SessionLimits } from "../sessions/node.ts";
import type { ThrottleLimit } from "../sessions/throttles.ts";
import { isConnectingSlowed } from "../world/access-defcon.ts";
import type { World } from "../world/world.ts";

/** What one client may cost the node. */
export function sessionLimits({
  connections,
  unlimited,
}: Pick<Config, "connections" | "unlimited">): SessionLimits {
  return {
    sendq: connections.sendq,
    recvq: connections.recvq,
    registrationMs: connections.registrationSeconds * 1000,
    pingMs: connections.pingSeconds * 1000,
    pongMs: connections.pongSeconds * 1000,
    channels: undefined,
    commands: unlimited ? undefined : connections.commands,
    throttles: unlimited
      ? undefined
      : {
          nick: inMs(connections.nickThrottle),
          join: inMs(connections.joinThrottle),
          invite: inMs(connections.inviteThrottle),
          metadata: inMs(connections.metadataThrottle),
        },
  };
}

/** Who may connect to the node; nothing where everybody may. A guarded network has them connect less often. */
export function admissionLimits(
  { connections, networks, unlimited, webirc }: Config,
  world: World,
): AdmissionLimits | undefined {
  if (unlimited) return undefined;
  const { clients, perAddress, perBlock, perWideBlock, connectThrottle } = connections;
  // Whom a gateway brings counts for where they come from.
  const exempt = [...connections.exempt, ...webirc.flatMap(({ addresses }) => addresses)];
  const isSlowed = isConnectingSlowed(world);
  const throttle = ({ count, seconds }: typeof connectThrottle) =>
    inMs({ count: isSlowed ? Math.ceil(count / 4) : count, seconds });
  return {
    ...{ clients, perAddress, perBlock, perWideBlock, exempt, connectThrottle: throttle(connectThrottle) },
    networks: networks.map(({ name, addresses, max, connectThrottle: own, ...network }) => ({
      ...{ name, addresses, max },
      perAddress: network.perAddress ?? perAddress,
      connectThrottle: own && throttle(own),
    })),
  };
}

function inMs({ count, seconds }: { readonly count: number; readonly seconds: number }): ThrottleLimit {
  return { count, ms: seconds * 1000 };
}
