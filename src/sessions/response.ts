import { withTag } from "../caps/event-tags.ts";
import { escapeTagValue } from "../protocol/tags.ts";
import { type Chunk, linesOf } from "./outbox.ts";

/** Where a response goes. */
interface Answering {
  readonly server: string;
  nextBatch(): string;
  /** Sends a line as it is. */
  sendLine(line: string): void;
  send(chunk: Chunk): void;
}

/**
 * What answers one line of the client. labeled-response.md: if the line had a label, all of it together
 * becomes one tagged line, or a batch, or ACK, whenever it comes.
 */
export class Response {
  readonly #to: Answering;
  #label: string | undefined = undefined;
  /** The first line, or complete batch, as long as it may be the only one. */
  #held: readonly string[] | undefined = undefined;
  /** The batch of the whole response. */
  #outer: string | undefined = undefined;
  /** The batch that a long answer has opened, and the one around it. */
  #inner: string | undefined = undefined;
  #around: string | undefined = undefined;
  /** A batch of another type has taken the label: it was the whole response. */
  #isTaken = false;
  /** True while what is sent answers the line; what others do comes between. */
  isListening = false;
  /** True while a long answer goes on: only what it says belongs to the batch that it has opened. */
  #isStreaming = false;

  constructor(to: Answering) {
    this.#to = to;
  }

  /** True if what is sent now has to be tagged. */
  get isTagging(): boolean {
    return (this.isListening && this.#label !== undefined) || this.#within !== undefined;
  }

  get #within(): string | undefined {
    return this.#isStreaming ? this.#inner : undefined;
  }

  /** True if what is sent now is a part of the one answer that has the label. */
  get #isLabelling(): boolean {
    return this.isListening && this.#label !== undefined && !this.#isTaken;
  }

  /** Begins to answer a line. */
  begin(label: string | undefined): void {
    this.#label = label === undefined ? undefined : `label=${escapeTagValue(label)}`;
    this.isListening = true;
  }

  /** The label, if the answer is to come with another line. */
  defer(): string | undefined {
    const label = this.#label;
    this.reset();
    return label;
  }

  /** Gives the answer that was deferred; if the line at hand has a label of its own, it has been answered. */
  resume(label: string | undefined): void {
    if (label === undefined) return;
    this.end();
    this.#label = label;
    this.isListening = true;
  }

  /** Goes on with a long answer; `answers` is false for one that others have caused. */
  stream<T>(answers: boolean, say: () => T): T {
    const wasListening = this.isListening;
    this.#isStreaming = true;
    this.isListening = answers;
    const said = say();
    this.#isStreaming = false;
    this.isListening = wasListening;
    return said;
  }

  /** Adds a line to the answer. */
  add(line: string): void {
    this.#addMessage([line]);
  }

  /** Adds what was written for others, too. */
  addChunk(chunk: Chunk): void {
    if (!chunk.isBatch) for (const line of linesOf(chunk)) this.add(line);
    else this.#addMessage(linesOf(chunk));
  }

  /** What follows is a batch of this type, until it is closed; its first line may have a tag. */
  openBatch(type: string, params: readonly string[], ownTag?: string): void {
    const ref = this.#to.nextBatch();
    const bare = `:${this.#to.server} BATCH +${[ref, type, ...params].join(" ")}`;
    const line = ownTag === undefined ? bare : withTag(bare, ownTag);
    const tag = this.#tagOfBatch();
    this.#to.sendLine(tag === undefined ? line : withTag(line, tag));
    this.#inner = ref;
    this.#around = this.#isLabelling ? this.#outer : undefined;
  }

  closeBatch(): void {
    const ref = this.#inner;
    this.#inner = undefined;
    const around = this.#around === undefined ? "" : `@batch=${this.#around} `;
    if (ref !== undefined) this.#to.sendLine(`${around}:${this.#to.server} BATCH -${ref}`);
  }

  /** Says no more of the answer. batch.md: "For every started batch, server MUST end that batch." */
  breakOff(): void {
    if (this.#outer !== undefined) this.#to.sendLine(`:${this.#to.server} BATCH -${this.#outer}`);
    this.reset();
  }

  /** The line is answered. */
  end(): void {
    const label = this.#label;
    this.isListening = false;
    // Nearly every line: there is nothing to forget.
    if (label === undefined && this.#inner === undefined) return;
    if (label !== undefined && !this.#isTaken) {
      const [first = `:${this.#to.server} ACK`, ...rest] = this.#held ?? [];
      if (this.#outer !== undefined) this.#to.sendLine(`:${this.#to.server} BATCH -${this.#outer}`);
      else this.#send([withTag(first, label), ...rest]);
    }
    this.reset();
  }

  /** Forgets the line. */
  reset(): void {
    this.#label = this.#held = this.#outer = this.#inner = this.#around = undefined;
    this.#isTaken = this.isListening = this.#isStreaming = false;
  }

  /** Adds a line, or a batch that is complete. */
  #addMessage(lines: readonly string[]): void {
    const within = this.#within;
    if (within !== undefined) return this.#sendWithin(within, lines);
    if (!this.#isLabelling) return this.#send(lines);
    if (this.#outer === undefined && this.#held === undefined) this.#held = lines;
    else this.#sendWithin(this.#open(), lines);
  }

  #send(lines: readonly string[]): void {
    for (const line of lines) this.#to.sendLine(line);
  }

  /** batch.md: of a batch within a batch, first and last line refer to the one around it. */
  #sendWithin(batch: string, lines: readonly string[]): void {
    for (const [index, line] of lines.entries()) {
      const isEdge = index === 0 || index === lines.length - 1;
      this.#to.sendLine(isEdge ? withTag(line, `batch=${batch}`) : line);
    }
  }

  /** The tag of a batch that begins: the label, if nothing came before it; else that of the batch around it. */
  #tagOfBatch(): string | undefined {
    if (!this.#isLabelling) return undefined;
    if (this.#held !== undefined || this.#outer !== undefined) return `batch=${this.#open()}`;
    this.#isTaken = true;
    return this.#label;
  }

  /** Opens the batch of the whole response, which the held line begins. */
  #open(): string {
    if (this.#outer !== undefined) return this.#outer;
    const outer = this.#to.nextBatch();
    this.#to.sendLine(`@${this.#label} :${this.#to.server} BATCH +${outer} labeled-response`);
    this.#outer = outer;
    if (this.#held !== undefined) this.#sendWithin(outer, this.#held);
    this.#held = undefined;
    return outer;
  }
}
