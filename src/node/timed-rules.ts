import type { AccountBook } from "../accounts/account-book.ts";
import type { Logger } from "../logging/logger.ts";
import { type GuardParts, NickGuard } from "../services/nick-guard.ts";
import { SuspensionEnds } from "../services/suspension-ends.ts";
import type { Change } from "../world/changes.ts";

/** What the rules that need a clock take from their node. */
export interface TimedParts extends GuardParts {
  readonly book: Pick<AccountBook, "unsuspend">;
  readonly log: Logger;
}

/** The rules that are kept by the clock: who has another's nick is renamed, and suspensions end. Returns what takes in a change. */
export function timedRules({ book, log, ...parts }: TimedParts): (change: Change) => void {
  const guard = new NickGuard(parts);
  const suspensions = new SuspensionEnds({
    ...parts,
    unsuspend: (account) => book.unsuspend(account),
    failed: (error) => log.error({ err: error }, "a suspension could not be ended"),
  });
  return (change) => {
    guard.changed(change);
    suspensions.changed(change);
  };
}
