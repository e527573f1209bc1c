import type { Edge, PageFilter, Span } from "../port/messages.ts";
import type { KeptMessage } from "./tables.ts";

/** Between which places of a target's messages an edge lies. */
interface Cut {
  /** What is before the edge ends here. */
  readonly below: number;
  /** What is after it begins here. */
  readonly above: number;
}

/** A page, the oldest first; undefined if an edge is the id of no message here. */
export function pageOf(
  messages: readonly KeptMessage[],
  span: Span,
  limit: number,
  { kinds, since }: PageFilter,
): readonly KeptMessage[] | undefined {
  const isWanted = ({ row }: KeptMessage) =>
    (kinds?.includes(row.kind) ?? true) && (since === undefined || row.at >= since);
  const newest = (from: number, to: number, count = limit) =>
    count === 0 ? [] : messages.slice(from, Math.max(from, to)).filter(isWanted).slice(-count);
  const oldest = (from: number, to: number, count = limit) =>
    messages.slice(from, Math.max(from, to)).filter(isWanted).slice(0, count);
  const end = messages.length;
  switch (span.type) {
    case "latest":
      return span.after === undefined ? newest(0, end) : at(span.after, ({ above }) => newest(above, end));
    case "before":
      return at(span.edge, ({ below }) => newest(0, below));
    case "after":
      return at(span.edge, ({ above }) => oldest(above, end));
    case "around": {
      const half = Math.floor(limit / 2);
      return at(span.edge, ({ below }) => [...newest(0, below, half), ...oldest(below, end, limit - half)]);
    }
    case "between":
      return at(span.from, (from) =>
        at(span.to, (to) =>
          to.below < from.below ? newest(to.above, from.below) : oldest(from.above, to.below),
        ),
      );
  }

  function at<Page>(edge: Edge, then: (cut: Cut) => Page): Page | undefined {
    const cut = cutOf(messages, edge);
    return cut && then(cut);
  }
}

function cutOf(messages: readonly KeptMessage[], edge: Edge): Cut | undefined {
  if ("id" in edge) {
    const place = messages.findIndex(({ row }) => row.id === edge.id);
    return place < 0 ? undefined : { below: place, above: place + 1 };
  }
  const first = messages.findIndex(({ row }) => row.at >= edge.at);
  return {
    below: first < 0 ? messages.length : first,
    above: messages.findLastIndex(({ row }) => row.at <= edge.at) + 1,
  };
}
