import type { z } from "zod";
import { pagesOf } from "../store/port/pages.ts";
import type { PluginStore, PluginValue } from "../store/port/state.ts";

/** All that is kept in a place and a schema can read, in the order of its keys. */
export async function* keptIn<T>(
  store: Pick<PluginStore, "list">,
  place: string,
  schema: z.ZodType<T>,
): AsyncGenerator<readonly [key: string, kept: T]> {
  const list = (last: PluginValue | undefined, limit: number) => store.list(place, last?.key ?? "", limit);
  for await (const rows of pagesOf(list))
    for (const { key, value } of rows) {
      const { data } = schema.safeParse(readJson(value));
      if (data !== undefined) yield [key, data];
    }
}

/** What a text says that was kept as JSON; nothing, if it is none: then it was not written here. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
