/** A page of a list that is walked in the order of its keys. */
export interface Page<T> {
  readonly items: readonly T[];
  /** The key to go on after; null where nothing is left. */
  readonly next: string | null;
}

/** The next keys after a key, in their order: of a hundred thousand only the page itself is sorted. */
export function pageOfKeys<K extends string>(keys: Iterable<K>, after: string, limit: number): Page<K> {
  const page: K[] = [];
  let isMore = false;
  for (const key of keys) {
    if (key <= after) continue;
    const last = page.at(-1);
    const isFull = page.length === limit;
    isMore ||= isFull;
    if (isFull && last !== undefined && key > last) continue;
    if (isFull) page.pop();
    page.splice(placeOf(page, key), 0, key);
  }
  return { items: page, next: isMore ? (page.at(-1) ?? null) : null };
}

function placeOf(sorted: readonly string[], key: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? "") < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
