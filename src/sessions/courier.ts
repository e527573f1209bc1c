import { type Rendering, renderingOf } from "../caps/renderings.ts";
import type { Change } from "../world/changes.ts";
import type { Occasion } from "./codec.ts";
import { type Chunk, chunkWritten } from "./outbox.ts";
import type { View } from "./profiles.ts";
import type { Session } from "./session.ts";

/** Carries one change to any number of sessions: written once for each view, handed to nobody twice. */
export class Courier {
  /** Who has got the present change already carries its number. */
  #mark = 0;
  #change: Change | undefined;
  #rendering: Rendering = "configured";
  #occasion: Occasion = { at: 0, batch: "" };
  #batches = 0;
  readonly #epoch: string;

  /** `epoch` names this life of the node: what a batch is called is never called so again. */
  constructor(epoch: string) {
    this.#epoch = epoch.replace(/[^A-Za-z0-9]/g, "");
  }

  /** Begins with a change. */
  begin(change: Change, at: number, rendering = renderingOf(change), batch?: string): void {
    this.#mark += 1;
    this.#change = change;
    this.#rendering = rendering;
    const isOne = rendering === "multiline-sent";
    this.#occasion = { at, batch: batch ?? (isOne ? this.nextBatch() : "") };
  }

  /** A name for a batch. batch.md: letters, digits and hyphens. */
  nextBatch(): string {
    this.#batches += 1;
    return `${this.#epoch}${this.#batches.toString(36)}`;
  }

  /** Hands it to a session that has not got it yet. */
  once(session: Session): void {
    if (session.mark === this.#mark) return;
    session.mark = this.#mark;
    this.to(session);
  }

  /** True if the session has got it, or is not to get it. */
  hasGot(session: Session): boolean {
    return session.mark === this.#mark;
  }

  /** The session is not to get it. */
  skip(session: Session): void {
    session.mark = this.#mark;
  }

  /** Hands it over. The hot path. */
  to(session: Session): void {
    const chunk = this.#chunkFor(session);
    if (chunk) session.deliver(chunk);
  }

  /** Hands it to the one who caused it, as somebody else would get it: it answers nothing. */
  copyTo(session: Session): void {
    const chunk = this.#chunkFor(session);
    if (chunk) session.send(chunk);
  }

  #chunkFor(session: Session): Chunk | undefined {
    const view = session.profile.views[this.#rendering];
    if (view.mark !== this.#mark) {
      view.mark = this.#mark;
      view.chunk = this.#written(view);
    }
    return view.chunk;
  }

  #written(view: View): Chunk | undefined {
    const written = this.#change && view.codec.change(this.#change, view, this.#occasion);
    if (written === undefined) return undefined;
    return chunkWritten(written);
  }
}
