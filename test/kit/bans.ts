import type { ConfigInput } from "../../src/config/schema.ts";
import { TestNetwork } from "./network.ts";

/** An operator, and two who are on the network, with nothing left to read: bob from 192.0.2.3, carol from 192.0.2.4. */
export function openBans(config: ConfigInput = {}, rim: ConstructorParameters<typeof TestNetwork>[1] = {}) {
  const network = new TestNetwork(config, rim);
  const root = network.connect("root");
  network.makeOperator(root);
  const [bob, carol] = [network.connect("bob"), network.connect("carol")];
  root.read();
  return { network, root, bob, carol };
}
