import type { AccountBook } from "../../accounts/account-book.ts";
import type { RehashOutcome } from "../../commands/node-control.ts";
import type { ActOutcome, ServerAct } from "../../log/log.ts";
import type { LogLines } from "../../logging/log-lines.ts";
import type { BanBook } from "../../moderation/ban-book.ts";
import type { DefconBook } from "../../moderation/defcon-book.ts";
import type { StoreAreas } from "../../store/store.ts";
import type { AuditRecord } from "../../world/audit.ts";
import type { World } from "../../world/world.ts";

/** What the admin API may know of a node, and have it do. */
export interface AdminNode {
  readonly world: World;
  readonly store: Pick<StoreAreas, "accounts" | "nicks" | "messages">;
  readonly accounts: Pick<AccountBook, "keyOf" | "find" | "suspend" | "unsuspend">;
  readonly bans: Pick<BanBook, "set" | "remove">;
  readonly defcon: Pick<DefconBook, "set">;
  /** The lines of the node's log. */
  readonly lines: LogLines;
  now(): number;
  /** Has the server act at its place in the log; gives what of it was refused, or that nothing has come back. */
  act(act: ServerAct, by: string): Promise<ActOutcome>;
  /** Writes down what was done over the API. */
  audit(record: Omit<AuditRecord, "at">): void;
  /** Reads the configuration again, and has the network know. */
  rehash(): Promise<RehashOutcome>;
}
