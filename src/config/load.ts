import { readFileSync } from "node:fs";
import { ConfigError } from "./config-error.ts";
import { overlaid, type VariablePlace, type Variables } from "./environment.ts";
import { type PlaceOf, problemLines } from "./problems.ts";
import { type Config, type ConfigInput, schema } from "./schema.ts";
import { readSource, type Source } from "./source.ts";

/** Where a configuration comes from: a file or its text, variables that go before it, and flags before those. */
export interface ConfigSources {
  readonly file?: string | undefined;
  /** The text itself, instead of the file's. */
  readonly text?: string | undefined;
  /** Those of the process: each whose name begins with IRCD_ gives one value. */
  readonly variables?: Variables | undefined;
  /** What goes before file and variables. */
  readonly flags?: ConfigInput | undefined;
  /** What stands where none of them says anything, instead of the schema's own. */
  readonly defaults?: ConfigInput | undefined;
  /** What to call a flag in an error: `{ "listeners.0.port": "--port" }`. */
  readonly flagNames?: Readonly<Record<string, string>> | undefined;
}

/** The complete, frozen configuration; throws a ConfigError that names every wrong line. */
export function loadConfig(sources: ConfigSources = {}): Config {
  const { file, text, variables = {}, defaults = {}, flags = {}, flagNames = {} } = sources;
  const name = file ?? "configuration";
  const written = text ?? (file === undefined ? "" : readConfigFile(file));
  const source = readSource(written, name);
  const { values, problems, variableAt } = overlaid(source.values, variables);
  const result = schema.safeParse(
    isUsable(source.values) ? (merge(merge(defaults, values), withoutGaps(flags)) ?? {}) : source.values,
  );
  const issues = result.error?.issues ?? [];
  const placeOf = placesOf(source, variableAt, flags, flagNames);
  const lines = [...problems, ...problemLines(issues, placeOf)];
  if (!result.success || lines.length > 0) throw new ConfigError(lines);
  const { ephemeral, data } = result.data;
  const config = deepFreeze({ ...result.data, data: ephemeral ? undefined : data });
  places.set(config, placeOf);
  return config;
}

// Where the values of a configuration stand: some are found wrong only by who uses them.
const places = new WeakMap<Config, PlaceOf>();

/** What is wrong with a value of a configuration that was loaded, with its line and key. */
export function problemIn(config: Config, path: readonly PropertyKey[], message: string): ConfigError {
  const placeOf = places.get(config) ?? (() => undefined);
  return new ConfigError(
    problemLines([{ code: "custom", path: [...path], message, input: undefined }], placeOf),
  );
}

/** The configuration of a server that was told nothing. */
export function defaultConfig(): Config {
  return loadConfig();
}

function readConfigFile(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new ConfigError([`${file === "" ? '""' : file}: cannot be read (${codeOf(cause)})`], { cause });
  }
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
}

// What is no section at all is judged as it stands: whatever goes before it must not hide the mistake.
function isUsable(values: unknown): boolean {
  return values === undefined || values === null || isSection(values);
}

// Sections are merged key by key; a list or a single value takes the place of the whole.
function merge(below: unknown, above: unknown): unknown {
  if (above === undefined) return below;
  if (!isSection(above) || !isSection(below)) return above;
  const merged = new Map<string, unknown>(Object.entries(below));
  for (const [key, value] of Object.entries(above)) merged.set(key, merge(merged.get(key), value));
  return Object.fromEntries(merged);
}

// What was not given is left out, with the sections it leaves empty: it must not hide what stands in the file.
function withoutGaps(value: unknown): unknown {
  if (!isSection(value)) return value;
  const kept = Object.entries(value)
    .map(([key, child]) => [key, withoutGaps(child)] as const)
    .filter(([, child]) => child !== undefined);
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

function isSection(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

// A value that a flag or a variable has given stands in no line of the file.
function placesOf(
  source: Source,
  variableAt: (path: readonly PropertyKey[]) => VariablePlace | undefined,
  flags: ConfigInput,
  flagNames: Readonly<Record<string, string>>,
): PlaceOf {
  return (path, ofKey) => {
    const dotted = path.map(String);
    if (dotted.length > 0 && reaches(flags, dotted)) {
      const flag = flagNames[dotted.join(".")];
      return flag === undefined ? undefined : { text: flag, isKey: true };
    }
    const variable = variableAt(path);
    const isWritten = variable && !variable.isExact && source.has(path.slice(0, variable.depth));
    if (variable && !isWritten) return { text: variable.name, isKey: variable.isExact };
    return { text: source.place(path, ofKey), isKey: false };
  };
}

function reaches(value: unknown, [step, ...rest]: readonly string[]): boolean {
  if (step === undefined) return value !== undefined;
  if (Array.isArray(value)) return true;
  return isSection(value) && reaches(new Map<string, unknown>(Object.entries(value)).get(step), rest);
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== "object" || value === null) return value;
  for (const child of Object.values(value)) deepFreeze(child);
  return Object.freeze(value);
}
