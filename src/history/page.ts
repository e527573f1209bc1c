import type { Ring } from "./ring.ts";
import { inOrder, type Said } from "./said.ts";

/** A place in what was said, as clients name it: a message, or a moment in ms since 1970. */
export type Mark = { readonly id: string } | { readonly at: number };

/** A mark that has been looked up: the place of its message, or the moment. */
export type Edge = Pick<Said, "seq" | "n"> | { readonly at: number };

/** Which of what was said is asked for, as in chathistory.md; the marks themselves are left out, but for `around`. */
export type Asked<At> = { readonly count: number } & (
  | { readonly asks: "latest"; readonly mark?: At | undefined }
  | { readonly asks: "before" | "after" | "around"; readonly mark: At }
  | { readonly asks: "between"; readonly mark: At; readonly end: At }
);

/** A page as it is asked for. */
export type Page = Asked<Mark>;

/** A page whose marks have been looked up. */
export type FoundPage = Asked<Edge>;

/** What a page has, the oldest first. */
export interface PageOf {
  readonly said: readonly Said[];
  /** chathistory.md, `draft/chathistory-end`: the next page in this direction would be empty. */
  readonly isEnd: boolean;
}

/** The last so many. */
export function latest(count: number): { readonly asks: "latest"; readonly count: number } {
  return { asks: "latest", count };
}

/** The page with its marks looked up; `undefined`: one of them is not to be found. */
export function withEdges(page: Page, edgeOf: (mark: Mark) => Edge | undefined): FoundPage | undefined {
  const { asks, count, mark } = page;
  if (mark === undefined) return latest(count);
  const edge = edgeOf(mark);
  if (!edge) return undefined;
  if (asks !== "between") return { asks, count, mark: edge };
  const end = edgeOf(page.end);
  return end && { asks, count, mark: edge, end };
}

/** What stands in order, and what of it may be on a page. */
export interface Reading {
  readonly talk: Pick<Ring<Said>, "size" | "at">;
  readonly mayRead: (said: Said) => boolean;
}

/** The messages of a page, the oldest first. */
export function takePage(reading: Reading, page: FoundPage): readonly Said[] {
  const { size } = reading.talk;
  const { asks, mark, count } = page;
  if (!mark) return backwards(reading, 0, size, count);
  const place = placeOf(reading, mark);
  switch (asks) {
    case "latest":
      return backwards(reading, place.end, size, count);
    case "before":
      return backwards(reading, 0, place.begin, count);
    case "after":
      return forwards(reading, place.end, size, count);
    case "around": {
      const earlier = backwards(reading, 0, place.begin, Math.floor(count / 2));
      return [...earlier, ...forwards(reading, place.begin, size, count - earlier.length)];
    }
    case "between": {
      const other = placeOf(reading, page.end);
      // "This may be forwards or backwards in time", counted from the first mark.
      return place.begin <= other.begin
        ? forwards(reading, place.end, other.begin, count)
        : backwards(reading, other.end, place.begin, count);
    }
  }
}

/** The message of that id, if it may be read. */
export function findSaid({ talk, mayRead }: Reading, id: string): Said | undefined {
  for (let index = talk.size - 1; index >= 0; index -= 1) {
    const said = talk.at(index);
    if (said?.id === id) return mayRead(said) ? said : undefined;
  }
  return undefined;
}

/** What a mark covers: from `begin` up to, not including, `end`. */
interface Place {
  readonly begin: number;
  readonly end: number;
}

function placeOf({ talk }: Reading, edge: Edge): Place {
  const compared = (said: Said) => ("seq" in edge ? inOrder(said, edge) : said.at - edge.at);
  return {
    begin: firstWhere(talk, (said) => compared(said) >= 0),
    end: firstWhere(talk, (said) => compared(said) > 0),
  };
}

/** The index of the first message that is late enough: they stand in the order of their times. */
function firstWhere(talk: Reading["talk"], isLateEnough: (said: Said) => boolean): number {
  let [low, high] = [0, talk.size];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const said = talk.at(middle);
    if (said && isLateEnough(said)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function forwards({ talk, mayRead }: Reading, begin: number, end: number, count: number): readonly Said[] {
  const found: Said[] = [];
  for (let index = begin; index < end && found.length < count; index += 1) {
    const said = talk.at(index);
    if (said && mayRead(said)) found.push(said);
  }
  return found;
}

function backwards({ talk, mayRead }: Reading, begin: number, end: number, count: number): readonly Said[] {
  const found: Said[] = [];
  for (let index = end - 1; index >= begin && found.length < count; index -= 1) {
    const said = talk.at(index);
    if (said && mayRead(said)) found.push(said);
  }
  return found.reverse();
}
