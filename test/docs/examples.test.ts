import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ConfigError } from "../../src/config/config-error.ts";
import { loadConfig } from "../../src/config/load.ts";

const root = new URL("../../", import.meta.url);
const pages = [
  "README.md",
  ...readdirSync(new URL("docs/", root))
    .filter((file) => file.endsWith(".md"))
    .map((file) => `docs/${file}`),
];

interface Example {
  readonly text: string;
  /** What the comment right before it says of it, `<!-- with the example before -->`. */
  readonly marker: string;
}

const WITH_THE_ONE_BEFORE = "with the example before";
const OF_ANOTHER_PROGRAM = "of another program";

function examplesIn(markdown: string): readonly Example[] {
  return [...markdown.matchAll(/(?:<!-- ([^\n]*?) -->\n)?```yaml\n([\s\S]*?)```/g)].map(
    ([, marker = "", text = ""]) => ({ marker, text }),
  );
}

/** The configurations of a page, each as somebody would write it who follows it. */
function configurationsIn(markdown: string): readonly string[] {
  const examples = examplesIn(markdown);
  return examples.flatMap(({ text, marker }, index) => {
    if (marker === OF_ANOTHER_PROGRAM) return [];
    const before = marker === WITH_THE_ONE_BEFORE ? (examples[index - 1]?.text ?? "") : "";
    return [filledIn(before + text)];
  });
}

// Where a page has an ellipsis, the reader puts what a command has printed: another each time.
function filledIn(text: string): string {
  let count = 0;
  const digits = () => (++count).toString(16).padStart(64, "f");
  return text.replace(/sha256:…/g, () => `sha256:${digits()}`).replace(/12:AB:…/g, digits);
}

/** What check-config would say of it. */
function mistakesIn(text: string): readonly string[] {
  try {
    loadConfig({ text });
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.lines;
    throw error;
  }
}

const configurations = pages.flatMap((page) =>
  configurationsIn(readFileSync(new URL(page, root), "utf8")).map((text, index) => ({
    name: `${page}, ${index + 1}`,
    text,
  })),
);

test.each(configurations)("the configuration $name is taken as it stands", ({ text }) => {
  expect(mistakesIn(text)).toEqual([]);
});

test("the pages that explain a section show it", () => {
  const shown = new Set(configurations.map(({ name }) => name.replace(/, \d+$/, "")));
  for (const page of ["docs/connections", "docs/moderation", "docs/operators", "docs/service"])
    expect([...shown]).toContain(`${page}.md`);
});

test("an example with a mistake is found, with the one before it where it says so", () => {
  const classes = "classes: [{ name: bots, networks: [campus] }]\n";
  const networks = "networks: [{ name: campus, addresses: [10.0.0.0/8] }]\n";
  const page = (marker: string) => `\`\`\`yaml\n${networks}\`\`\`\n${marker}\`\`\`yaml\n${classes}\`\`\`\n`;
  const found = (marker: string) => configurationsIn(page(marker)).flatMap(mistakesIn);
  expect(found("")).toEqual(["configuration:1:36: classes[0].networks[0]: is none of networks: campus"]);
  expect(found("<!-- with the example before -->\n")).toEqual([]);
  expect(found("<!-- of another program -->\n")).toEqual([]);
});

test("every marker is one that means something", () => {
  const markers = pages.flatMap((page) =>
    examplesIn(readFileSync(new URL(page, root), "utf8")).map(({ marker }) => marker),
  );
  expect(new Set(markers)).toEqual(new Set(["", WITH_THE_ONE_BEFORE, OF_ANOTHER_PROGRAM]));
});
