import { applyChange } from "../../src/world/apply.ts";
import type { TestNetwork } from "./network.ts";

/** Makes a user an operator with every privilege, as if by OPER. */
export function grantOperator(network: TestNetwork, nick: string): void {
  const { world } = network.node;
  const user = world.userByNick(nick);
  if (!user) throw new Error(`${nick} is not on the network`);
  const by = user.identity;
  applyChange(world, {
    type: "opered",
    user: user.id,
    by,
    grant: { name: "test", privileges: undefined },
  });
  applyChange(world, {
    type: "user-modes-changed",
    user: user.id,
    by,
    modes: [{ sign: "+", letter: "o" }],
    snomask: undefined,
  });
}
