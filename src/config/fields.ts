import { z } from "zod";

/** Where a key counts: on this node alone, or in the whole network. */
export type Scope = "node" | "network";

/** What is known of a key beyond its check; a key without a scope has its section's. */
export interface KeyFacts {
  readonly doc: string;
  readonly scope?: Scope | undefined;
  /** What may stand there, where the default does not show it. */
  readonly example?: unknown;
}

/** What makes no sense together with other keys: which key, and why. */
export type KeyProblem = readonly [path: readonly PropertyKey[], message: string];

/** The facts of every key of the schema. */
export const keyFacts = z.registry<KeyFacts>();

const secrets = z.registry<object>();

/** A key that may differ from node to node. */
export function nodeKey<T extends z.ZodType>(schema: T, doc: string, example?: unknown): T {
  keyFacts.add(schema, { doc, scope: "node", example });
  return schema;
}

/** A key on which all nodes of a network agree. */
export function networkKey<T extends z.ZodType>(schema: T, doc: string, example?: unknown): T {
  keyFacts.add(schema, { doc, scope: "network", example });
  return schema;
}

/** A key within a section, of its section's scope. */
export function subKey<T extends z.ZodType>(schema: T, doc: string, example?: unknown): T {
  keyFacts.add(schema, { doc, example });
  return schema;
}

/** A whole number within bounds, both included. */
export function whole(min: number, max: number) {
  const error = mustBe(`a whole number from ${min} to ${max}`);
  return z.number({ error }).int({ error }).min(min, { error }).max(max, { error });
}

/** A number above zero, up to a bound. */
export function positive(max: number) {
  const error = mustBe(`a number above 0, up to ${max}`);
  return z.number({ error }).positive({ error }).max(max, { error });
}

/** True or false. */
export function flag() {
  return z.boolean({ error: mustBe("true or false") });
}

/** One of a few words. */
export function oneOf<const T extends readonly [string, ...string[]]>(words: T) {
  return z.enum(words, { error: mustBe(`one of ${words.join(", ")}`) });
}

/** One line of text that obeys a pattern, described in words for who got it wrong. */
export function line(words = "one line of text", pattern = /^[^\p{Cc}]+$/u) {
  const error = mustBe(words);
  return z.string({ error }).regex(pattern, { error });
}

/** As `line`, but what was given is never shown again. */
export function secret(words: string, pattern: RegExp) {
  const error = `must be ${words}`;
  const schema = z.string({ error }).regex(pattern, { error });
  secrets.add(schema, {});
  return schema;
}

/** Whether a value is never to be shown. */
export function isSecret(schema: z.core.$ZodType): boolean {
  return secrets.has(schema);
}

/** A list. */
export function listOf<T extends z.ZodType>(item: T, words: string) {
  return z.array(item, { error: mustBeKind(words) });
}

/** A section: keys of its own, none other. */
export function section<T extends z.core.$ZodLooseShape>(shape: T) {
  return z.strictObject(shape, { error: sectionProblem });
}

/** At most `count` in `seconds`. */
export function throttle(count: number, seconds: number) {
  return section({
    count: subKey(
      whole(0, 1_000_000).default(count),
      "how many are allowed in that time; 0 means any number",
    ),
    seconds: subKey(positive(86_400).default(seconds), "the time, in seconds"),
  }).prefault({});
}

/** An error that says what is allowed and what was found. */
export function mustBe(words: string) {
  return (issue: { readonly input?: unknown }) =>
    issue.input === undefined
      ? `is missing, must be ${words}`
      : `must be ${words}, not ${shown(issue.input)}`;
}

/** The places of those that stand earlier already. */
export function repeated(words: readonly string[]): readonly number[] {
  return words.flatMap((word, index) => (words.indexOf(word) < index ? [index] : []));
}

// Unknown keys keep zod's own issue: problems.ts words them, with the keys that exist.
function sectionProblem(issue: { readonly code?: string | undefined; readonly input?: unknown }) {
  return issue.code === "invalid_type" ? mustBeKind("a section with keys")(issue) : undefined;
}

// What stands in the place of a list or a section may be a password that lost its key.
function mustBeKind(words: string) {
  return (issue: { readonly input?: unknown }) =>
    ["string", "number"].includes(typeof issue.input)
      ? `must be ${words}, not a single value`
      : mustBe(words)(issue);
}

function shown(input: unknown): string {
  if (typeof input === "number" || typeof input === "bigint") return String(input);
  if (Array.isArray(input)) return "a list";
  if (typeof input === "object" && input !== null) return "a section";
  return (JSON.stringify(input) ?? String(input)).slice(0, 80);
}
