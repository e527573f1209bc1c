/**
 * The code that confirms what cannot be undone, of what has this key and was made then. No secret: what it takes is to
 * have read what is asked.
 */
export function confirmationCode(key: string, madeAt: number): string {
  let hash = 0x811c_9dc5;
  for (const char of `${key} ${madeAt}`)
    hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x0100_0193) >>> 0;
  return hash.toString(36);
}
