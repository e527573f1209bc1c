import type { PasswordChecks } from "../accounts/password-checks.ts";
import type { Config } from "../config/schema.ts";
import { addressBytes, blockNamed, isIn } from "../sessions/address-block.ts";
import type { TrustGateway } from "../sessions/node.ts";

/** Knows the gateways of the configuration by address and password. */
export function knownGateways(config: () => Config, passwords: PasswordChecks): TrustGateway {
  return async (address, password, isAwaited) => {
    const bytes = addressBytes(address);
    for (const gateway of config().webirc) {
      // Strangers cost no hashing.
      const isNear = bytes && gateway.addresses.some((block) => isIn(bytes, blockNamed(block)));
      if (!isNear) continue;
      if ((await passwords.verify(password, gateway.password, isAwaited)) === "right") return true;
    }
    return false;
  };
}
