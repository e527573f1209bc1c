// Read, and told the network, in one go.
const PAGE = 500;

/** All rows of a table, a page at a time; `list` gives those after the last of the page before, or the first ones. */
export async function* pagesOf<Row>(
  list: (last: Row | undefined, limit: number) => Promise<readonly Row[]>,
  limit = PAGE,
): AsyncGenerator<readonly Row[]> {
  let page: readonly Row[] = [];
  do {
    page = await list(page.at(-1), limit);
    if (page.length > 0) yield page;
  } while (page.length === limit);
}
