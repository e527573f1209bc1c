/** What is left of a collection: an empty one is let go, as if it had never been made. */
export function without<K, C extends { delete(key: K): boolean; readonly size: number }>(
  from: C | undefined,
  key: K,
): C | undefined {
  from?.delete(key);
  return from && from.size > 0 ? from : undefined;
}
