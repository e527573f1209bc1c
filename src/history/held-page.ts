import { type Edge, findSaid, type Page, type PageOf, type Reading, takePage, withEdges } from "./page.ts";

/** What memory has of a page; `beyond`: the store has more of it. */
export function heldPage(held: Reading, page: Page, isWhole: boolean): PageOf | undefined | "beyond" {
  const edges = withEdges(page, (mark) => ("at" in mark ? mark : findSaid(held, mark.id)));
  if (!edges) return isWhole ? undefined : "beyond";
  const { asks, count, mark } = edges;
  const said = takePage(held, edges);
  const isEnd = asks !== "around" && takePage(held, { ...edges, count: count + 1 }).length <= count;
  if (isWhole) return { said, isEnd };
  const oldest = held.talk.at(0);
  // The place of a message was found among those that are held.
  const isHeld = (edge: Edge | undefined) =>
    edge !== undefined && oldest !== undefined && ("seq" in edge || edge.at >= oldest.at);
  const endsAtMark = asks === "after" || asks === "latest" || (asks === "between" && isHeld(edges.end));
  if (endsAtMark && isHeld(mark)) return { said, isEnd };
  // It is full before it comes to where memory begins.
  const isFull = asks === "around" ? isHeld(mark) && said[0] !== oldest : said.length === count;
  return isFull && asks !== "after" && asks !== "between" ? { said, isEnd: false } : "beyond";
}
