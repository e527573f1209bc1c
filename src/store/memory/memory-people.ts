import { type PersonalAreas, recordFrom } from "../personal-record.ts";
import type { MessageRow, Place } from "../port/messages.ts";
import type { PeopleStore, PersonalRecord } from "../port/people.ts";
import { removeAccount } from "./memory-accounts.ts";
import { forgetTalk, removeMessages, shown } from "./memory-messages.ts";
import { compared, type MemoryTables, removeMetadata, removeWhere, sorted } from "./tables.ts";

/** All of one account, in memory. */
export class MemoryPeople implements PeopleStore {
  readonly #tables: MemoryTables;
  readonly #areas: PersonalAreas;

  constructor(tables: MemoryTables, areas: PersonalAreas) {
    this.#tables = tables;
    this.#areas = areas;
  }

  async record(account: string): Promise<PersonalRecord> {
    const { channels, reactions } = this.#tables;
    const founded = [...channels.values()].filter(({ founder }) => founder === account);
    return {
      ...(await recordFrom(this.#areas, account)),
      channels: founded.map(({ folded }) => folded).sort(),
      reactions: sorted(
        reactions.values(),
        ({ at, id }) => [at, id],
        (row) => row.account === account,
      ),
    };
  }

  async messages(account: string, after: Place, limit: number): Promise<readonly MessageRow[]> {
    const theirs = [...this.#tables.talks.values()].flatMap(({ key, messages }) =>
      messages.filter(({ row }) => row.account === account).map((kept) => shown(kept, key)),
    );
    const isLater = ({ seq, n }: MessageRow) => compared([seq, n], [after.seq, after.n]) > 0;
    return sorted(theirs, ({ seq, n }) => [seq, n], isLater).slice(0, limit);
  }

  // All at once: nobody waits for memory.
  async erase(account: string): Promise<number> {
    this.#eraseFacts(account);
    let count = 0;
    for (const key of this.#tables.talks.keys())
      count += removeMessages(this.#tables, key, (row) => row.account === account);
    for (const { key, parties } of [...this.#tables.talks.values()])
      if (parties.has(account)) forgetTalk(this.#tables, key);
    return count;
  }

  #eraseFacts(account: string): void {
    const { channels, roles, reactions, markers, held } = this.#tables;
    removeAccount(this.#tables, account);
    this.#tables.stays.delete(account);
    for (const channel of channels.values())
      if (channel.founder === account) channels.set(channel.folded, { ...channel, founder: undefined });
    removeWhere(roles, (row) => row.account === account);
    removeWhere(reactions, (row) => row.account === account);
    removeWhere(held, (row) => row.account === account);
    removeWhere(markers, (row) => row.account === account);
    removeMetadata(this.#tables, { scope: "account", owner: account });
  }
}
