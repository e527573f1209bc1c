/** What the CHANLIMITS among the lines say, without source and channel. */
export function limitsIn(lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => {
    const [, words] = / CHANLIMITS \S+ (.*)$/.exec(line) ?? [];
    // The colon before a last parameter without spaces means nothing.
    return words === undefined ? [] : [words.replace(/(^| ):(?=\S+$)/, "$1")];
  });
}
