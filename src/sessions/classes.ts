import type { SessionLimits } from "./node.ts";

/** What a client is put into a class by. */
export interface ClassedClient {
  readonly address: string;
  /** The port of ours it has come by. */
  readonly port: number;
  readonly tls: boolean;
  readonly certfp: string | undefined;
  /** The account it is logged in to, as it is written. */
  readonly account: string | undefined;
  readonly isOperator: boolean;
  /** For how many minutes its address is known. */
  readonly reputation: number;
}

/** A class of clients. */
export interface ConnectionClass {
  readonly name: string;
  /** How many may be in it; 0 means any number. */
  readonly max: number;
  readonly limits: SessionLimits;
  fits(client: ClassedClient): boolean;
}

/** The classes of this node, in the order they are tried, and how many clients are in each. */
export class Classes {
  #classes: readonly ConnectionClass[];
  readonly #counts = new Map<string, number>();

  constructor(classes: readonly ConnectionClass[]) {
    this.#classes = classes;
  }

  /** From now on these are the classes. Those who are in one have to be moved. */
  configure(classes: readonly ConnectionClass[]): void {
    this.#classes = classes;
  }

  get names(): readonly string[] {
    return this.#classes.map(({ name }) => name);
  }

  get all(): readonly ConnectionClass[] {
    return this.#classes;
  }

  /** How many are in a class of that name. */
  count(name: string): number {
    return this.#counts.get(name) ?? 0;
  }

  /** The class a client belongs to, if there is one. */
  of(client: ClassedClient): ConnectionClass | undefined {
    return this.#classes.find((each) => each.fits(client));
  }

  /** True if nobody else may come into the class. */
  isFull({ name, max }: ConnectionClass): boolean {
    return max > 0 && this.count(name) >= max;
  }

  /** A client goes from one class to another; `undefined` is none. */
  move(from: ConnectionClass | undefined, to: ConnectionClass | undefined): void {
    if (from?.name === to?.name) return;
    if (from) this.#add(from.name, -1);
    if (to) this.#add(to.name, 1);
  }

  #add(name: string, by: number): void {
    const count = this.count(name) + by;
    if (count > 0) this.#counts.set(name, count);
    else this.#counts.delete(name);
  }
}
