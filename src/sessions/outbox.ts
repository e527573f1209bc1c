import type { Connection } from "../net/transport.ts";
import { byteLength } from "../protocol/text.ts";

/** Lines, rendered once and owed to any number of clients. */
export class Chunk {
  /** With CRLF at the end of each line. */
  readonly text: string;
  readonly bytes: number;
  readonly lines: number;
  /** True if the lines are a batch, from its beginning to its end. */
  readonly isBatch: boolean;
  /** The last step taken by it. */
  lastRun: Run | undefined = undefined;
  lastNext: Run | undefined = undefined;

  constructor(text: string, lines: number, isBatch = false) {
    this.text = text;
    this.bytes = byteLength(text);
    this.lines = lines;
    this.isBatch = isBatch;
  }
}

/** Makes a chunk of a line. */
export function chunkOf(line: string): Chunk {
  return new Chunk(`${line}\r\n`, 1);
}

/** Makes one chunk of several lines. */
export function chunkOfAll(lines: readonly string[], isBatch = false): Chunk {
  return new Chunk(`${lines.join("\r\n")}\r\n`, lines.length, isBatch);
}

/** Makes a chunk of what a codec has written: a line, lines, or a batch, which stays together. */
export function chunkWritten(written: string | readonly string[]): Chunk {
  if (typeof written === "string") return chunkOf(written);
  return chunkOfAll(written, BATCH_END.test(written.at(-1) ?? ""));
}

// What somebody says may look like it: only the command counts.
const BATCH_END = /^(?:@\S+ )?:\S+ BATCH -\S+$/;

/** The lines of a chunk. */
export function linesOf({ text }: Chunk): readonly string[] {
  return text.slice(0, -2).split("\r\n");
}

/**
 * What a client is owed in this turn. Clients that are owed the same share one run: the step from a
 * run to the next is kept with both, so that a message to a thousand members joins its text once, whether
 * they stand at different runs or are written to in different ways.
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
    if (chunk.lastRun === this && chunk.lastNext) return chunk.lastNext;
    const next = new Run(this.text + chunk.text, this.bytes + chunk.bytes, this.lines + chunk.lines);
    this.lastChunk = chunk;
    this.lastNext = next;
    chunk.lastRun = this;
    chunk.lastNext = next;
    return next;
  }
}

/** The one that owes. */
export interface Debtor {
  readonly connection: Pick<Connection, "write" | "unsent">;
  /** What was owed has been taken, and there is room for more. */
  flushed(): void;
}

/** What is written in all, counted where it is. */
interface Written {
  linesOut: number;
  bytesOut: number;
}

/** Writes what all outboxes owe, once per turn of the event loop. */
export class Flusher {
  readonly root = new Run("", 0, 0);
  readonly written: Written;
  #owing: Outbox[] = [];
  readonly #schedule: (flush: () => void) => void;
  readonly #flush = () => this.flush();

  /** `schedule` calls back at the end of the turn. */
  constructor(schedule: (flush: () => void) => void, written: Written) {
    this.written = written;
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
  readonly #debtor: Debtor;
  #run: Run;
  #waiting = false;
  /** True once the client is to be sent nothing more. */
  #isShut = false;
  /** True while the wire holds what it could not send. */
  #stuck = false;
  /** Bytes the wire held when last looked at: added to what is owed. */
  #unsent = 0;

  constructor(flusher: Flusher, debtor: Debtor) {
    this.#flusher = flusher;
    this.#debtor = debtor;
    this.#run = flusher.root;
  }

  /** Owes the client a chunk. Returns the bytes it is behind with it. */
  push(chunk: Chunk): number {
    if (this.#isShut) return 0;
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
    this.shut();
  }

  /** Writes what is owed, unless the wire is stuck. */
  flush(): void {
    this.#waiting = false;
    const run = this.#run;
    if (this.#stuck || run.bytes === 0) return;
    this.#run = this.#flusher.root;
    this.sentBytes += run.bytes;
    this.sentLines += run.lines;
    const { written } = this.#flusher;
    written.bytesOut += run.bytes;
    written.linesOut += run.lines;
    const { connection } = this.#debtor;
    this.#stuck = !connection.write(run.text, run.bytes === run.text.length);
    this.#unsent = this.#stuck ? connection.unsent : 0;
    if (!this.#stuck) this.#debtor.flushed();
  }

  /** The wire has sent what it held. */
  drained(): void {
    this.#stuck = false;
    this.#unsent = 0;
    this.flush();
  }

  /** Forgets what is owed, and takes nothing more. */
  shut(): void {
    this.#isShut = true;
    this.#run = this.#flusher.root;
  }

  /** Forgets the client and its wire, for the next one. */
  reset(): void {
    this.sentBytes = 0;
    this.sentLines = 0;
    this.#run = this.#flusher.root;
    this.#isShut = false;
    this.#stuck = false;
    this.#unsent = 0;
  }
}
