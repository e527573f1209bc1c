/** A line and its tags, their values as they stand in it. */
export interface TaggedLine {
  readonly tags: Readonly<Record<string, string | true>>;
  readonly line: string;
}

/** Takes the tags off a line; one without a value is `true`. */
export function tagged(text: string): TaggedLine {
  const [, words = "", line = ""] = /^(?:@(\S+) )?(.*)$/s.exec(text) ?? [];
  const tags: Record<string, string | true> = {};
  for (const word of words.split(";")) {
    const [, key = "", value] = /^([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
    if (key !== "") tags[key] = value ?? true;
  }
  return { tags, line };
}
