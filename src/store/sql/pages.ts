import type { Edge, MessageRow, PageFilter, Place, Span } from "../port/messages.ts";
import { type MessageColumns, messageFrom } from "./rows.ts";
import type { Db } from "./tables.ts";

/** The columns of a message, with its target's key. */
export const messageColumns = [
  ...([
    "messages.id",
    "messages.seq",
    "messages.n",
    "messages.at",
    "messages.kind",
    "messages.account",
  ] as const),
  ...(["messages.nick", "messages.prefix", "messages.text", "messages.payload", "targets.key"] as const),
] as const;

/** Messages beside the targets they are in. */
export function messagesWithTargets(db: Db) {
  return db.selectFrom("messages").innerJoin("targets", "targets.number", "messages.target");
}

/** Which rows of a target: between two places, from one end of them. */
interface Slice {
  readonly above?: Place | undefined;
  readonly below?: Place | undefined;
  /** Counted from the newest, or from the oldest. */
  readonly from: "newest" | "oldest";
}

/** Where an edge lies: what is before it lies below one place, what is after it above the other. */
interface Cut {
  readonly at: number;
  readonly below: Place | undefined;
  readonly above: Place | undefined;
}

/** Pages of one target's history. */
export class Pages {
  readonly #db: Db;
  readonly #target: number;
  readonly #limit: number;
  readonly #filter: PageFilter;

  constructor(db: Db, target: number, limit: number, filter: PageFilter) {
    this.#db = db;
    this.#target = target;
    this.#limit = limit;
    this.#filter = filter;
  }

  /** The page, the oldest first; undefined if an edge is the id of no message here. */
  async page(span: Span): Promise<readonly MessageRow[] | undefined> {
    switch (span.type) {
      case "latest":
        return span.after === undefined ? this.#slice({ from: "newest" }) : this.#latestAfter(span.after);
      case "before":
        return this.#at(span.edge, ({ below }) => this.#slice({ below, from: "newest" }));
      case "after":
        return this.#at(span.edge, ({ above }) => this.#slice({ above, from: "oldest" }));
      case "around":
        return this.#at(span.edge, (cut) => this.#around(cut));
      case "between":
        return this.#at(span.from, (from) => this.#at(span.to, (to) => this.#between(from, to)));
    }
  }

  #latestAfter(edge: Edge): Promise<readonly MessageRow[] | undefined> {
    return this.#at(edge, ({ above }) => this.#slice({ above, from: "newest" }));
  }

  // The message itself, or the first one from that moment on, stands in the middle.
  async #around({ below }: Cut): Promise<readonly MessageRow[]> {
    const half = Math.floor(this.#limit / 2);
    const before = await this.#slice({ below, from: "newest" }, half);
    if (below === undefined) return before;
    const above = { seq: below.seq, n: below.n - 1 };
    return [...before, ...(await this.#slice({ above, from: "oldest" }, this.#limit - half))];
  }

  #between(from: Cut, to: Cut): Promise<readonly MessageRow[]> {
    if (isBefore(to, from)) return this.#slice({ above: to.above, below: from.below, from: "newest" });
    return this.#slice({ above: from.above, below: to.below, from: "oldest" });
  }

  async #at(
    edge: Edge,
    then: (cut: Cut) => Promise<readonly MessageRow[] | undefined>,
  ): Promise<readonly MessageRow[] | undefined> {
    const cut = "id" in edge ? await this.#cutAtMessage(edge.id) : await this.#cutAtTime(edge.at);
    return cut && then(cut);
  }

  async #cutAtMessage(id: string): Promise<Cut | undefined> {
    const row = await this.#places().select("at").where("id", "=", id).executeTakeFirst();
    return row && { at: row.at, below: row, above: row };
  }

  async #cutAtTime(at: number): Promise<Cut> {
    const first = this.#places().where("at", ">=", at).orderBy("at").orderBy("seq").orderBy("n");
    const last = this.#places().where("at", "<=", at);
    const newest = last.orderBy("at", "desc").orderBy("seq", "desc").orderBy("n", "desc");
    return { at, below: await first.executeTakeFirst(), above: await newest.executeTakeFirst() };
  }

  #places() {
    return this.#db.selectFrom("messages").select(["seq", "n"]).where("target", "=", this.#target).limit(1);
  }

  async #slice({ above, below, from }: Slice, limit = this.#limit): Promise<readonly MessageRow[]> {
    const order = from === "newest" ? "desc" : "asc";
    const { kinds, since } = this.#filter;
    const rows: MessageColumns[] = await messagesWithTargets(this.#db)
      .select(messageColumns)
      .where("messages.target", "=", this.#target)
      .$if(above !== undefined, (query) =>
        query.where((of) => of(of.refTuple("seq", "n"), ">", of.tuple(above?.seq ?? 0, above?.n ?? 0))),
      )
      .$if(below !== undefined, (query) =>
        query.where((of) => of(of.refTuple("seq", "n"), "<", of.tuple(below?.seq ?? 0, below?.n ?? 0))),
      )
      .$if(kinds !== undefined, (query) => query.where("kind", "in", kinds ?? []))
      .$if(since !== undefined, (query) => query.where("at", ">=", since ?? 0))
      .orderBy("seq", order)
      .orderBy("n", order)
      .limit(limit)
      .execute();
    const messages = rows.map(messageFrom);
    return from === "newest" ? messages.reverse() : messages;
  }
}

function isBefore(one: Cut, other: Cut): boolean {
  const [a, b] = [one.below, other.below];
  if (one.at !== other.at || !a || !b) return one.at < other.at;
  return a.seq < b.seq || (a.seq === b.seq && a.n < b.n);
}
