/**
 * The words of a folded text, which is all a search knows of it: quotes, stars and operators are none. Whatever
 * the caller's folding makes of capitals, here they are small: SQLite's index knows no others in ASCII.
 */
export function words(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}
