import { Session } from "node:inspector";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LoginVerdict } from "../../src/accounts/logins.ts";
import type { Mechanism, MechanismAnswer } from "../../src/accounts/mechanism.ts";
import { plainMechanism } from "../../src/accounts/plain-mechanism.ts";
import { chunksOf } from "../../src/accounts/sasl-chunks.ts";
import { SaslExchange, type SaslStep } from "../../src/accounts/sasl-exchange.ts";

const failed = { type: "refused", numeric: "ERR_SASLFAIL" };
const tooLong = { type: "refused", numeric: "ERR_SASLTOOLONG" };
const aborted = { type: "refused", numeric: "ERR_SASLABORTED" };
const more = { type: "more" };
const claim = (account: string, password: string) => ({
  type: "log-in",
  claim: { type: "password", account, password },
});

function begin(mechanism = "PLAIN", mechanisms: readonly Mechanism[] = [plainMechanism]): SaslExchange {
  const exchange = SaslExchange.begin(mechanism, mechanisms);
  if (!exchange) throw new Error("no such mechanism");
  return exchange;
}

const base64 = (bytes: string | Uint8Array) => Buffer.from(bytes).toString("base64");

/** The last answer of PLAIN to what was sent. */
function answerTo(...params: readonly string[]): SaslStep | undefined {
  const exchange = begin();
  return params.map((param) => exchange.receive(param)).at(-1);
}

/** What PLAIN makes of a response, cut into chunks as a client would. */
const afterResponse = (response: string | Uint8Array) => answerTo(...chunksOf(Buffer.from(response)));

describe("an exchange", () => {
  test("begins with an empty challenge, for the mechanisms there are, in whatever case", () => {
    for (const name of ["PLAIN", "plain"])
      expect(SaslExchange.begin(name, [plainMechanism])?.first).toEqual({ type: "continue", lines: ["+"] });
  });

  test.each(["", "*", "+", "EXTERNAL", "PLAIN ", "constructor", "x".repeat(500)])(
    "does not begin with %j",
    (name) => {
      expect(SaslExchange.begin(name, [plainMechanism])).toBeUndefined();
    },
  );

  test("leads to the claim of the specification's example", () => {
    expect(answerTo("amlsbGVzAGppbGxlcwBzZXNhbWU=")).toEqual(claim("jilles", "sesame"));
  });

  test.each([
    ["jilles", claim("jilles", "sesame")],
    ["", claim("jilles", "sesame")],
    ["Jilles", failed],
    ["root", failed],
  ])("with the authorization identity %j leads to %j", (authzid, step) => {
    expect(afterResponse(`${authzid}\0jilles\0sesame`)).toEqual(step);
  });

  test.each([
    ["nothing", ""],
    ["no NUL", "jilles"],
    ["one NUL", "jilles\0sesame"],
    ["three NULs", "\0jilles\0sesame\0"],
    ["NULs alone", "\0\0"],
    ["many NULs", "\0".repeat(2_000)],
    ["no name", "\0\0sesame"],
    ["no password", "\0jilles\0"],
    ["a name of 256 bytes", `\0${"é".repeat(128)}\0sesame`],
    ["a password of 1,025 bytes", `\0jilles\0${"x".repeat(1025)}`],
    ["a broken character", Buffer.from("\0jilles\0caf\xe9", "latin1")],
    ["half of a pair", Buffer.from([0, 0x61, 0, 0xed, 0xa0, 0x80])],
  ])("with %s in the response fails", (_, response) => {
    expect(afterResponse(response)).toEqual(failed);
  });

  test.each([
    ["a name of 255 bytes", "é".repeat(127).concat("x"), "sesame"],
    ["a password of 1,024 bytes", "jilles", "é".repeat(512)],
    ["a BOM, which is a character like any other", "jilles", "\ufeffsesame"],
    ["line ends in the password", "jilles", "one\r\ntwo"],
  ])("takes %s", (_, account, password) => {
    expect(afterResponse(`\0${account}\0${password}`)).toEqual(claim(account, password));
  });

  test.each([
    ["signs of another alphabet", "AGppbGxlcwBz_-Nh"],
    ["no padding", "AGppbGxlcwBzZXNhbWU"],
    ["too much padding", "AGppbGxlcwBzZXNhbWU=="],
    ["padding within", "AGpp=GxlcwBzZXNhbWU="],
    ["stray bits", "AGppbGxlcwBzZXNhbWV="],
    ["white space", "AGpp bGxlcwBzZXNhbWU="],
    ["a line end", "AGppbGxlcwBzZXNhbWU=\n"],
    ["no bytes, but not as +", ""],
    ["a plus and more", "+AGppbGxlcwBzZXNhbWU="],
    ["a lone =", "="],
    ["no ASCII", "AGppbGxlcwBzZXNhbWU\u00bd"],
  ])("with base64 of %s fails", (_, param) => {
    expect(answerTo(param)).toEqual(failed);
  });

  test("is aborted by *, at any point", () => {
    expect(answerTo("*")).toEqual(aborted);
    expect(answerTo("A".repeat(400), "*")).toEqual(aborted);
  });

  test("has ended after a claim, a failure or an abort: a surplus chunk fails", () => {
    for (const last of ["amlsbGVzAGppbGxlcwBzZXNhbWU=", "x", "*", "A".repeat(401)])
      for (const surplus of ["+", "*", "amlsbGVzAGppbGxlcwBzZXNhbWU=", "A".repeat(400)])
        expect(answerTo(last, surplus)).toEqual(failed);
  });
});

