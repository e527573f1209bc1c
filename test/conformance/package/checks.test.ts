import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { engineWarnings } from "../../../conformance/package/engine-warnings.ts";
import { deadLinks, linksOf } from "../../../conformance/package/links.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

test("a link that leads nowhere is named, those to other places and within the page are not looked at", () => {
  const page = "[a](modes.md), [b](plugins.md#options), [c](gone.md), [d](https://example.org/x), [e](#x)";
  expect(linksOf(page)).toEqual(["modes.md", "plugins.md", "gone.md"]);
  expect(deadLinks(root, "docs/page.md", page)).toEqual(["gone.md"]);
});

test("what npm warns of is heard only where it is about the version of Node.js", () => {
  const said = [
    "npm warn deprecated something@1.0.0: it is old",
    "npm warn EBADENGINE Unsupported engine {",
    "npm warn EBADENGINE   required: { node: '>=22' },",
    "added 90 packages in 5s",
  ];
  expect(engineWarnings(said.join("\n"))).toEqual(said.slice(1, 3));
  expect(engineWarnings("added 90 packages in 5s\n")).toEqual([]);
});

// fastify takes any 6; the later ones bring packages for a newer Node.js. What we ask for ourselves holds for whoever
// installs the package, `overrides` would not.
test("the package asks for the release of light-my-request that Node.js 20 takes", () => {
  const { dependencies, overrides } = JSON.parse(readFileSync(`${root}/package.json`, "utf8"));
  expect(dependencies["light-my-request"]).toBe("~6.6.0");
  expect(overrides).toBeUndefined();
});
