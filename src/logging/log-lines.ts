/** The lines of a log as they are written, for who follows them: each is a JSON object and its line end. */
export class LogLines {
  readonly #readers = new Set<(line: string) => void>();

  /** Follows the log; the function it gives ends that. */
  follow(reader: (line: string) => void): () => void {
    this.#readers.add(reader);
    return () => this.#readers.delete(reader);
  }

  write(line: string): void {
    for (const reader of this.#readers) reader(line);
  }
}
