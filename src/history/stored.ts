import type {
  MessageRow,
  MessageStore,
  PageFilter,
  Span,
  Edge as StoreEdge,
} from "../store/port/messages.ts";
import {
  type Edge,
  type FoundPage,
  findSaid,
  type Mark,
  type Page,
  type PageOf,
  type Reading,
  takePage,
  withEdges,
} from "./page.ts";
import { type ShownIn, saidFrom } from "./rows.ts";
import { inOrder, type Said } from "./said.ts";

/** What of a target is read, and by what it is known. */
export interface StoredTalk {
  readonly target: string;
  readonly shownIn: ShownIn;
  readonly kinds: readonly string[];
  /** In ms since 1970. */
  readonly since: number;
  readonly mayRead: (said: Said) => boolean;
  /** What memory has of it: the newest may not be in the store yet. */
  readonly held: Reading["talk"];
}

/** A page of what the store and memory have; `undefined`: a mark is none of those that may be read. */
export async function storedPage(
  messages: MessageStore,
  talk: StoredTalk,
  page: Page,
): Promise<PageOf | undefined> {
  const edges = new Map<Mark, Found>();
  for (const mark of marksOf(page)) {
    const found = await findMark(messages, talk, mark);
    if (!found) return undefined;
    edges.set(mark, found);
  }
  const found = withEdges(page, (mark) => edges.get(mark)?.edge);
  if (!found) return undefined;
  const span = spanOf(page, (mark) => edges.get(mark)?.inStore);
  // One more than asked for tells whether there is a next page.
  const rows = span ? await messages.page(talk.target, span, page.count + 1, filterOf(talk)) : [];
  // What was a mark a moment ago is gone.
  if (!rows) return undefined;
  return pageOfAll(talk, rows, found);
}

/** The message of that id, as far as it may be read. */
export async function storedSaid(
  messages: MessageStore,
  talk: StoredTalk,
  id: string,
): Promise<Said | undefined> {
  const row = await messages.find(talk.target, id);
  const said = row && row.at >= talk.since ? saidFrom(row, talk.shownIn) : undefined;
  return said && talk.mayRead(said) ? said : undefined;
}

function pageOfAll(talk: StoredTalk, rows: readonly MessageRow[], page: FoundPage): PageOf {
  const { held, shownIn, kinds, mayRead } = talk;
  const oneMore = { ...page, count: page.count + 1 };
  const inMemory = takePage({ talk: held, mayRead }, oneMore);
  const all = new Map(inMemory.map((said) => [said.id, said]));
  for (const row of rows) {
    const said = kinds.includes(row.kind) ? saidFrom(row, shownIn) : undefined;
    if (said && mayRead(said)) all.set(said.id, said);
  }
  const list = [...all.values()].sort(inOrder);
  const reading = { talk: { size: list.length, at: (index: number) => list[index] }, mayRead };
  const more = page.asks === "around" ? [] : takePage(reading, oneMore);
  return {
    said: takePage(reading, page),
    // There is no next page of AROUND.
    isEnd: page.asks !== "around" && rows.length <= page.count && more.length <= page.count,
  };
}

function marksOf(page: Page): readonly Mark[] {
  if (page.mark === undefined) return [];
  return page.asks === "between" ? [page.mark, page.end] : [page.mark];
}

interface Found {
  readonly edge: Edge;
  /** The same for the store. */
  readonly inStore: StoreEdge;
}

async function findMark(messages: MessageStore, talk: StoredTalk, mark: Mark): Promise<Found | undefined> {
  if ("at" in mark) return { edge: mark, inStore: mark };
  const stored = await storedSaid(messages, talk, mark.id);
  if (stored) return { edge: stored, inStore: mark };
  const held = findSaid({ talk: talk.held, mayRead: talk.mayRead }, mark.id);
  // It is not in the store: what is there lies before and after its time.
  return held && { edge: held, inStore: { at: held.at } };
}

function spanOf(page: Page, edgeOf: (mark: Mark) => StoreEdge | undefined): Span | undefined {
  const edge = page.mark && edgeOf(page.mark);
  if (!edge) return page.asks === "latest" ? { type: "latest" } : undefined;
  switch (page.asks) {
    case "latest":
      return { type: "latest", after: edge };
    case "between": {
      const to = edgeOf(page.end);
      return to && { type: "between", from: edge, to };
    }
    default:
      return { type: page.asks, edge };
  }
}

function filterOf({ kinds, since }: StoredTalk): PageFilter {
  return { kinds, since };
}
