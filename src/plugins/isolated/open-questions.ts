import type { Answer } from "./wire.ts";

/** Somebody who waits for what comes of something. */
export interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** What one side of a thread has asked of the other, until it is answered. */
export class OpenQuestions {
  readonly #waiting = new Map<number, Waiting>();
  #numbers = 0;

  /** Asks, and gives what comes of it; `send` is told the number the answer will have. */
  ask(send: (id: number) => void): Promise<unknown> {
    this.#numbers += 1;
    const id = this.#numbers;
    return new Promise((resolve, reject) => {
      // What cannot be sent is a rejection, and nothing to wait for.
      send(id);
      this.#waiting.set(id, { resolve, reject });
    });
  }

  /** An answer has come. */
  answered(id: number, answer: Answer): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if ("error" in answer) waiting?.reject(new Error(answer.error));
    else waiting?.resolve(answer.value);
  }

  /** Nothing is answered any more. */
  end(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
