/** Where a search goes on: behind a place, towards the newest or the oldest. */
export interface SearchWalk {
  readonly targets: readonly number[];
  /** Not included. */
  readonly from: number;
  readonly forwards: boolean;
  readonly most: number;
}

/** What finds messages by their words; every database has one of its own. */
export interface SearchIndex {
  /** The text as it was folded: what its words are, the index knows. */
  put(place: number, target: number, folded: string): Promise<void>;
  remove(places: readonly number[]): Promise<void>;
  /** Places of messages with all these words, in the order of the walk. */
  find(words: readonly string[], walk: SearchWalk): Promise<readonly number[]>;
}
