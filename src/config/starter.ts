import { stringify } from "yaml";
import { z } from "zod";
import { keyFacts } from "./fields.ts";
import { bare, standardOf } from "./keys.ts";
import type { Preset } from "./presets.ts";
import { schema } from "./schema.ts";

const width = 110;

/** A configuration file to begin with: every key with what it is, those a preset does not set commented out. */
export function starterFile(preset?: Preset): string {
  const about = preset ? `: ${preset.about}` : "";
  const head = [
    ...remark(`The configuration of ircd-ts${about}.`),
    "##",
    ...remark(
      "Behind one # stands what the server does anyway, or an example: take the # away to alter it. Behind two stands " +
        "what a key is. ircd-ts check-config names each mistake with its line.",
    ),
    "##",
    ...remark(
      "Editors that know JSON Schema help with this file as soon as the schema stands beside it:\n" +
        "ircd-ts config-schema > ircd.schema.json",
    ),
    "# yaml-language-server: $schema=ircd.schema.json",
  ];
  return `${[...head, ...sectionLines(schema, preset?.values, 0)].join("\n")}\n`;
}

function sectionLines(section: z.ZodObject, values: unknown, depth: number): string[] {
  return Object.entries<z.core.$ZodType>(section.shape).flatMap(([name, child]) => [
    ...(depth === 0 ? [""] : []),
    ...indented(remark(keyFacts.get(child)?.doc ?? ""), depth),
    ...keyLines(name, child, valueAt(values, name), depth),
  ]);
}

function keyLines(name: string, child: z.core.$ZodType, value: unknown, depth: number): string[] {
  const inner = bare(child);
  // A section that is nothing when it is left out must not be there, however empty.
  const isThere = value !== undefined || standardOf(child) !== undefined;
  if (inner instanceof z.ZodObject && isThere)
    return [...indented([`${name}:`], depth), ...sectionLines(inner, value, depth + 1)];
  const lines =
    inner instanceof z.ZodArray
      ? listLines(name, child, value)
      : [value === undefined ? commentedOut(name, child) : `${name}: ${flow(value)}`];
  return indented([...partRemarks(inner, 1), ...lines], depth);
}

function listLines(name: string, child: z.core.$ZodType, value: unknown): string[] {
  if (!Array.isArray(value)) return [commentedOut(name, child)];
  const isOfSections = value.some((item) => typeof item === "object");
  if (!isOfSections) return [`${name}: ${flow(value)}`];
  return [`${name}:`, ...value.map((item) => `  - ${flow(item)}`)];
}

/** What each item of a list has, or a section that is not there, as a remark. */
function partRemarks(type: z.core.$ZodType, depth: number): string[] {
  const inner = bare(type);
  if (inner instanceof z.ZodArray) return partRemarks(inner.element, depth);
  if (inner instanceof z.ZodRecord) return partRemarks(inner.valueType, depth);
  if (!(inner instanceof z.ZodObject)) return [];
  return Object.entries<z.core.$ZodType>(inner.shape).flatMap(([name, child]) => {
    const standard = standardOf(child);
    const isLeaf = !(bare(child) instanceof z.ZodObject);
    const otherwise = isLeaf && standard !== undefined ? ` (${standard} if left out)` : "";
    return [
      ...remark(`${name}: ${keyFacts.get(child)?.doc ?? ""}${otherwise}`, "  ".repeat(depth)),
      ...partRemarks(child, depth + 1),
    ];
  });
}

function commentedOut(name: string, child: z.core.$ZodType): string {
  const example = keyFacts.get(child)?.example;
  const text = example === undefined ? (standardOf(child) ?? "") : flow(example);
  return `# ${name}: ${text}`.trimEnd();
}

function flow(value: unknown): string {
  return stringify(value, { collectionStyle: "flow", lineWidth: 0 }).trimEnd();
}

function valueAt(values: unknown, name: string): unknown {
  return typeof values === "object" && values !== null
    ? new Map<string, unknown>(Object.entries(values)).get(name)
    : undefined;
}

function indented(lines: readonly string[], depth: number): string[] {
  return lines.map((line) => `${"  ".repeat(depth)}${line}`);
}

/** Lines of a remark, no longer than a screen is wide. */
function remark(text: string, indent = ""): string[] {
  return text.split("\n").flatMap((paragraph) => {
    const lines: string[] = [];
    for (const word of paragraph.split(" ")) {
      const last = lines.at(-1);
      const longer = last === undefined ? undefined : `${last} ${word}`;
      if (longer !== undefined && longer.length <= width) lines[lines.length - 1] = longer;
      else lines.push(`## ${indent}${lines.length > 0 && indent !== "" ? "  " : ""}${word}`);
    }
    return lines;
  });
}
