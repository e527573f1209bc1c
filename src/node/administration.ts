import type { NodeControl } from "../commands/node-control.ts";
import type { AdminNode } from "../http/admin/admin-node.ts";
import type { Reread } from "./rehash.ts";
import type { ServerActs } from "./server-acts.ts";

/** What a node is administered with from outside. */
export interface AdministrationParts extends Omit<AdminNode, "act" | "rehash"> {
  readonly acts: ServerActs;
  readonly control: Pick<NodeControl, "rehash">;
  /** Has the network know its configuration. */
  configure(reread: Pick<Reread, "settings" | "offices">): void;
}

/** What the admin API may know of a node, and have it do. */
export function administration(parts: AdministrationParts): AdminNode {
  const { acts, control, configure, ...known } = parts;
  return {
    ...known,
    act: (act, by) => acts.do(act, `${by} (admin API)`),
    async rehash() {
      const outcome = await control.rehash();
      if ("settings" in outcome) configure(outcome);
      return outcome;
    },
  };
}
