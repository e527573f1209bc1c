/** A hasher that takes no time, counts, and finds a password right if the hash is `$test$` and it. */
export class CountingHasher {
  readonly checked: { readonly password: string; readonly hash: string }[] = [];
  mostAtOnce = 0;
  /** Called while a password is checked. */
  meanwhile: () => void = () => {};
  #atOnce = 0;

  readonly verify = async (password: string, hash: string): Promise<boolean> => {
    this.checked.push({ password, hash });
    this.#atOnce += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#atOnce);
    this.meanwhile();
    await new Promise((resolve) => setImmediate(resolve));
    this.#atOnce -= 1;
    return hash === testHash(password);
  };
}

/** What a counting hasher takes for the hash of a password. */
export function testHash(password: string): string {
  return `$test$${password}`;
}
