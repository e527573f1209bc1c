const LF = 0x0a;
const CR = 0x0d;

/** Cuts a byte stream into lines and notes every ending that is not CR LF. */
export class LineSplitter {
  /** Lines that ended in a bare LF or held a CR of their own, as text. */
  readonly badlyEnded: string[] = [];
  #rest: Buffer = Buffer.alloc(0);

  /** The complete lines, without their endings, after these bytes have arrived. */
  push(chunk: Buffer): Buffer[] {
    const bytes = Buffer.concat([this.#rest, chunk]);
    const lines: Buffer[] = [];
    let start = 0;
    for (let end = bytes.indexOf(LF); end >= 0; end = bytes.indexOf(LF, start)) {
      lines.push(this.#withoutEnding(bytes.subarray(start, end)));
      start = end + 1;
    }
    this.#rest = Buffer.from(bytes.subarray(start));
    return lines;
  }

  #withoutEnding(line: Buffer): Buffer {
    const body = line.at(-1) === CR ? line.subarray(0, -1) : line;
    if (body.length === line.length || body.includes(CR)) this.badlyEnded.push(body.toString());
    return body;
  }
}
