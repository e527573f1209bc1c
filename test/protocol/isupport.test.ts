import { describe, expect, it } from "vitest";
import { escapeIsupportValue, isupportReplies } from "../../src/protocol/isupport.ts";
import { parseMessage } from "../../src/protocol/message.ts";
import { renderReply } from "../../src/protocol/reply.ts";

const advertised = (tokens: readonly string[], nickBytes = 64) =>
  isupportReplies(tokens, nickBytes)
    .map((it) => renderReply(it, "s".repeat(63), "n".repeat(nickBytes)))
    .map((line) => parseMessage(line)?.params.slice(1) ?? []);

describe("isupportReplies", () => {
  it("puts at most 13 tokens on a line, in order", () => {
    const tokens = Array.from({ length: 30 }, (_, i) => `T${i}=1`);
    const lines = advertised(tokens);
    expect(lines.map((line) => line.length)).toEqual([14, 14, 5]);
    expect(lines.flatMap((line) => line.slice(0, -1))).toEqual(tokens);
    expect(lines[0]?.at(-1)).toBe("are supported by this server");
  });

  it.each([64, 256])("cuts no line short for long tokens and names, and a nick of %d bytes", (nickBytes) => {
    const tokens = Array.from({ length: 20 }, (_, i) => `T${i}=${"x".repeat(90)}`);
    const lines = advertised(tokens, nickBytes);
    expect(lines.flatMap((line) => line.slice(0, -1))).toEqual(tokens);
    expect(lines.every((line) => line.at(-1) === "are supported by this server")).toBe(true);
  });

  it("has nothing to say of nothing", () => {
    expect(isupportReplies([], 64)).toEqual([]);
  });
});

describe("escapeIsupportValue", () => {
  it("escapes space, backslash and equals", () => {
    expect(escapeIsupportValue("My Net=\\o/")).toBe("My\\x20Net\\x3D\\x5Co/");
  });
});
