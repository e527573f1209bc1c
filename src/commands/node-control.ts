import type { AccountBook } from "../accounts/account-book.ts";
import type { BelongingsBook } from "../accounts/belongings-book.ts";
import type { BanBook } from "../moderation/ban-book.ts";
import type { NetworkSettings } from "../world/settings.ts";
import type { OperGrant, SessionRecord } from "../world/user.ts";

/** What OPER led to: a grant, or the numeric that refuses. Plain JSON, and without the password. */
export type OperVerdict =
  | { readonly grant: OperGrant }
  | {
      readonly refused: "ERR_NOOPERHOST" | "ERR_PASSWDMISMATCH";
      /** The block that was tried, if there is one of that name. */
      readonly name: string | undefined;
    };

/** What reading the configuration again led to. Plain JSON. */
export type RehashOutcome =
  | { readonly settings: NetworkSettings; readonly notes: readonly string[] }
  /** Nothing was changed, and why. */
  | { readonly problems: readonly string[] };

/** What commands may have the node they run on do; slow or secret work, and never in the log. */
export interface NodeControl {
  /** Who has an account. */
  readonly accounts: AccountBook;
  /** The bans of the whole network. */
  readonly bans: BanBook;
  /** What accounts have: metadata, and how far they have read. */
  readonly belongings: BelongingsBook;
  /** May this session become an operator? The shown host counts for nothing: operators can change it. */
  verifyOper(
    name: string,
    password: string,
    username: string,
    session: SessionRecord,
  ): Promise<OperVerdict | "too-often">;
  /** Reads configuration, documents and certificates again. */
  rehash(): Promise<RehashOutcome>;
}
