/** The word of the list that was probably meant, or none that is near enough. */
export function didYouMean(given: string, words: readonly string[]): string | undefined {
  const wanted = given.slice(0, 64).toLowerCase();
  const near = words
    .map((word) => ({ word, distance: editDistance(wanted, word.toLowerCase()) }))
    .filter(
      ({ word, distance }) => distance <= (word.length < 4 ? 1 : Math.max(2, Math.floor(word.length / 3))),
    )
    .sort((a, b) => a.distance - b.distance);
  return near[0]?.word;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
