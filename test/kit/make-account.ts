import type { AccountSettings } from "../../src/world/account.ts";
import type { TestNetwork } from "./network.ts";

/** Makes an account that the whole network knows. */
export async function makeAccount(
  network: TestNetwork,
  name: string,
  settings: AccountSettings = {},
  email?: string,
): Promise<void> {
  await network.node.host.control.accounts.create({
    name,
    passwordHash: undefined,
    email,
    status: "active",
    verification: undefined,
    settings: JSON.parse(JSON.stringify(settings)),
  });
}
