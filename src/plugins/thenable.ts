/** True for what can be waited for. */
export function isThenable<T>(value: T | PromiseLike<T>): value is PromiseLike<T> {
  return typeof value === "object" && value !== null && "then" in value;
}

/** Whatever was returned, as a promise of our own: what looks like one may be anything. */
export function settled<T>(returned: T | PromiseLike<T>): Promise<T> {
  return new Promise((resolve) => resolve(returned));
}
