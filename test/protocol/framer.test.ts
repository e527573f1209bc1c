import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type FramedLine, LineFramer } from "../../src/protocol/framer.ts";

const tooLong = { problem: "too-long" };

describe("LineFramer", () => {
  it.each<[string, string, readonly (string | object)[]]>([
    ["CRLF, LF and nothing in one chunk", "a\r\nb\n\r\n\nc", ["a", "b", "", ""]],
    ["a bare CR", "PRIVMSG x :a\rQUIT\r\nok\n", [{ problem: "bare-cr" }, "ok"]],
    ["a CR too many", "a\r\r\n", [{ problem: "bare-cr" }]],
    ["a NUL", "a\0b\nok\n", [{ problem: "nul" }, "ok"]],
    ["UTF-8", "é😀\r\n\ufeffx\n", ["é😀", "\ufeffx"]],
    ["512 bytes with CRLF", `${"x".repeat(510)}\r\n`, ["x".repeat(510)]],
    ["512 bytes with LF", `${"x".repeat(511)}\n`, ["x".repeat(511)]],
    ["513 bytes", `${"x".repeat(511)}\r\nok\n`, [tooLong, "ok"]],
    ["513 bytes, not ended yet", "x".repeat(512), [tooLong]],
    ["511 bytes, not ended yet", "x".repeat(511), []],
    [
      "4094 bytes of tags",
      `@${"t".repeat(4094)} ${"x".repeat(510)}\r\n`,
      [`@${"t".repeat(4094)} ${"x".repeat(510)}`],
    ],
    [
      "4094 bytes of tags and 513 of body",
      `@${"t".repeat(4094)} ${"x".repeat(511)}\r\nok\n`,
      [tooLong, "ok"],
    ],
    ["4095 bytes of tags", `@${"t".repeat(4095)} x\r\nok\n`, [tooLong, "ok"]],
    ["4095 bytes of tags and no end", `@${"t".repeat(4095)}`, [tooLong]],
    ["nothing but tags", "@a\n", ["@a"]],
  ])("reads %s", (_, input, lines) => {
    expect(read([Buffer.from(input)])).toEqual(lines);
    expect(read(bytewise(Buffer.from(input)))).toEqual(lines);
  });

  it("refuses what is not UTF-8, or reads it as latin1 where that is allowed", () => {
    for (const bytes of [[0xe9], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xc3]]) {
      const input = Buffer.from([...bytes, 0x0a]);
      expect(read([input])).toEqual([{ problem: "invalid-utf8", text: expect.any(String) }]);
      expect(read([input], false)).toEqual([Buffer.from(bytes).toString("latin1")]);
    }
  });

  it("gives the same lines however the bytes are divided, read at once or at the end", () => {
    const piece = fc.oneof(
      fc.constantFrom(
        "\n",
        "\r\n",
        "\r",
        "\0",
        "é",
        "😀",
        "@t ",
        " ",
        "x".repeat(508),
        "t".repeat(4090),
        "y".repeat(9000),
      ),
      fc.string({ maxLength: 5 }),
    );
    const input = fc.array(
      fc.oneof(
        piece.map((text) => Buffer.from(text)),
        fc.uint8Array({ maxLength: 3 }),
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(
        input,
        fc.infiniteStream(fc.integer({ min: 1, max: 5000 })),
        fc.boolean(),
        (parts, sizes, utf8Only) => {
          const bytes = Buffer.concat(parts);
          const whole = read([bytes], utf8Only);
          const chunks = divide(bytes, sizes);
          expect(read(chunks, utf8Only)).toEqual(whole);
          expect(readAtTheEnd(chunks, utf8Only)).toEqual(whole);
        },
      ),
      { numRuns: 400 },
    );
  });

  it("holds a bounded part of an endless line, reports it once and counts the rest", () => {
    for (const isRead of [true, false]) {
      const framer = new LineFramer({ utf8Only: true });
      const lines: FramedLine[] = [];
      for (let i = 0; i < 100; i++) {
        framer.push(Buffer.alloc(10_000, "x"));
        expect(framer.buffered).toBeLessThan(10_000);
        if (isRead) lines.push(...drain(framer));
      }
      lines.push(...drain(framer));
      expect(lines).toEqual([tooLong]);
      expect(framer.dropped).toBe(1_000_000);
      framer.push(Buffer.from("y\nok\n"));
      expect(drain(framer)).toEqual(["ok"]);
      expect(framer.dropped).toBe(0);
    }
  });

  it("keeps what remains apart from the chunk it came in", () => {
    const framer = new LineFramer({ utf8Only: true });
    const chunk = Buffer.from("a\nbc");
    framer.push(chunk);
    expect(drain(framer)).toEqual(["a"]);
    chunk.fill("z");
    framer.push(Buffer.from("d\n"));
    expect(drain(framer)).toEqual(["bcd"]);
  });

  it("says how much it holds", () => {
    const framer = new LineFramer({ utf8Only: true });
    expect(framer.buffered).toBe(0);
    framer.push(Buffer.from("/join\nx"));
    expect(framer.buffered).toBe(7);
    expect(framer.next()).toBe("/join");
    expect(framer.buffered).toBe(1);
  });

  it("shows nothing of its last owner after a reset", () => {
    const framer = new LineFramer({ utf8Only: true });
    for (const left of ["secret", "x".repeat(20_000), "unread\nlines"]) {
      framer.push(Buffer.from(left));
      if (left !== "unread\nlines") framer.next();
      framer.reset();
      framer.push(Buffer.from("NICK a\n"));
      expect([framer.dropped, ...drain(framer), framer.buffered]).toEqual([0, "NICK a", 0]);
    }
  });
});

function read(chunks: readonly Uint8Array[], utf8Only = true): FramedLine[] {
  const framer = new LineFramer({ utf8Only });
  return chunks.flatMap((chunk) => {
    framer.push(chunk);
    return drain(framer);
  });
}

function readAtTheEnd(chunks: readonly Uint8Array[], utf8Only: boolean): FramedLine[] {
  const framer = new LineFramer({ utf8Only });
  for (const chunk of chunks) framer.push(chunk);
  return drain(framer);
}

function drain(framer: LineFramer): FramedLine[] {
  const lines: FramedLine[] = [];
  for (let line = framer.next(); line !== undefined; line = framer.next()) lines.push(line);
  return lines;
}

function bytewise(bytes: Uint8Array): Uint8Array[] {
  return Array.from(bytes, (byte) => Uint8Array.of(byte));
}

function divide(bytes: Uint8Array, sizes: Iterator<number>): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const size = Number(sizes.next().value);
    chunks.push(bytes.slice(at, at + size));
    at += size;
  }
  return chunks;
}
