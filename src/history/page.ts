import type { Ring } from "./ring.ts";
import type { Said } from "./said.ts";

/** A place in what was said: a message, or a moment in ms since 1970. */
export type Mark = { readonly id: string } | { readonly at: number };

/** Which of what was said is asked for, as in chathistory.md; the marks themselves are left out, but for `around`. */
export type Page = { readonly count: number } & (
  | { readonly asks: "latest"; readonly mark?: Mark | undefined }
  | { readonly asks: "before" | "after" | "around"; readonly mark: Mark }
  | { readonly asks: "between"; readonly mark: Mark; readonly end: Mark }
);

/** The last so many. */
export function latest(count: number): Page {
  return { asks: "latest", count };
}

/** The messages of a page, the oldest first; `undefined`: a mark is none of those that may be read. */
export function takePage(
  talk: Ring<Said>,
  page: Page,
  mayRead: (said: Said) => boolean,
): readonly Said[] | undefined {
  const reading: Reading = { talk, mayRead };
  const { asks, mark, count } = page;
  if (!mark) return backwards(reading, 0, talk.size, count);
  const place = placeOf(reading, mark);
  if (!place) return undefined;
  switch (asks) {
    case "latest":
      return backwards(reading, place.end, talk.size, count);
    case "before":
      return backwards(reading, 0, place.begin, count);
    case "after":
      return forwards(reading, place.end, talk.size, count);
    case "around": {
      const earlier = backwards(reading, 0, place.begin, Math.floor(count / 2));
      return [...earlier, ...forwards(reading, place.begin, talk.size, count - earlier.length)];
    }
    case "between": {
      const other = placeOf(reading, page.end);
      if (!other) return undefined;
      // "This may be forwards or backwards in time", counted from the first mark.
      return place.begin <= other.begin
        ? forwards(reading, place.end, other.begin, count)
        : backwards(reading, other.end, place.begin, count);
    }
  }
}

interface Reading {
  readonly talk: Ring<Said>;
  readonly mayRead: (said: Said) => boolean;
}

/** What a mark covers: from `begin` up to, not including, `end`. */
interface Place {
  readonly begin: number;
  readonly end: number;
}

function placeOf({ talk, mayRead }: Reading, mark: Mark): Place | undefined {
  if ("at" in mark) {
    return {
      begin: firstWhere(talk, ({ message }) => message.at >= mark.at),
      end: firstWhere(talk, ({ message }) => message.at > mark.at),
    };
  }
  for (let index = talk.size - 1; index >= 0; index -= 1) {
    const said = talk.at(index);
    if (said?.message.id !== mark.id) continue;
    return mayRead(said) ? { begin: index, end: index + 1 } : undefined;
  }
  return undefined;
}

/** The index of the first message that is late enough: they stand in the order of their times. */
function firstWhere(talk: Ring<Said>, isLateEnough: (said: Said) => boolean): number {
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
