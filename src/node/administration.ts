import type { NodeControl } from "../commands/node-control.ts";
import type { AdminNode } from "../http/admin/admin-node.ts";
import { holderOf } from "../http/tokens.ts";
import type { Request } from "../log/log.ts";
import type { Reread } from "./rehash.ts";
import type { ServerActs } from "./server-acts.ts";

/** What a node is administered with from outside. */
export interface AdministrationParts extends Omit<AdminNode, "act" | "audit" | "rehash"> {
  readonly acts: ServerActs;
  readonly control: Pick<NodeControl, "rehash">;
  /** Puts a request of the node itself into the log. */
  append(request: Request): void;
  /** Has the network know its configuration. */
  configure(reread: Pick<Reread, "settings" | "offices">): void;
}

/** What the admin API may know of a node, and have it do. */
export function administration(parts: AdministrationParts): AdminNode {
  const { acts, append, control, configure, ...known } = parts;
  return {
    ...known,
    act: (act, by) => acts.do(act, holderOf(by)),
    audit: (record) => append({ type: "audited", record }),
    async rehash() {
      const outcome = await control.rehash();
      if ("settings" in outcome) configure(outcome);
      return outcome;
    },
  };
}
