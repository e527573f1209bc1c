/** The tokens of 005 in these lines. */
export function tokensIn(lines: readonly string[]): string[] {
  return lines.flatMap((line) => / 005 \S+ (.*) :are supported/.exec(line)?.[1]?.split(" ") ?? []);
}
