import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { keyFacts } from "../../src/config/fields.ts";
import { bare, configKeys } from "../../src/config/keys.ts";
import { defaultConfig, loadConfig } from "../../src/config/load.ts";
import { PRESETS, presets } from "../../src/config/presets.ts";
import { schema } from "../../src/config/schema.ts";
import { starterFile } from "../../src/config/starter.ts";
import { refusal } from "../kit/refusal.ts";

describe("a starter file", () => {
  test.each(PRESETS)("of the preset %s has no mistakes and says what the preset says", (name) => {
    const text = starterFile(presets[name]);
    expect(refusal({ file: "ircd.yaml", text })).toEqual([]);
    expect(loadConfig({ text })).toEqual(loadConfig({ flags: presets[name].values }));
    for (const line of text.split("\n")) expect(line.length).toBeLessThan(125);
  });

  test("without a preset leaves everything at its default", () => {
    expect(loadConfig({ text: starterFile() })).toEqual(defaultConfig());
  });

  test("tells of every key, under the sections it is in", () => {
    const lines = starterFile().split("\n");
    for (const { path, doc } of configKeys()) {
      const name = path.split(".").at(-1) ?? "";
      expect(lines.some((line) => new RegExp(`^ *(?:# |##  +)?${name}:`).test(line))).toBe(true);
      expect(lines.join(" ").replace(/ +## +/g, " ")).toContain(doc);
    }
  });

  test("has defaults that mean the same when their # is taken away", () => {
    const sections = ["limits", "connections", "history", "log"];
    const blocks = starterFile()
      .split("\n\n")
      .map((block) => block.replace(/^(?:##.*\n)+/, ""))
      .filter((block) => sections.some((section) => block.startsWith(`${section}:\n`)));
    expect(blocks).toHaveLength(sections.length);
    const text = blocks.join("\n").replace(/^( *)# /gm, "$1");
    const standard = defaultConfig();
    expect(Object.keys(parse(text))).toEqual(sections);
    expect(loadConfig({ text })).toEqual(standard);
    expect(parse(text).limits).toEqual(standard.limits);
  });
});

test.each(examples(schema).map(([path, type, example]) => ({ path, type, example })))(
  "the example of $path is one that may stand there",
  ({ type, example }) => {
    expect(z.safeParse(type, example).error).toBeUndefined();
  },
);

type Example = readonly [path: string, type: z.core.$ZodType, example: unknown];

function examples(type: z.core.$ZodType, prefix = ""): readonly Example[] {
  const inner = bare(type);
  if (inner instanceof z.ZodArray) return examples(inner.element, `${prefix}[]`);
  if (!(inner instanceof z.ZodObject)) return [];
  return Object.entries<z.core.$ZodType>(inner.shape).flatMap(([name, child]) => {
    const example = keyFacts.get(child)?.example;
    const own: readonly Example[] = example === undefined ? [] : [[`${prefix}.${name}`, child, example]];
    return [...own, ...examples(child, `${prefix}.${name}`)];
  });
}
