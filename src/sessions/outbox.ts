import { byteLength } from "../protocol/text.ts";

/** Lines, rendered once and owed to any number of clients. */
export interface Chunk {
  /** With CRLF at the end of each line. */
  readonly text: string;
  readonly bytes: number;
}

/** Makes a chunk of a line. */
export function chunkOf(line: string): Chunk {
  const text = `${line}\r\n`;
  return { text, bytes: byteLength(text) };
}

/**
 * What a client is owed in this turn. Clients that are owed the same share one run: the step from a
 * run to the next is kept, so that a message to a thousand members joins its text once.
 */
class Run {
  readonly text: string;
  readonly bytes: number;
  readonly lines: number;
  lastChunk: Chunk | undefined = undefined;
  lastNext: Run | undefined = undefined;

  constructor(text: string, bytes: number, lines: number) {
    this.text = text;
    this.bytes = bytes;
    this.lines = lines;
  }

  with(chunk: Chunk): Run {
    if (this.lastChunk === chunk && this.lastNext) return this.lastNext;
    const next = new Run(this.text + chunk.text, this.bytes + chunk.bytes, this.lines + 1);
    this.lastChunk = chunk;
    this.lastNext = next;
    return next;
  }
}

/** The wire an outbox writes to. */
export interface Wire {
  /** Takes the text; false if it has to be kept until the wire drains. `ascii`: one byte a character. */
  write(text: string, ascii: boolean): boolean;
  /** Bytes taken and not yet with the operating system, those of TLS included. */
  readonly unsent: number;
  /** What was owed has been taken, and there is room for more. */
  flushed(): void;
}

/** Writes what all outboxes owe, once per turn of the event loop. */
export class Flusher {
  readonly root = new Run("", 0, 0);
  #owing: Outbox[] = [];
  readonly #schedule: (flush: () => void) => void;
  readonly #flush = () => this.flush();

  /** `schedule` calls back at the end of the turn. */
  constructor(schedule: (flush: () => void) => void) {
    this.#schedule = schedule;
  }

  /** Remembers an outbox that owes something. */
  add(outbox: Outbox): void {
    if (this.#owing.push(outbox) === 1) this.#schedule(this.#flush);
  }

  /** Writes it all now. */
  flush(): void {
    const owing = this.#owing;
    this.#owing = [];
    // The runs of this turn are let go: the next one joins anew.
    this.root.lastChunk = undefined;
    this.root.lastNext = undefined;
    for (const outbox of owing) outbox.flush();
  }
}

/** The one way out to a client: bounded, written once per turn. */
export class Outbox {
  /** What has been handed to the wire since the beginning. */
  sentBytes = 0;
  sentLines = 0;
  readonly #flusher: Flusher;
  readonly #wire: Wire;
  #run: Run;
  #waiting = false;
  /** True while the wire holds what it could not send. */
  #stuck = false;
  /** Bytes the wire held when last looked at: added to what is owed. */
  #unsent = 0;

  constructor(flusher: Flusher, wire: Wire) {
    this.#flusher = flusher;
    this.#wire = wire;
    this.#run = flusher.root;
  }

  /** Owes the client a chunk. Returns the bytes it is behind with it. */
  push(chunk: Chunk): number {
    const run = this.#run.with(chunk);
    this.#run = run;
    if (!this.#waiting && !this.#stuck) {
      this.#waiting = true;
      this.#flusher.add(this);
    }
    return run.bytes + this.#unsent;
  }

  /** Bytes the client is behind. */
  get behind(): number {
    return this.#run.bytes + this.#unsent;
  }

  /** Writes what is owed even if the wire is stuck: nothing comes after it. */
  flushLast(): void {
    this.#stuck = false;
    this.flush();
    this.#stuck = true;
  }

  /** Writes what is owed, unless the wire is stuck. */
  flush(): void {
    this.#waiting = false;
    const run = this.#run;
    if (this.#stuck || run.bytes === 0) return;
    this.#run = this.#flusher.root;
    this.sentBytes += run.bytes;
    this.sentLines += run.lines;
    this.#stuck = !this.#wire.write(run.text, run.bytes === run.text.length);
    this.#unsent = this.#stuck ? this.#wire.unsent : 0;
    if (!this.#stuck) this.#wire.flushed();
  }

  /** The wire has sent what it held. */
  drained(): void {
    this.#stuck = false;
    this.#unsent = 0;
    this.flush();
  }

  /** Forgets what is owed. */
  clear(): void {
    this.#run = this.#flusher.root;
  }

  /** Forgets the client and its wire, for the next one. */
  reset(): void {
    this.sentBytes = 0;
    this.sentLines = 0;
    this.#run = this.#flusher.root;
    this.#stuck = false;
    this.#unsent = 0;
  }
}
