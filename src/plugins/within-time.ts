/** The outcome of work, or a rejection when it has not ended within so many seconds of this machine's clock. */
export function withinTime<T>(work: Promise<T>, seconds: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(reject, seconds * 1000, new Error(`it has not ended within ${seconds} seconds`));
    work.then(resolve, reject).finally(() => clearTimeout(late));
  });
}
