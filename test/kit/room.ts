import type { ConfigInput } from "../../src/config/schema.ts";
import type { TestClient } from "./client.ts";
import { TestNetwork } from "./network.ts";

/** A network with #room: alice is its operator, bob and carol are in it, dave is outside. */
export interface Room {
  readonly network: TestNetwork;
  readonly alice: TestClient;
  readonly bob: TestClient;
  readonly carol: TestClient;
  readonly dave: TestClient;
}

/** Opens the room; `modes` are set by alice. Nobody has anything left to read. */
export function openRoom(modes = "", config: ConfigInput = {}): Room {
  const network = new TestNetwork({ unlimited: true, ...config });
  const alice = network.connect("alice");
  const bob = network.connect("bob");
  const carol = network.connect("carol");
  const dave = network.connect("dave");
  for (const client of [alice, bob, carol]) client.send("JOIN #room");
  if (modes !== "") alice.send(`MODE #room ${modes}`);
  for (const client of [alice, bob, carol]) client.read();
  return { network, alice, bob, carol, dave };
}
