import type { Change } from "../world/changes.ts";
import type { Identity } from "../world/identity.ts";
import type { SnomaskLetter } from "../world/snomasks.ts";
import type { World } from "../world/world.ts";

/** Where a notice is made. */
export interface NoticeContext {
  readonly world: World;
  readonly server: Identity;
  commit(change: Change): void;
}

/** Tells the operators who asked for this category of server notices. */
export function tellOperators(ctx: NoticeContext, category: SnomaskLetter, text: string): void {
  // With nobody to read it, a notice would only cost: every connect and quit makes one.
  if (ctx.world.noticedCount === 0) return;
  ctx.commit({ type: "announced", kind: "snotice", by: ctx.server, text, snomask: category });
}
