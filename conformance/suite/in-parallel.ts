/** Does the work on every item, at most so many at a time; results come in the order of the items. */
export async function inParallel<T, R>(
  most: number,
  items: readonly T[],
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results = new Map<number, R>();
  const waiting = items.entries();
  const worker = async () => {
    for (const [at, item] of waiting) results.set(at, await work(item));
  };
  await Promise.all(Array.from({ length: Math.max(1, most) }, worker));
  return [...results].sort(([a], [b]) => a - b).map(([, result]) => result);
}
