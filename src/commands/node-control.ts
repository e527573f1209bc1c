import type { AccountBook } from "../accounts/account-book.ts";
import type { AccountPasswords } from "../accounts/account-passwords.ts";
import type { BelongingsBook } from "../accounts/belongings-book.ts";
import type { Claim } from "../accounts/claim.ts";
import type { DevicePasswords } from "../accounts/device-passwords.ts";
import type { LoginVerdict } from "../accounts/logins.ts";
import type { Registrar, RegistrationOutcome, RegistrationWish } from "../accounts/registrar.ts";
import type { ChannelBook } from "../channels/channel-book.ts";
import type { OfficeReview } from "../log/log.ts";
import type { BanBook } from "../moderation/ban-book.ts";
import type { DefconBook } from "../moderation/defcon-book.ts";
import type { FilterDesk } from "../moderation/filter-desk.ts";
import type { Review } from "../moderation/review.ts";
import type { AuditActor, AuditedAct } from "../world/audit.ts";
import type { NetworkSettings } from "../world/settings.ts";
import type { OperGrant, SessionRecord, User } from "../world/user.ts";
import type { Client } from "./client.ts";

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
  | {
      readonly settings: NetworkSettings;
      readonly notes: readonly string[];
      /** What is to become of operators who are in office. */
      readonly offices: readonly OfficeReview[];
    }
  /** Nothing was changed, and why. */
  | { readonly problems: readonly string[] };

/** What commands may have the node they run on do; slow or secret work, and never in the log. */
export interface NodeControl {
  /** Who has an account. */
  readonly accounts: AccountBook;
  /** To whom channels belong. */
  readonly channels: ChannelBook;
  readonly registrar: Registrar;
  readonly accountPasswords: AccountPasswords;
  readonly devicePasswords: DevicePasswords;
  /** Whether accounts may be registered before one is on the network. */
  readonly maySignUpEarly: boolean;
  /** Judges who wants to log in: the one way, as for SASL. */
  logIn(claim: Claim, client: Pick<Client, "id" | "address">): Promise<LoginVerdict>;
  /** Registers an account for this client. */
  register(wish: RegistrationWish, client: Pick<Client, "id">): Promise<RegistrationOutcome>;
  /** The bans of the whole network. */
  readonly bans: BanBook;
  /** The filters of this node. */
  readonly filters: FilterDesk;
  /** Tells operators what one of them has done with filters. */
  tellOfFilters(text: string): void;
  /** The messages of this node that wait for review. */
  readonly review: Review;
  /** How guarded the network is. */
  readonly defcon: DefconBook;
  /** What accounts have: metadata, and how far they have read. */
  readonly belongings: BelongingsBook;
  /** May this session become an operator? The shown host counts for nothing: operators can change it. */
  verifyOper(
    claim: { readonly name: string; readonly password: string | undefined },
    user: User,
    session: SessionRecord,
  ): Promise<OperVerdict | "too-often">;
  /** True if certificate or account are all that somebody of that name has to show. */
  opersWithoutPassword(name: string): boolean;
  /** Writes down what somebody has done with a privilege, where no entry tells of it. */
  audit(actor: AuditActor, act: AuditedAct): void;
  /** Reads configuration, documents and certificates again. */
  rehash(): Promise<RehashOutcome>;
}
