import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folders = ["", "docs", "docs/decisions", "conformance"];
const pages = folders.flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((file) => file.endsWith(".md"))
    .map((file) => join(folder, file)),
);

/** What the links of a page point at, those to other hosts and within the page apart. */
function linksOf(page: string): readonly string[] {
  const text = readFileSync(join(root, page), "utf8");
  const targets = [...text.matchAll(/\]\(([^)\s#]+)[^)]*\)/g)].map(([, target = ""]) => target);
  return targets.filter((target) => !target.includes("://"));
}

test.each(pages)("every link in %s leads somewhere", (page) => {
  const dead = linksOf(page).filter((target) => !existsSync(join(root, dirname(page), target)));
  expect(dead).toEqual([]);
});

test("the readme's links are among those looked at", () => {
  expect(linksOf("README.md")).toContain("docs/architecture.md");
});
