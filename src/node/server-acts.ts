import type { ActOutcome, ActRequest, Origin, Request, ServerAct } from "../log/log.ts";
import type { Reply } from "../protocol/reply.ts";

// With one process an act is done before `do` returns; a log that is elsewhere may be slow, or gone.
const patienceMs = 10_000;

/** Acts of this server on their way through the log, and who waits for them. */
export class ServerActs {
  readonly #append: (line: number, request: Request) => void;
  readonly #waiting = new Map<number, (refusals: readonly Reply[]) => void>();
  #acts = 0;

  /** `append` puts a request of the node itself into the log, under this number. */
  constructor(append: (line: number, request: Request) => void) {
    this.#append = append;
  }

  /** Has the server act; `by` is who asked for it, as operators are told. */
  do(act: ServerAct, by: string, brought: Pick<ActRequest, "plugin" | "verdicts"> = {}): Promise<ActOutcome> {
    this.#acts += 1;
    const line = this.#acts;
    return new Promise((resolve) => {
      const settle = (outcome: ActOutcome) => {
        clearTimeout(overdue);
        this.#waiting.delete(line);
        resolve(outcome);
      };
      const overdue = setTimeout(settle, patienceMs, "late").unref();
      this.#waiting.set(line, settle);
      this.#append(line, { type: "act", act, by, ...brought });
    });
  }

  /** An act has been applied; it may be another node's, or of an earlier life of this one. */
  acted(
    { node, epoch, line }: Origin,
    mine: Pick<Origin, "node" | "epoch">,
    refusals: readonly Reply[],
  ): void {
    if (node === mine.node && epoch === mine.epoch) this.#waiting.get(line)?.(refusals);
  }
}
