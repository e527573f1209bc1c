import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { deadLinks, linksOf } from "../../conformance/package/links.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folders = ["", "docs", "docs/decisions", "conformance"];
const pages = folders.flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((file) => file.endsWith(".md"))
    .map((file) => join(folder, file)),
);

const textOf = (page: string) => readFileSync(join(root, page), "utf8");

test.each(pages)("every link in %s leads somewhere", (page) => {
  expect(deadLinks(root, page, textOf(page))).toEqual([]);
});

test("the readme's links are among those looked at", () => {
  expect(linksOf(textOf("README.md"))).toContain("docs/architecture.md");
});
