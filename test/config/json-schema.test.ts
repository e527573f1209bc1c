import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { configJsonSchema } from "../../src/config/json-schema.ts";
import { configKeys } from "../../src/config/keys.ts";
import { PRESETS, presets } from "../../src/config/presets.ts";
import { schema } from "../../src/config/schema.ts";
import { starterFile } from "../../src/config/starter.ts";

// As editors do: what they do not know, such as a format, they let pass.
const judge = new Ajv2020({ strict: false }).compile(JSON.parse(configJsonSchema()));

/** Whether the configuration itself takes it, and whether it is only for a reason that no JSON Schema knows that it does not. */
function verdict(values: unknown): "taken" | "refused" | "refused by a rule of its own" {
  const { error } = z.safeParse(schema, values);
  if (!error) return "taken";
  return error.issues.every(({ code }) => code === "custom") ? "refused by a rule of its own" : "refused";
}

/** A configuration that has a value at one place, and nothing else. */
function at(path: string, value: unknown): unknown {
  return path.split(".").reduceRight<unknown>((below, step) => {
    const name = step.replaceAll("[]", "");
    return { [name]: step.endsWith("[]") ? [below] : below };
  }, value);
}

const values = [
  ...[true, false, "", "x", "two words", "line\nbreak", "TRUE", "http://", -1, 0, 1, 1.5, 1e9, 65_536],
  ...[[], [1], ["x"], ["*"], [{}], {}, { x: 1 }, { file: "x" }, { text: "x" }, { file: 1 }],
];

describe("the JSON Schema", () => {
  test.each(PRESETS)("takes the preset %s, and the starter file made from it", (name) => {
    expect(judge(presets[name].values)).toBe(true);
    expect(judge(parse(starterFile(presets[name])))).toBe(true);
  });

  test("takes the starter file without a preset, and an empty configuration", () => {
    expect([judge(parse(starterFile())), judge({})]).toEqual([true, true]);
  });

  test.each(configKeys())("judges $path as the configuration itself does", ({ path }) => {
    for (const value of values) {
      const config = at(path, value);
      const expected = verdict(config);
      if (expected === "refused by a rule of its own") continue;
      expect({ config, taken: judge(config) }).toEqual({ config, taken: expected === "taken" });
    }
  });

  const wrong: readonly unknown[] = [
    { prot: 1 },
    { listeners: [] },
    { listeners: [{ port: 65_536 }] },
    { listeners: [{ tls: { selfSigned: true, minVersion: "TLSv1.1" } }] },
    { opers: [{ name: "root" }] },
    { opers: [{ name: "root", password: "plain" }] },
    { limits: { nickLength: "9" } },
    { motd: { file: "a", text: "b" } },
    { log: { level: "loud" } },
    { constructor: 1 },
    null,
    [],
    "text",
  ];
  test.each(wrong.map((config) => ({ config })))("refuses $config", ({ config }) => {
    expect(judge(config)).toBe(false);
  });

  test("says of every key what it is", () => {
    const text = configJsonSchema();
    for (const { doc } of configKeys()) expect(text).toContain(JSON.stringify(doc));
  });
});
