import { expect, onTestFinished, test } from "vitest";
import { httpSection, meagreToken, openHttp, type TestHttp, token } from "../kit/http.ts";

/** One who follows the log: what has come of it so far. */
async function follow(http: TestHttp, query = "") {
  const giveUp = new AbortController();
  onTestFinished(() => giveUp.abort());
  const answer = await fetch(`${http.url}/api/v1/log${query}`, {
    headers: { authorization: `Bearer ${token}` },
    signal: giveUp.signal,
  });
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) throw new Error("there is nothing to read");
  let text = "";
  const until = async (isTrue: (text: string) => boolean) => {
    while (!isTrue(text)) {
      const { value, done } = await reader.read();
      if (done) return text;
      text += value;
    }
    return text;
  };
  await until((came) => came.includes(": the log from here on"));
  return { answer, until };
}

test("the log is followed from now on, an event for each line", async () => {
  const http = await openHttp();
  http.network.connect("before");
  const { answer, until } = await follow(http);
  expect(answer.headers.get("content-type")).toBe("text/event-stream");
  expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  http.network.connect("alice");
  const text = await until((came) => came.includes("alice"));
  const events = text.split("\n\n").filter((event) => event.startsWith("data: "));
  const lines = events.map((event) => JSON.parse(event.slice("data: ".length)));
  expect(lines.at(-1)).toMatchObject({ level: 30, msg: "registered", nick: "alice" });
  expect(text).not.toContain("before");
});

test("only what is at the level or above it is told", async () => {
  const http = await openHttp();
  const { until } = await follow(http, "?level=error");
  http.network.connect("alice");
  http.network.node.readiness.ends();
  const { node } = http.network;
  node.admin.lines.write('{"level":50,"msg":"trouble"}\n');
  expect(await until((came) => came.includes("trouble"))).not.toContain("alice");
});

test("no secret is in it: not of PASS, OPER and SASL, not of services, and no token", async () => {
  const http = await openHttp();
  const { until } = await follow(http);
  const alice = http.network.open();
  alice.send("PASS geheim1", "NICK alice", "USER a 0 * :A");
  await alice.answer("OPER boss geheim2", "NS IDENTIFY geheim3", "PRIVMSG NickServ :IDENTIFY geheim4");
  http.network.connect("bob");
  alice.send("PRIVMSG bob :geheim5");
  await http.ask("/api/v1/users", { token: "geheim6" });
  http.network.connect("last");
  const text = await until((came) => came.includes('"last"'));
  expect(text).toContain("alice");
  expect(text).not.toMatch(/geheim|token-of-the-tests/);
});

test("whoever has no scope for it, or comes when so many follow already, is refused", async () => {
  const http = await openHttp();
  expect((await http.ask("/api/v1/log", { token: meagreToken })).status).toBe(403);
  expect((await http.ask("/api/v1/log?level=loud")).status).toBe(422);
  for (let reader = 0; reader < 16; reader++) await follow(http);
  expect((await http.ask("/api/v1/log")).status).toBe(503);
});

test("a reader that falls behind misses lines, is told how many, and costs no more than its share", async () => {
  const http = await openHttp();
  const { until } = await follow(http);
  const { lines } = http.network.node.admin;
  // More than the sockets between the two can hold, and all of it in one turn.
  for (let written = 0; written < 40_000; written++) {
    lines.write(`{"level":30,"msg":"${"x".repeat(200)}"}\n`);
  }
  const text = await until((came) => came.includes("event: missed"));
  expect(Number(/event: missed\ndata: (\d+)/.exec(text)?.[1])).toBeGreaterThan(10_000);
});

test("it ends with the first line after the token was taken away, and that line is not told", async () => {
  const http = await openHttp();
  const { until } = await follow(http);
  http.network.config = { ...http.network.config, http: { ...httpSection, tokens: [] } };
  await http.network.node.rehash();
  const { lines } = http.network.node.admin;
  for (const nick of ["alice", "bob"]) lines.write(`{"level":30,"msg":"${nick}"}\n`);
  expect(await until((came) => came.includes("alice"))).not.toMatch(/alice|bob/);
});

test("who follows the log is let go when the listener closes", async () => {
  const http = await openHttp({ http: httpSection });
  const { until } = await follow(http);
  await http.side.close();
  await expect(until((came) => came.includes("never"))).rejects.toThrow();
});
