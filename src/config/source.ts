import { isCollection, isMap, isScalar, LineCounter, parseDocument } from "yaml";
import { ConfigError } from "./config-error.ts";

/** A configuration text that knows where each of its values stands. */
export interface Source {
  readonly values: unknown;
  /** Whether something stands at a path. */
  has(path: readonly PropertyKey[]): boolean;
  /** `file:line:column` of a value, or of the key when `ofKey` is set. */
  place(path: readonly PropertyKey[], ofKey?: boolean): string;
}

/** Reads YAML 1.2; throws a ConfigError for what is no YAML. */
export function readSource(text: string, file: string): Source {
  const lines = new LineCounter();
  const doc = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  if (doc.errors.length > 0)
    throw new ConfigError(doc.errors.map((error) => `${at(error.pos[0])}: ${error.message}`));

  return {
    values: toValues(() => withoutNulls(doc.toJS()), file),
    has: (path) => path.length === 0 || doc.hasIn(path),
    place: (path, ofKey = false) => at(offsetOf(doc.contents, path, ofKey)),
  };
}

// An alias to nothing, aliases that unfold without end, or one within itself, show only when the values are made.
function toValues(make: () => unknown, file: string): unknown {
  try {
    return make();
  } catch (cause) {
    throw new ConfigError([`${file}: ${whyNot(cause)}`], { cause });
  }
}

function whyNot(cause: unknown): string {
  if (cause instanceof RangeError) return "is nested too deeply, or an alias stands within itself";
  return cause instanceof Error ? cause.message : String(cause);
}

// A section whose keys are all commented out is a null to YAML, and nothing to people; so is one of such sections.
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value))
    return value.map((item) => withoutNulls(item) ?? (item === null ? undefined : {}));
  if (typeof value !== "object" || value === null) return value ?? undefined;
  const given = Object.entries(value);
  const kept = given
    .map(([key, child]) => [key, withoutNulls(child)] as const)
    .filter(([, child]) => child !== undefined);
  return given.length > 0 && kept.length === 0 ? undefined : Object.fromEntries(kept);
}

// The deepest node that exists on the way: what is missing is reported where it would stand.
function offsetOf(root: unknown, path: readonly PropertyKey[], ofKey: boolean): number {
  let node = root;
  let offset = startOf(root) ?? 0;
  for (const [depth, step] of path.entries()) {
    const name = typeof step === "symbol" ? step.toString() : step;
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(name));
      if (!pair) return offset;
      const last = depth === path.length - 1;
      offset = (last && ofKey ? startOf(pair.key) : startOf(pair.value)) ?? startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isCollection(node)) {
      node = node.get(name, true);
      offset = startOf(node) ?? offset;
    } else return offset;
  }
  return offset;
}

function startOf(node: unknown): number | undefined {
  return isScalar(node) || isCollection(node) ? node.range?.[0] : undefined;
}
