import type { UserId } from "../world/ids.ts";

/** Whom users talk with. */
export class Partners {
  readonly #partners = new Map<UserId, Set<UserId>>();

  of(user: UserId): Iterable<UserId> {
    return this.#partners.get(user) ?? [];
  }

  /** The two talk with each other. */
  link(one: UserId, other: UserId): void {
    this.#with(one).add(other);
    this.#with(other).add(one);
  }

  /** Nothing they have said to each other is known. */
  unlink(one: UserId, other: UserId): void {
    this.#remove(one, other);
    this.#remove(other, one);
  }

  clear(): void {
    this.#partners.clear();
  }

  #with(user: UserId): Set<UserId> {
    const partners = this.#partners.get(user) ?? new Set();
    this.#partners.set(user, partners);
    return partners;
  }

  #remove(user: UserId, other: UserId): void {
    const partners = this.#partners.get(user);
    partners?.delete(other);
    if (partners?.size === 0) this.#partners.delete(user);
  }
}
