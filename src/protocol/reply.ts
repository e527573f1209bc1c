import { type NumericName, numerics } from "./numerics.ts";
import { type StandardReplyName, standardReplies } from "./standard-replies.ts";
import { byteLength, cutToBytes, stripLineControls } from "./text.ts";

/** What can be answered: a numeric, or a standard reply. */
export type ReplyName = NumericName | StandardReplyName;

/** A numeric or standard reply and its fields, not yet rendered for anybody. */
export interface Reply {
  readonly numeric: ReplyName;
  readonly fields: Fields;
  /** What follows the nick, where it is the same for everybody and was filled in before. */
  readonly tail?: string;
}

type Fields = Readonly<Record<string, string | number>>;

/** What must be said for one reply: a value for each placeholder of its template. */
export type ReplyFields<N extends ReplyName> = {
  readonly [P in Placeholders<(typeof replies)[N]>]: string | number;
};

type Placeholders<T extends string> = T extends `${string}{${infer Name}}${infer Rest}`
  ? FieldName<Name> | Placeholders<Rest>
  : never;

type FieldName<T extends string> = T extends `${infer Name}...` ? Name : T;

/** Describes a reply; the compiler asks for every field of its template. */
export function reply<N extends ReplyName>(
  numeric: N,
  ...fields: keyof ReplyFields<N> extends never ? [] : [ReplyFields<N>]
): Reply;
export function reply(numeric: ReplyName, fields: Fields = NO_FIELDS): Reply {
  return { numeric, fields };
}

/** True if the reply says that something was not done. */
export function isRefused({ numeric }: Reply): boolean {
  return numeric.startsWith("ERR_") || numeric.startsWith("FAIL_");
}

/** The same reply, filled in once for all who get it: 005, the message of the day. */
export function fixedReply(reply: Reply): Reply {
  const tail = fill(templateOf(reply.numeric), reply.fields);
  return UNSAFE.test(tail) ? reply : { ...reply, tail };
}

/** The line of a reply without its CRLF, at most 510 bytes and free of CR, LF and NUL. */
export function renderReply(reply: Reply, server: string, nick: string): string {
  const template = templateOf(reply.numeric);
  // A standard reply names no client.
  const head = template.isNumeric ? `:${server} ${template.code} ${nick}` : `:${server} ${template.code}`;
  const line = head + (reply.tail ?? fill(template, reply.fields));
  if ((reply.tail !== undefined || !UNSAFE.test(line)) && fits(line)) return line;
  const rest = fill(template, tamed(template, reply.fields));
  return cutToBytes(stripLineControls(head) + rest, MAX_LINE);
}

/** A reply in words for people: its text, after the fields it is about ("#x: No such channel"). */
export function replyWords(reply: Reply): string {
  const template = templateOf(reply.numeric);
  const fields = tamed(template, reply.fields);
  const about = template.middles.map((name) => fields[name] ?? "").join(" ");
  const text = template.trailing === undefined ? "" : stripLineControls(fill(template.trailing, fields));
  if (about === "" || text === "") return about + text;
  return template.sentence ? `${about} ${text}` : `${about}: ${text}`;
}

const MAX_LINE = 510;
/** What a middle parameter may keep when a line is too long, so that the text behind it still fits. */
const MAX_MIDDLE = 150;
const UNSAFE = /[\0\r\n]/;
const NO_FIELDS: Fields = Object.freeze({});

function fits(line: string): boolean {
  // A UTF-16 unit takes at most three bytes of UTF-8.
  return line.length * 3 <= MAX_LINE || (line.length <= MAX_LINE && byteLength(line) <= MAX_LINE);
}

type SlotKind = "middle" | "spread" | "text";

interface Slot {
  readonly name: string;
  readonly kind: SlotKind;
  /** The fixed text that follows the field. */
  readonly after: string;
}

interface Pattern {
  readonly start: string;
  readonly slots: readonly Slot[];
}

interface Template extends Pattern {
  /** The three digits, or FAIL, WARN or NOTE. */
  readonly code: string;
  readonly isNumeric: boolean;
  /** Names of the fields that are parameters of their own. */
  readonly middles: readonly string[];
  readonly trailing: Pattern | undefined;
  /** The text goes on from its fields: "bob is a bot". */
  readonly sentence: boolean;
}

function fill(pattern: Pattern, fields: Fields): string {
  let out = pattern.start;
  for (const slot of pattern.slots) {
    const value = fields[slot.name];
    if (typeof value === "number") out += value + slot.after;
    else if (slot.kind === "text") out += (value ?? "") + slot.after;
    else out += (slot.kind === "middle" ? asMiddle(value) : value || "*") + slot.after;
  }
  return out;
}

/** RFC 1459 2.3.1: a middle parameter is not empty, has no space and does not begin with a colon. */
function asMiddle(value: string | undefined): string {
  if (value === undefined || value === "") return "*";
  if (value.charCodeAt(0) !== 0x3a && !value.includes(" ")) return value;
  const word = value.replace(/^:+/, "");
  const space = word.indexOf(" ");
  return (space === -1 ? word : word.slice(0, space)) || "*";
}

/** The fields as they go into a line that would have been unsafe or too long. */
function tamed(template: Template, fields: Fields): Fields {
  const safe: Record<string, string | number> = {};
  for (const { name, kind } of template.slots) {
    if (name in safe) continue;
    const value = fields[name] ?? "";
    const clean = typeof value === "string" ? stripLineControls(value) : value;
    safe[name] = kind === "middle" && typeof clean === "string" ? cutToBytes(clean, MAX_MIDDLE) : clean;
  }
  return safe;
}

function compile(source: string): Template {
  const [code = ""] = source.split(" ", 1);
  const body = source.slice(code.length);
  const colon = body.indexOf(" :");
  const middle = colon === -1 ? body : body.slice(0, colon);
  const text = colon === -1 ? undefined : body.slice(colon + 2);
  const middles = [...middle.matchAll(FIELD)].map(([, name = ""]) => name);
  return {
    code,
    isNumeric: /^\d/.test(code),
    ...pattern(body, middles),
    middles,
    trailing: text === undefined ? undefined : pattern(text, []),
    sentence: /^[a-z]/.test(text ?? ""),
  };
}

function pattern(source: string, middles: readonly string[]): Pattern {
  // split() with two groups: text, name, dots, text, name, dots, …, text.
  const [start = "", ...rest] = source.split(FIELD);
  const slots: Slot[] = [];
  for (let i = 0; i < rest.length; i += 3) {
    const kind = rest[i + 1] === "..." ? "spread" : slots.length < middles.length ? "middle" : "text";
    slots.push({ name: rest[i] ?? "", kind, after: rest[i + 2] ?? "" });
  }
  return { start, slots };
}

const FIELD = /\{(\w+)(\.\.\.)?\}/g;

const replies = { ...numerics, ...standardReplies } as const;

const templates: ReadonlyMap<string, Template> = new Map(
  Object.entries(replies).map(([name, source]) => [name, compile(source)]),
);

function templateOf(name: ReplyName): Template {
  return templates.get(name) ?? compile(replies[name]);
}
