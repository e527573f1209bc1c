import { type ZodType, z } from "zod";
import type { Plugin, Unload } from "./define-plugin.ts";
import { PluginError, reasonIn } from "./plugin-error.ts";

const Shape = z.object({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,31}$/, "must be lower-case letters, digits and dashes, at most 32")
    // What the server itself keeps goes by this name.
    .refine((name) => name !== "ircd-ts", "is the server's own"),
  description: z.string().regex(/^[^\p{Cc}]{1,200}$/u, "must be one line of text"),
  setup: z.custom<Plugin["setup"]>((value) => typeof value === "function", "must be a function"),
  // Looked at once it is to be used.
  options: z.custom<Plugin["options"]>().optional(),
});

/** What a module exports, as a plugin; a PluginError says why it is none. `where` is what to call it until then. */
export function checkedPlugin(exported: unknown, where: string): Plugin {
  const shape = contained(where, () => Shape.safeParse(exported));
  if (shape.success) {
    const { name, description, setup, options } = shape.data;
    // As a method of what was exported: it may use `this`.
    return { name, description, setup: setup.bind(exported), ...(options && { options }) };
  }
  const [issue] = shape.error.issues;
  const key = issue?.path.join(".") ?? "";
  if (key === "") throw new PluginError(`${where}: its default export must be what definePlugin gives`);
  throw new PluginError(`${where}: ${key} ${issue?.message}`);
}

/** The options a plugin is given; a PluginError names the plugin and the key that does not fit. */
export function checkedOptions(plugin: Plugin, given: unknown, where: string): unknown {
  const place = `${where} (${plugin.name})`;
  const result = parsedOptions(plugin, given, place);
  if (result.success) return result.data;
  const [first] = result.error.issues.map(problemOf);
  const path = ["options", ...(first?.path.map(String) ?? [])].join(".");
  throw new PluginError(`${place}: ${path}: ${first?.message ?? "does not fit"}`);
}

/** Something that is wrong with the options of a plugin. */
export interface OptionProblem {
  /** The way to it, from the options. */
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** All that is wrong with the options of a plugin. */
export function optionProblems(plugin: Plugin, given: unknown): readonly OptionProblem[] {
  const result = parsedOptions(plugin, given, plugin.name);
  return result.success ? [] : result.error.issues.map(problemOf);
}

function problemOf({ path, message }: z.core.$ZodIssue): OptionProblem {
  return { path, message: message.split("\n", 1)[0] ?? "" };
}

function parsedOptions({ options }: Plugin, given: unknown, place: string): z.ZodSafeParseResult<unknown> {
  const schema = contained(place, () => (typeof options === "function" ? options(z) : options)) ?? none;
  if (typeof Object(schema).safeParse !== "function")
    throw new PluginError(`${place}: options must be a schema of zod, or a function that makes one`);
  return contained(place, () => schema.safeParse(given));
}

/** What the setup of a plugin has given; a PluginError says that it is not what clears away. `place` is what to call the plugin. */
export function checkedUnload(given: undefined | Unload, place: string): undefined | Unload {
  if (given !== undefined && typeof given !== "function")
    throw new PluginError(`${place}: setup must give nothing, or a function that clears away`);
  return given;
}

const none: ZodType = z.strictObject({});

function contained<T>(where: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw new PluginError(`${where}: ${reasonIn(cause)}`, { cause });
  }
}
