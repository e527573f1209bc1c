import { type PersonalAreas, recordFrom } from "../personal-record.ts";
import type { MessageRow, Place } from "../port/messages.ts";
import type { PeopleStore, PersonalRecord } from "../port/people.ts";
import { messageColumns, messagesWithTargets } from "./pages.ts";
import { messageFrom, reactionFrom } from "./rows.ts";
import type { SearchIndex } from "./search-index.ts";
import { clearMetadata } from "./sql-state.ts";
import { Sweeping } from "./sweeping.ts";
import type { Db } from "./tables.ts";

/** All of one account, in SQL. */
export class SqlPeople implements PeopleStore {
  readonly #db: Db;
  readonly #sweeping: Sweeping;
  readonly #areas: PersonalAreas;

  constructor(db: Db, index: SearchIndex, areas: PersonalAreas) {
    this.#db = db;
    this.#sweeping = new Sweeping(db, index);
    this.#areas = areas;
  }

  async record(account: string): Promise<PersonalRecord> {
    const db = this.#db;
    const founded = db.selectFrom("channels").select("folded").where("founder", "=", account);
    const reactions = db.selectFrom("reactions").selectAll().where("account", "=", account).orderBy("at");
    return {
      ...(await recordFrom(this.#areas, account)),
      channels: (await founded.orderBy("folded").execute()).map(({ folded }) => folded),
      reactions: (await reactions.orderBy("id").execute()).map(reactionFrom),
    };
  }

  async messages(account: string, after: Place, limit: number): Promise<readonly MessageRow[]> {
    const rows = await messagesWithTargets(this.#db)
      .select(messageColumns)
      .where("account", "=", account)
      .where((of) => of(of.refTuple("seq", "n"), ">", of.tuple(after.seq, after.n)))
      .orderBy("seq")
      .orderBy("n")
      .limit(limit)
      .execute();
    return rows.map(messageFrom);
  }

  async erase(account: string, most: number): Promise<number> {
    await this.#eraseFacts(account);
    await this.#eraseConversations(account);
    const rows = this.#db.selectFrom("messages").select("place").where("account", "=", account).limit(most);
    return this.#sweeping.remove((await rows.execute()).map(({ place }) => place));
  }

  // Nicks, certificates and app passwords go with the account by their foreign keys.
  async #eraseFacts(account: string): Promise<void> {
    const db = this.#db;
    await db.deleteFrom("accounts").where("folded", "=", account).execute();
    await db.updateTable("channels").set({ founder: null }).where("founder", "=", account).execute();
    await db.deleteFrom("roles").where("account", "=", account).execute();
    await db.deleteFrom("reactions").where("account", "=", account).execute();
    await db.deleteFrom("stays").where("account", "=", account).execute();
    await db.deleteFrom("held").where("account", "=", account).execute();
    await db.deleteFrom("markers").where("account", "=", account).execute();
    await clearMetadata(db, { scope: "account", owner: account });
  }

  async #eraseConversations(account: string): Promise<void> {
    const talks = this.#db.selectFrom("parties").select("target").where("party", "=", account);
    await this.#db.updateTable("targets").set({ key: null }).where("number", "in", talks).execute();
    await this.#db.deleteFrom("parties").where("party", "=", account).execute();
  }
}
