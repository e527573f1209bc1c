import type { TestClient } from "./client.ts";
import type { TestNetwork } from "./network.ts";

/** Logs a registered client in, or out, without the wait for a password. */
export function logIn(network: TestNetwork, client: TestClient, account: string | undefined): void {
  const origin = { node: "irc.test", epoch: "t", session: client.session.id, line: 0 };
  network.node.log.append(origin, { type: "login", ...(account !== undefined && { account, sasl: true }) });
}
