import { placeOf, renderingOf } from "../caps/renderings.ts";
import type { Change } from "../world/changes.ts";
import type { Occasion } from "./codec.ts";
import type { NodeCounts } from "./node-counts.ts";
import { type Chunk, chunkWritten } from "./outbox.ts";
import type { Profile, View } from "./profiles.ts";
import type { Session } from "./session.ts";

/** Carries one change to any number of sessions: written once for each view, handed to nobody twice. */
export class Courier implements Occasion {
  at = 0;
  batch = "";
  /** Who has got the present change already carries its number. */
  #mark = 0;
  #change: Change | undefined;
  #place = 0;
  #batches = 0;
  readonly #epoch: string;
  readonly #counts: NodeCounts;
  /** The last receiver's profile, and what was written for it: most have the same as the one before. */
  #profile: Profile | undefined;
  #chunk: Chunk | undefined;

  /** `epoch` names this life of the node: what a batch is called is never called so again. */
  constructor(epoch: string, counts: NodeCounts) {
    this.#counts = counts;
    this.#epoch = epoch.replace(/[^A-Za-z0-9]/g, "");
  }

  /** Begins with a change that happened at this time. */
  begin(change: Change, at: number, rendering = renderingOf(change), batch?: string): void {
    this.at = at;
    this.batch = batch ?? (rendering === "multiline-sent" ? this.nextBatch() : "");
    this.#mark += 1;
    this.#change = change;
    this.#place = placeOf(rendering);
    this.#profile = undefined;
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

  /** Hands it over; if the session caused it, as part of the answer. */
  to(session: Session): void {
    const chunk = this.#chunkFor(session);
    if (!chunk) return;
    this.#counts.deliveries += 1;
    session.deliver(chunk);
  }

  /** Hands over what answers nothing: what others have said, or what one has said to oneself. The hot path. */
  pass(session: Session): void {
    const chunk = session.profile === this.#profile ? this.#chunk : this.#chunkFor(session);
    if (!chunk) return;
    this.#counts.deliveries += 1;
    session.send(chunk);
  }

  #chunkFor({ profile }: Session): Chunk | undefined {
    const view = profile.views[this.#place];
    if (view && view.mark !== this.#mark) {
      view.mark = this.#mark;
      view.chunk = this.#written(view);
    }
    this.#profile = profile;
    this.#chunk = view?.chunk;
    return this.#chunk;
  }

  #written(view: View): Chunk | undefined {
    const written = this.#change && view.codec.change(this.#change, view, this);
    return written === undefined ? undefined : chunkWritten(written);
  }
}