describe("chunks", () => {
  test("of exactly 400 are followed by more, if only by +", () => {
    const encoded = base64(`\0jilles\0${"x".repeat(292)}`);
    expect(encoded).toHaveLength(400);
    const exchange = begin();
    expect(exchange.receive(encoded)).toEqual(more);
    expect(exchange.receive("+")).toEqual(claim("jilles", "x".repeat(292)));
  });

  test.each([401, 510, 8_000])("of %d bytes are too long", (length) => {
    expect(answerTo("A".repeat(length))).toEqual(tooLong);
  });

  test("are measured in bytes", () => {
    expect(answerTo("é".repeat(201))).toEqual(tooLong);
  });

  test("are bounded together: eight and no more", () => {
    const chunk = "A".repeat(400);
    const exchange = begin();
    for (let at = 0; at < 8; at += 1) expect(exchange.receive(chunk)).toEqual(more);
    expect(exchange.receive(chunk)).toEqual(tooLong);
    expect(exchange.receive(chunk)).toEqual(failed);
    expect(answerTo(...Array(8).fill(chunk), "AAAA")).toEqual(tooLong);
    expect(answerTo(...Array(8).fill(chunk), "+")).toEqual(failed);
  });

  test("with padding before the end fail", () => {
    const padded = `${"A".repeat(398)}==`;
    expect(answerTo(padded, "AGppbGxlcwBzZXNhbWU=")).toEqual(failed);
  });

  const field = (maxLength: number) =>
    fc.string({ unit: "grapheme", minLength: 1, maxLength }).filter((text) => !text.includes("\0"));

  test("give the claim that was encoded, whatever it is", () => {
    const fits = (text: string, most: number) => Buffer.byteLength(text) <= most;
    const name = field(60).filter((text) => fits(text, 255));
    const password = field(900).filter((text) => fits(text, 1024));
    fc.assert(
      fc.property(name, password, fc.boolean(), (account, secret, named) => {
        const response = `${named ? account : ""}\0${account}\0${secret}`;
        expect(afterResponse(response)).toEqual(claim(account, secret));
      }),
    );
  });

  test("never throw, and never lead to a claim with an empty or NUL-bearing part", () => {
    const param = fc.oneof(
      fc.string({ unit: "binary", maxLength: 450 }),
      fc.base64String({ maxLength: 400 }),
      fc.uint8Array({ maxLength: 300 }).map((bytes) => base64(bytes)),
      fc.constantFrom("+", "*", "", "A".repeat(400), "AGppbGxlcwBzZXNhbWU="),
    );
    fc.assert(
      fc.property(fc.array(param, { maxLength: 20 }), (params) => {
        const exchange = begin();
        for (const step of params.map((one) => exchange.receive(one))) {
          if (step.type !== "log-in" || step.claim.type !== "password") continue;
          const { account, password } = step.claim;
          expect([account, password].every((part) => /^[^\0]+$/.test(part))).toBe(true);
        }
      }),
    );
  });

  test("of any bytes lead to a claim or a failure, and to nothing else", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2_400 }), (bytes) => {
        expect(["log-in", "refused"]).toContain(afterResponse(bytes)?.type);
      }),
    );
  });
});

