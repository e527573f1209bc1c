import type { Line } from "./line.ts";

const ESCAPED: Readonly<Record<string, string>> = { ":": ";", s: " ", r: "\r", n: "\n" };

/** The tags of a line with their values unescaped; what is missing or empty is an empty text. */
export function tagsIn({ tags }: Line): ReadonlyMap<string, string> {
  if (tags === "") return new Map();
  return new Map(
    tags.split(";").map((tag) => {
      const [key = "", ...value] = tag.split("=");
      return [key, unescaped(value.join("="))];
    }),
  );
}

/** The value of a tag; undefined when the line does not have it. */
export function tagOf(line: Line, key: string): string | undefined {
  return tagsIn(line).get(key);
}

// message-tags.md, "Escaping values": a backslash before anything else, or at the end, is nothing.
function unescaped(value: string): string {
  return value.replace(/\\(.?)/gs, (_, sign: string) => ESCAPED[sign] ?? sign);
}
