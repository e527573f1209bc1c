import { latestTargets } from "../latest-targets.ts";
import type { Json } from "../port/json.ts";
import type {
  Expiry,
  MessageRow,
  MessageStore,
  NewMessage,
  PageFilter,
  SearchQuery,
  Span,
  TargetsQuery,
  TargetTime,
} from "../port/messages.ts";
import { words } from "../words.ts";
import { pageOf } from "./pages.ts";
import { compared, joined, type KeptMessage, type MemoryTables, removeWhere, type Talk } from "./tables.ts";

/** History in memory; past `most` messages the oldest ones are dropped. */
export class MemoryMessages implements MessageStore {
  readonly #tables: MemoryTables;
  readonly #most: number;

  constructor(tables: MemoryTables, most: number) {
    this.#tables = tables;
    this.#most = most;
  }

  async record(messages: readonly NewMessage[], upTo: number): Promise<number> {
    const { places, cursor } = this.#tables;
    const fresh = messages.filter(({ id, seq }) => seq > cursor && !places.has(id));
    for (const message of fresh) this.#keep(message);
    this.#tables.cursor = Math.max(cursor, upTo);
    this.#dropOldest();
    return fresh.length;
  }

  async cursor(): Promise<number> {
    return this.#tables.cursor;
  }

  async count(): Promise<number> {
    return this.#tables.places.size;
  }

  async find(target: string, id: string): Promise<MessageRow | undefined> {
    const talk = this.#tables.places.get(id);
    const kept = talk?.key === target ? talk.messages.find(({ row }) => row.id === id) : undefined;
    return kept && shown(kept, target);
  }

  async page(
    target: string,
    span: Span,
    limit: number,
    filter: PageFilter = {},
  ): Promise<readonly MessageRow[] | undefined> {
    const messages = this.#tables.talks.get(target)?.messages ?? [];
    return pageOf(messages, span, limit, filter)?.map((kept) => shown(kept, target));
  }

  async targets(query: TargetsQuery): Promise<readonly TargetTime[]> {
    const { targets, party, kinds } = query;
    const named = new Set(targets);
    const times: TargetTime[] = [];
    for (const { key, parties, messages } of this.#tables.talks.values()) {
      if (!named.has(key) && !(party !== undefined && parties.has(party))) continue;
      const latest = messages.findLast(({ row }) => kinds?.includes(row.kind) ?? true)?.row;
      if (latest) times.push({ target: key, at: latest.at });
    }
    return latestTargets(times, query);
  }

