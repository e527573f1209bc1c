/** What is known at once, or after a look into the store. */
export type Soon<T> = T | Promise<T>;

/** Goes on with it: at once where it is known. */
export function soon<T, U>(value: Soon<T>, then: (value: T) => Soon<U>): Soon<U> {
  return value instanceof Promise ? value.then(then) : then(value);
}

/** All of them: at once where all are known. */
export function allSoon<T>(values: readonly Soon<T>[]): Soon<readonly T[]> {
  const known = values.filter((value): value is T => !(value instanceof Promise));
  return known.length === values.length ? known : Promise.all(values);
}
