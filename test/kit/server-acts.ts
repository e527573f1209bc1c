import type { ServerAct } from "../../src/log/log.ts";
import { replyWords } from "../../src/protocol/reply.ts";
import type { TestNetwork } from "./network.ts";

/** Has the server of a network act; gives what of it was refused, in words. */
export async function act(network: TestNetwork, act: ServerAct): Promise<readonly string[]> {
  const outcome = await network.node.admin.act(act, "tests");
  network.endTurn();
  return outcome === "late" ? ["late"] : outcome.map(replyWords);
}