  async search(query: SearchQuery): Promise<readonly MessageRow[]> {
    const sought = query.words === undefined ? [] : words(query.words);
    if (query.words !== undefined && sought.length === 0) return [];
    const found = [...new Set(query.targets)].flatMap((target) =>
      (this.#tables.talks.get(target)?.messages ?? [])
        .filter((kept) => fits(kept.row, query) && hasAll(kept.folded, sought))
        .map((kept) => shown(kept, target)),
    );
    const hits = found.sort((one, other) => compared([one.seq, one.n], [other.seq, other.n]));
    return query.oldestFirst ? hits.slice(0, query.limit) : hits.slice(-query.limit);
  }

  async redact(target: string, id: string): Promise<MessageRow | undefined> {
    const row = await this.find(target, id);
    if (!row) return undefined;
    const { reactions } = this.#tables;
    const isReaction = ({ id: its, text }: MessageRow) => text === "" && reactions.get(its)?.message === id;
    removeMessages(this.#tables, target, (message) => message.id === id || isReaction(message));
    reactions.delete(id);
    return row;
  }

  async edit(
    target: string,
    id: string,
    { text, payload, folded }: { text: string; payload: Json; folded?: string },
  ): Promise<boolean> {
    const talk = this.#tables.places.get(id);
    const place = talk?.key === target ? talk.messages.findIndex(({ row }) => row.id === id) : -1;
    const kept = talk?.messages[place];
    if (!talk || !kept) return false;
    talk.messages[place] = { row: { ...kept.row, text, payload }, folded: (folded ?? "").toLowerCase() };
    return true;
  }

  async expire(target: string, { before, keep, most }: Expiry): Promise<number> {
    const messages = this.#tables.talks.get(target)?.messages ?? [];
    const excess = keep === undefined ? 0 : messages.length - keep;
    const old = messages.filter(({ row }, place) => place < excess || row.at < (before ?? 0)).slice(0, most);
    const ids = new Set(old.map(({ row }) => row.id));
    removeMessages(this.#tables, target, ({ id }) => ids.has(id));
    return old.length;
  }

  async targetKeys(after: string, limit: number): Promise<readonly string[]> {
    return [...this.#tables.talks.keys()]
      .filter((key) => key > after)
      .sort()
      .slice(0, limit);
  }

  async rename(from: string, to: string): Promise<void> {
    if (from === to) return;
    const { talks, markers } = this.#tables;
    const talk = talks.get(from);
    const marked = removeWhere(markers, ({ target }) => target === from);
    if (!talk && marked.length === 0) return;
    forgetTalk(this.#tables, to);
    if (talk) talks.set(to, talk);
    if (talk) talk.key = to;
    talks.delete(from);
    removeWhere(markers, ({ target }) => target === to);
    for (const row of marked) markers.set(joined(row.account, to), { ...row, target: to });
  }

  async forget(target: string): Promise<void> {
    forgetTalk(this.#tables, target);
  }

  // What is forgotten here is gone at once.
  async sweep(): Promise<number> {
    return 0;
  }

  #keep({ folded, parties, ...row }: NewMessage): void {
    const talk = this.#talk(row.target);
    for (const party of parties ?? []) talk.parties.add(party);
    const after = talk.messages.findLastIndex(
      (kept) => compared([kept.row.seq, kept.row.n], [row.seq, row.n]) < 0,
    );
    talk.messages.splice(after + 1, 0, { row, folded: (folded ?? "").toLowerCase() });
    this.#tables.places.set(row.id, talk);
  }

  #talk(key: string): Talk {
    const talk = this.#tables.talks.get(key) ?? { key, messages: [], parties: new Set() };
    this.#tables.talks.set(key, talk);
    return talk;
  }

  // Some at a time: each time, the whole of a talk is gone through.
  #dropOldest(): void {
    const { places } = this.#tables;
    if (places.size <= this.#most * 1.1) return;
    const old = new Set([...places.keys()].slice(0, places.size - this.#most));
    for (const { key } of new Set([...old].flatMap((id) => places.get(id) ?? [])))
      removeMessages(this.#tables, key, ({ id }) => old.has(id));
  }
}

/** Removes messages of a target with the reactions to them. */
export function removeMessages(
  tables: MemoryTables,
  target: string,
  isOne: (row: MessageRow) => boolean,
): number {
  const talk = tables.talks.get(target);
  if (!talk) return 0;
  const gone = new Set(talk.messages.filter(({ row }) => isOne(row)).map(({ row }) => row.id));
  if (gone.size === 0) return 0;
  talk.messages = talk.messages.filter(({ row }) => !gone.has(row.id));
  for (const id of gone) tables.places.delete(id);
  removeWhere(tables.reactions, ({ message }) => gone.has(message));
  return gone.size;
}

/** Removes all history of a target. */
export function forgetTalk(tables: MemoryTables, target: string): void {
  removeMessages(tables, target, () => true);
  tables.talks.delete(target);
}

/** The message as it is told, under the name its target has now. */
export function shown({ row }: KeptMessage, target: string): MessageRow {
  return row.target === target ? row : { ...row, target };
}

// Few have a word in them as letters; of those it is asked whether it is one.
function hasAll(folded: string, sought: readonly string[]): boolean {
  if (!sought.every((word) => folded.includes(word))) return false;
  const found = new Set(words(folded));
  return sought.every((word) => found.has(word));
}

function fits(row: MessageRow, { account, nick, after, before, kinds }: SearchQuery): boolean {
  return (
    (kinds?.includes(row.kind) ?? true) &&
    (account === undefined || row.account === account) &&
    (nick === undefined || row.nick === nick) &&
    (after === undefined || row.at > after) &&
    (before === undefined || row.at < before)
  );
}
