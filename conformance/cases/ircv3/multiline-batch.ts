import type { Facts } from "../../suite/facts.ts";

export const MULTILINE = ["batch", "draft/multiline"];

/** A line of a multiline batch: its text, or the text with whether it belongs to the line before it. */
export type Part = string | { readonly concat: string };

/** The lines of a client's multiline batch. */
export function multiline(target: string, parts: readonly Part[], verb = "PRIVMSG"): readonly string[] {
  return [
    `BATCH +conf draft/multiline ${target}`,
    ...parts.map((part) =>
      typeof part === "string"
        ? `@batch=conf ${verb} ${target} :${part}`
        : `@batch=conf;draft/multiline-concat ${verb} ${target} :${part.concat}`,
    ),
    "BATCH -conf",
  ];
}

/** A limit in the value of draft/multiline; 0 if there is none. */
export function multilineLimit({ caps }: Facts, key: "max-bytes" | "max-lines"): number {
  const entries = (caps.get("draft/multiline") ?? "").split(",").map((entry) => entry.split("="));
  return Number(entries.find(([name]) => name === key)?.[1] ?? 0);
}
