import { readFileSync } from "node:fs";
import type { DocumentConfig } from "../config/schema.ts";
import { reasonOf, StartError } from "./start-error.ts";

/** The lines of a configured text such as the motd, or nothing when there is none; a StartError names a missing file. */
export function readDocument(
  document: DocumentConfig | undefined,
  name: string,
): readonly string[] | undefined {
  if (document === undefined) return undefined;
  const text = "text" in document ? document.text : readText(document.file, name);
  const lines = text.split(/\r\n|\n|\r/).map((line) => line.replaceAll("\0", ""));
  // The end of the last line begins no other.
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

function readText(file: string, name: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new StartError("DOCUMENT", `the ${name} ${file} cannot be read (${reasonOf(cause)})`, { cause });
  }
}
