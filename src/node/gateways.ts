import type { PasswordChecks } from "../accounts/password-checks.ts";
import type { Config } from "../config/schema.ts";
import { blocksTest } from "../protocol/address-block.ts";
import type { HostOptions } from "../sessions/host.ts";
import type { TrustGateway } from "../sessions/node.ts";

/** Knows the gateways of the configuration by address and password. */
export function knownGateways(config: () => Config, passwords: PasswordChecks): TrustGateway {
  return async (address, password, isAwaited) => {
    for (const gateway of config().webirc) {
      // Strangers cost no hashing.
      if (!blocksTest(gateway.addresses)(address)) continue;
      if (await passwords.matches(password, gateway.password, isAwaited)) return true;
    }
    return false;
  };
}

/** Asks who comes for the password of the server, where there is one. */
export function serverPassword(config: () => Config, passwords: PasswordChecks): HostOptions["admits"] {
  return (given, isAwaited) => {
    const { password } = config();
    return password === undefined || (given !== undefined && passwords.matches(given, password, isAwaited));
  };
}
