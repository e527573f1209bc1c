import { type Logger, pino } from "pino";
import { prettyFactory } from "pino-pretty";
import type { LogLines } from "./log-lines.ts";

export type { Logger } from "pino";

/** Where log lines go; each call gets whole lines. */
export interface LogDestination {
  write(text: string): void;
}

/** How much is logged, for whom, and where to. */
export interface LoggerOptions {
  readonly level: string;
  /** Lines for people instead of JSON. */
  readonly pretty: boolean;
  readonly colors?: boolean;
  readonly destination: LogDestination;
  /** Gets every line, too, as JSON. */
  readonly lines?: LogLines | undefined;
}

/** A logger whose values are data: nothing in them breaks or forges a line. */
export function createLogger(options: LoggerOptions): Logger {
  const { level, pretty, colors = false, destination, lines } = options;
  const written = pretty ? prettily(destination, colors) : destination;
  const facts = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  return pino(facts, lines ? both(written, lines) : written);
}

function both(one: LogDestination, other: LogDestination): LogDestination {
  return {
    write(text) {
      one.write(text);
      other.write(text);
    },
  };
}

/** A logger that says nothing, for servers that were not given one. */
export function silentLogger(): Logger {
  return pino({ level: "silent", base: null }, { write: () => undefined });
}

function prettily(destination: LogDestination, colorize: boolean): LogDestination {
  const prettify = prettyFactory({
    colorize,
    singleLine: true,
    translateTime: "SYS:HH:MM:ss",
    ignore: "",
  });
  return { write: (line) => destination.write(prettify(visible(JSON.parse(line)))) };
}

// pino-pretty prints some strings as they are. A stack keeps its line ends: its lines are indented.
function visible(value: unknown, key = ""): unknown {
  if (typeof value === "string")
    return key === "stack"
      ? value.replaceAll(/(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, escaped)
      : escapeControls(value);
  if (Array.isArray(value)) return value.map((item) => visible(item));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, child]) => [escapeControls(name), visible(child, name)]),
  );
}

function escapeControls(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, escaped);
}

function escaped(character: string): string {
  return `<${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(2, "0")}>`;
}
