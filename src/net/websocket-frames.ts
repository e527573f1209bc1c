// A message in one frame.
const opcodes = { text: 0x81, binary: 0x82 };
const LF = 0x0a;
const lineEnd = 2;

/** Puts lines into messages of one kind. Keeps the last: what goes to a thousand members is framed once. */
export class WebSocketFrames {
  readonly #opcode: number;
  #text = "";
  #frames: Buffer = Buffer.alloc(0);

  constructor(kind: keyof typeof opcodes) {
    this.#opcode = opcodes[kind];
  }

  /** Lines that end with CRLF, as one message each. */
  of(text: string): Buffer {
    if (text !== this.#text) {
      this.#frames = framed(Buffer.from(text), this.#opcode);
      this.#text = text;
    }
    return this.#frames;
  }
}

function framed(lines: Buffer, opcode: number): Buffer {
  const pieces: Buffer[] = [];
  for (let start = 0; start < lines.length; ) {
    const lf = lines.indexOf(LF, start);
    const end = lf === -1 ? lines.length : lf + 1 - lineEnd;
    pieces.push(header(opcode, end - start), lines.subarray(start, end));
    start = end + lineEnd;
  }
  return Buffer.concat(pieces);
}

// RFC 6455 5.2: lengths of one, two or eight bytes. Only to people on the console a line may be that long.
function header(opcode: number, length: number): Buffer {
  if (length < 126) return Buffer.from([opcode, length]);
  if (length < 0x1_0000) return Buffer.from([opcode, 126, length >> 8, length & 0xff]);
  const long = Buffer.from([opcode, 127, 0, 0, 0, 0, 0, 0, 0, 0]);
  long.writeUInt32BE(length, 6);
  return long;
}
