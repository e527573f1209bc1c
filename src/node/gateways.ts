import type { PasswordChecks } from "../accounts/password-checks.ts";
import type { Config } from "../config/schema.ts";
import { blocksTest } from "../protocol/address-block.ts";
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
