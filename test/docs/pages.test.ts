import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { pages } from "../../docs/generate/pages.ts";

test.each(Object.entries(pages))(
  "docs/%s says what the source says (npm run docs makes it anew)",
  (name, page) => {
    expect(readFileSync(new URL(`../../docs/${name}`, import.meta.url), "utf8")).toBe(page());
  },
);
