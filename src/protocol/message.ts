import { escapeTagValue, unescapeTagValue } from "./tags.ts";
import { ownCopy } from "./text.ts";

/** One IRC message, taken apart. */
export interface Message {
  readonly tags: ReadonlyMap<string, string> | undefined;
  readonly source: string | undefined;
  /** In upper case. */
  readonly command: string;
  readonly params: readonly string[];
}

/** Takes a line (without its line end) apart; undefined when there is no command in it. */
export function parseMessage(received: string): Message | undefined {
  let line = received;
  let at = skipSpaces(line, 0);
  let tags: ReadonlyMap<string, string> | undefined;
  let source: string | undefined;
  if (line.charCodeAt(at) === AT) {
    const end = wordEnd(line, at);
    tags = parseTags(line.slice(at + 1, end));
    // What is kept of the message must not keep up to 4 KiB of tags alive.
    line = ownCopy(line.slice(end));
    at = skipSpaces(line, 0);
  }
  if (line.charCodeAt(at) === COLON) {
    const end = wordEnd(line, at);
    source = line.slice(at + 1, end);
    at = skipSpaces(line, end);
  }
  if (at === line.length) return undefined;
  const end = wordEnd(line, at);
  return { tags, source, command: line.slice(at, end).toUpperCase(), params: parseParams(line, end) };
}

/** Writes a message as a line, without its line end. */
export function formatMessage(message: Message): string {
  const { tags, source, command, params } = message;
  let line = tags && tags.size > 0 ? `@${formatTags(tags)} ` : "";
  if (source !== undefined) line += `:${source} `;
  line += command;
  for (let i = 0; i < params.length; i++) {
    const param = params[i] ?? "";
    line += i === params.length - 1 && needsColon(param) ? ` :${param}` : ` ${param}`;
  }
  return line;
}

const SPACE = 0x20;
const COLON = 0x3a;
const AT = 0x40;

// Modern IRC, "Parameters": accept any number of them, the limit of 15 is one of the past.
function parseParams(line: string, from: number): string[] {
  const params: string[] = [];
  let at = skipSpaces(line, from);
  while (at < line.length) {
    if (line.charCodeAt(at) === COLON) {
      params.push(line.slice(at + 1));
      return params;
    }
    const end = wordEnd(line, at);
    params.push(line.slice(at, end));
    at = skipSpaces(line, end);
  }
  return params;
}

/** Tags as they stand in a line, without the `@`. message-tags: the last of several tags with one key counts. */
export function parseTags(text: string): ReadonlyMap<string, string> {
  const tags = new Map<string, string>();
  for (const tag of text.split(";")) {
    const equals = tag.indexOf("=");
    const key = equals === -1 ? tag : tag.slice(0, equals);
    if (key !== "") tags.set(key, equals === -1 ? "" : unescapeTagValue(tag.slice(equals + 1)));
  }
  return tags;
}

/** Tags as they stand in a line, without the `@` and the space. */
export function formatTags(tags: ReadonlyMap<string, string>): string {
  const parts: string[] = [];
  for (const [key, value] of tags) parts.push(value === "" ? key : `${key}=${escapeTagValue(value)}`);
  return parts.join(";");
}

function needsColon(param: string): boolean {
  return param === "" || param.charCodeAt(0) === COLON || param.includes(" ");
}

function skipSpaces(line: string, from: number): number {
  let at = from;
  while (line.charCodeAt(at) === SPACE) at++;
  return at;
}

function wordEnd(line: string, from: number): number {
  const space = line.indexOf(" ", from);
  return space === -1 ? line.length : space;
}
