// A statement takes some 32,000 parameters; each length of a list is a statement of its own to prepare.
const SIZE = 500;

/** Parts of a list that one statement takes. */
export function chunks<T>(list: readonly T[]): readonly (readonly T[])[] {
  const parts: (readonly T[])[] = [];
  for (let start = 0; start < list.length; start += SIZE) parts.push(list.slice(start, start + SIZE));
  return parts;
}
