/** What finds messages by their words; every database has one of its own. */
export interface SearchIndex {
  /** The text as it was folded: what its words are, the index knows. */
  put(place: number, target: number, folded: string): Promise<void>;
  remove(places: readonly number[]): Promise<void>;
  /** Places of messages with all these words in one of these targets, before a place, the newest first. */
  find(
    words: readonly string[],
    targets: readonly number[],
    before: number,
    most: number,
  ): Promise<readonly number[]>;
}
