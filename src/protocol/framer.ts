import { Buffer, isUtf8 } from "node:buffer";

const EMPTY = Buffer.alloc(0);

/** A line without its line end, or why it was refused. */
export type FramedLine =
  | string
  | {
      readonly problem: "too-long" | "bare-cr" | "invalid-utf8" | "nul";
      /** The line byte by byte, where it is only its encoding that is wrong. */
      readonly text?: string;
    };

/** Cuts a stream of bytes into lines; how the bytes were divided into chunks makes no difference. */
export class LineFramer {
  /** Whether a line that is no UTF-8 is refused; otherwise it is read as latin1. */
  utf8Only: boolean;
  #bytes: Buffer = EMPTY;
  /** Whether #bytes is ours to append to, not the chunk itself. */
  #owned = false;
  #start = 0;
  #end = 0;
  /** Up to here there is no line end. */
  #scanned = 0;
  /** Bytes of the last, unfinished line. */
  #tail = 0;
  /** The unfinished line is too long: what comes of it is thrown away. */
  #skipping = false;
  /** The line being skipped was reported. */
  #reported = false;
  #dropped = 0;

  constructor(options: { readonly utf8Only: boolean }) {
    this.utf8Only = options.utf8Only;
  }

  /** Bytes held: unread lines and the beginning of the next. */
  get buffered(): number {
    return this.#end - this.#start;
  }

  /** Bytes thrown away of the line that is too long and still has not ended; 0 when there is none. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Takes what was received. While lines are unread the chunk itself is kept, afterwards never. */
  push(chunk: Uint8Array): void {
    let bytes =
      chunk instanceof Buffer ? chunk : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (this.#skipping) {
      const lf = bytes.indexOf(LF);
      this.#dropped += lf === -1 ? bytes.length : lf;
      if (lf === -1) return;
      this.#skipping = false;
      bytes = bytes.subarray(lf);
    }
    this.#append(this.#withoutExcess(bytes));
  }

  /** The next line, or undefined until more is received. */
  next(): FramedLine | undefined {
    for (;;) {
      const lf = this.#end === this.#scanned ? -1 : this.#bytes.indexOf(LF, this.#scanned);
      // Behind the end our own memory holds what was left there by lines long gone.
      if (lf === -1 || lf >= this.#end) return this.#unfinished();
      const start = this.#start;
      this.#start = this.#scanned = lf + 1;
      this.#dropped = 0;
      if (!this.#reported) return this.#read(start, lf);
      this.#reported = false;
    }
  }

  /** Forgets everything, for the next connection. */
  reset(): void {
    this.#release();
    this.#skipping = this.#reported = false;
    this.#dropped = 0;
  }

  #read(start: number, lf: number): FramedLine {
    if (isTooLong(this.#bytes, start, lf)) return { problem: "too-long" };
    const end = lf > start && this.#bytes[lf - 1] === CR ? lf - 1 : lf;
    const text = this.#bytes.toString("latin1", start, end);
    if (PLAIN.test(text)) return text;
    const line = this.#bytes.subarray(start, end);
    if (line.includes(CR)) return { problem: "bare-cr" };
    if (line.includes(NUL)) return { problem: "nul" };
    if (isUtf8(line)) return line.toString("utf8");
    return this.utf8Only ? { problem: "invalid-utf8", text } : text;
  }

  #unfinished(): FramedLine | undefined {
    const isNews = !this.#reported && isTooLong(this.#bytes, this.#start, this.#end);
    if (isNews || this.#reported) {
      this.#reported = this.#skipping = true;
      this.#dropped += this.buffered;
      this.#release();
    } else this.#keepTail();
    return isNews ? { problem: "too-long" } : undefined;
  }

  /** The chunk without what no legal line could need: bounds what is held when nobody reads. */
  #withoutExcess(bytes: Buffer): Buffer {
    const lf = bytes.lastIndexOf(LF);
    this.#tail = lf === -1 ? this.#tail + bytes.length : bytes.length - lf - 1;
    const excess = this.#tail - MAX_TAIL;
    if (excess <= 0) return bytes;
    this.#tail = MAX_TAIL;
    this.#skipping = true;
    this.#dropped += excess;
    return bytes.subarray(0, bytes.length - excess);
  }

  #append(bytes: Buffer): void {
    if (this.buffered === 0) {
      this.#hold(bytes, false, bytes.length);
      return;
    }
    if (!this.#owned || this.#end + bytes.length > this.#bytes.length) this.#grow(bytes.length);
    bytes.copy(this.#bytes, this.#end);
    this.#end += bytes.length;
  }

  #keepTail(): void {
    if (this.buffered === 0) this.#release();
    else if (!this.#owned) this.#grow(0);
    this.#scanned = this.#end;
  }

  /** Moves what is unread into memory of its own, with room for more; not into Node's shared pool. */
  #grow(room: number): void {
    const length = this.buffered;
    const scanned = this.#scanned - this.#start;
    const own = Buffer.allocUnsafeSlow(Math.max(MIN_ROOM, 2 * (length + room)));
    this.#bytes.copy(own, 0, this.#start, this.#end);
    this.#hold(own, true, length);
    this.#scanned = scanned;
  }

  #hold(bytes: Buffer, owned: boolean, end: number): void {
    this.#bytes = bytes;
    this.#owned = owned;
    this.#start = this.#scanned = 0;
    this.#end = end;
  }

  #release(): void {
    this.#hold(EMPTY, false, 0);
    this.#tail = 0;
  }
}

const NUL = 0x00;
const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const AT = 0x40;

/** What nearly every line is: ASCII without NUL, CR and LF. */
const PLAIN = /^[\x01-\x09\x0b\x0c\x0e-\x7f]*$/;

/** RFC 1459 2.3: 512 bytes with the line end. */
const MAX_BODY = 512;
/** message-tags, "Size limit": a client sends at most 4094 bytes of tags, besides the "@" and the space. */
const MAX_TAGS = 4096;
/** One byte more than the longest line there can be without its line end. */
const MAX_TAIL = MAX_TAGS + MAX_BODY;
const MIN_ROOM = 128;

function isTooLong(bytes: Buffer, start: number, end: number): boolean {
  if (end - start < MAX_BODY) return false;
  if (bytes[start] !== AT) return true;
  const space = bytes.subarray(start, end).indexOf(SPACE);
  if (space === -1) return end - start >= MAX_TAGS;
  return space >= MAX_TAGS || end - start - space > MAX_BODY;
}