describe("a mechanism with challenges", () => {
  /** Asks with ever longer challenges for what was said, until nothing is. */
  const echo: Mechanism = {
    name: "ECHO",
    begin() {
      let said = "";
      return {
        receive(response) {
          if (response.length === 0)
            return { type: "log-in", claim: { type: "password", account: "echo", password: said } };
          said += Buffer.from(response).toString();
          return { type: "challenge", challenge: Buffer.from(said) };
        },
      };
    },
  };

  test("has them sent in chunks, and hears each answer", () => {
    const exchange = begin("echo", [echo]);
    const long = "x".repeat(300);
    expect(exchange.receive(base64("ab"))).toEqual({ type: "continue", lines: ["YWI="] });
    const encoded = base64(`ab${long}`);
    expect([exchange.receive(base64(long)), exchange.receive("+")]).toEqual([
      more,
      { type: "continue", lines: [encoded.slice(0, 400), encoded.slice(400)] },
    ]);
    expect(exchange.receive("+")).toEqual(claim("echo", `ab${long}`));
  });

  test("is bounded by response, not by exchange", () => {
    const exchange = begin("ECHO", [echo]);
    for (let at = 0; at < 20; at += 1) {
      expect(exchange.receive("A".repeat(400))).toEqual(more);
      expect(exchange.receive("+").type).toBe("continue");
    }
  });
});

