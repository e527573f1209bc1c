/** What a scrape says: the value of each series, by its name with labels. */
export function samplesOf(text: string): ReadonlyMap<string, number> {
  const samples = new Map<string, number>();
  for (const line of text.split("\n")) {
    const space = line.lastIndexOf(" ");
    if (line !== "" && !line.startsWith("#"))
      samples.set(line.slice(0, space), Number(line.slice(space + 1)));
  }
  return samples;
}