describe("a mechanism that works or tells", () => {
  /** Works on `work`, else claims; the verdict is told, unless it is `unavailable`. */
  const slow = (answer: MechanismAnswer, mostChunks?: number): Mechanism => ({
    name: "SLOW",
    ...(mostChunks !== undefined && { mostChunks }),
    begin: () => ({
      receive: (response) =>
        Buffer.from(response).toString() === "work"
          ? { type: "work", answer: Promise.resolve(answer) }
          : {
              type: "log-in",
              claim: { type: "bearer", token: "t", account: undefined },
              tell: (verdict) =>
                "refused" in verdict && verdict.refused === "unavailable"
                  ? undefined
                  : Buffer.from(JSON.stringify(verdict)),
            },
    }),
  });
  const told = (verdict: LoginVerdict) => ({ type: "continue", lines: [base64(JSON.stringify(verdict))] });
  const judgedAs = (verdict: LoginVerdict) => {
    const exchange = begin("SLOW", [slow({ type: "refused" })]);
    exchange.receive(base64("claim"));
    return { exchange, step: exchange.judged(verdict) };
  };
  const worked = async (answer: MechanismAnswer) => {
    const exchange = begin("SLOW", [slow(answer)]);
    const step = exchange.receive(base64("work"));
    return { exchange, next: step.type === "work" ? await step.next : undefined };
  };

  test("goes on with what its work leads to", async () => {
    const challenge = Buffer.from("more");
    const { exchange, next } = await worked({ type: "challenge", challenge });
    expect(next).toEqual({ type: "continue", lines: [base64("more")] });
    expect(exchange.receive(base64("claim"))).toMatchObject({ type: "log-in" });
  });

  test.each<readonly [MechanismAnswer, object]>([
    [{ type: "refused" }, failed],
    [
      { type: "concluded", verdict: { refused: "unavailable" } },
      { type: "concluded", verdict: { refused: "unavailable" } },
    ],
  ])("ends with what its work leads to: %j", async (answer, step) => {
    const { exchange, next } = await worked(answer);
    expect(next).toEqual(step);
    expect(exchange.receive(base64("claim"))).toEqual(failed);
  });

  test("hears nobody while it works: who does not wait has failed", async () => {
    const exchange = begin("SLOW", [slow({ type: "challenge", challenge: Buffer.from("x") })]);
    const step = exchange.receive(base64("work"));
    expect(exchange.receive(base64("claim"))).toEqual(failed);
    expect(step.type === "work" && (await step.next)).toEqual(failed);
    expect(exchange.receive(base64("claim"))).toEqual(failed);
  });

  test("tells that somebody was right, and has it judged again when they have answered with nothing", () => {
    const { exchange, step } = judgedAs({ account: "alice" });
    expect(step).toEqual(told({ account: "alice" }));
    expect(exchange.receive("+")).toMatchObject({ type: "log-in", claim: { type: "bearer" } });
    expect(exchange.judged({ refused: "locked" })).toEqual({
      type: "concluded",
      verdict: { refused: "locked" },
    });
    expect(exchange.receive("+")).toEqual(failed);
  });

  test.each(["AQ==", "+", "AAAA"])("tells that somebody was wrong, who stays so after %s", (answer) => {
    const { exchange, step } = judgedAs({ refused: "wrong" });
    expect(step).toEqual(told({ refused: "wrong" }));
    expect(exchange.receive(answer)).toEqual({ type: "concluded", verdict: { refused: "wrong" } });
  });

  test.each([
    ["AQ==", failed],
    ["*", aborted],
    ["!", failed],
    ["A".repeat(401), tooLong],
  ])("does not let in who was right and answers %j", (answer, step) => {
    const { exchange } = judgedAs({ account: "alice" });
    expect(exchange.receive(answer)).toEqual(step);
    expect(exchange.receive("+")).toEqual(failed);
  });

  test("concludes at once with what it does not tell", () => {
    const { exchange, step } = judgedAs({ refused: "unavailable" });
    expect(step).toEqual({ type: "concluded", verdict: { refused: "unavailable" } });
    expect(exchange.receive("+")).toEqual(failed);
  });

  test("takes as many chunks as it says", () => {
    const exchange = begin("SLOW", [slow({ type: "refused" }, 40)]);
    for (let at = 0; at < 40; at += 1) expect(exchange.receive("A".repeat(400))).toEqual(more);
    expect(exchange.receive("AAAA")).toEqual(tooLong);
  });
});

test("a verdict on a password ends the exchange", () => {
  const exchange = begin();
  exchange.receive("amlsbGVzAGppbGxlcwBzZXNhbWU=");
  const verdict = { account: "jilles" };
  expect(exchange.judged(verdict)).toEqual({ type: "concluded", verdict });
});

test("a challenge that fills its last chunk ends with +, as an empty one does", () => {
  expect(chunksOf(new Uint8Array(300)).map((chunk) => chunk.length)).toEqual([400, 1]);
  expect(chunksOf(new Uint8Array(301)).map((chunk) => chunk.length)).toEqual([400, 4]);
  expect(chunksOf(new Uint8Array())).toEqual(["+"]);
});

test("nothing of a response is kept after the end", () => {
  const chunk = base64("\0jilles\0".padEnd(300, "x"));
  for (const last of ["+", "*", "!", "A".repeat(401)]) {
    const exchange = begin();
    exchange.receive(chunk);
    expect(seenInside(exchange)).toContain(chunk);
    exchange.receive(last);
    expect(seenInside(exchange)).not.toContain(chunk.slice(0, 8));
  }
});

/** What a debugger sees of an object, its private fields among it. */
function seenInside(object: object): string {
  const debug = new Session();
  debug.connect();
  Object.assign(globalThis, { looked: object });
  let seen = "";
  try {
    debug.post("Runtime.evaluate", { expression: "globalThis.looked" }, (_, { result: { objectId } }) => {
      if (objectId === undefined) return;
      debug.post("Runtime.getProperties", { objectId }, (_, fields) => {
        seen = JSON.stringify(fields);
      });
    });
  } finally {
    debug.disconnect();
    Reflect.deleteProperty(globalThis, "looked");
  }
  return seen;
}
