import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import chatBridge from "../../src/features/chat-bridge.ts";
import { testPlugin } from "../../src/testing.ts";

const secret = "between you and me";
const sign = (body: string) => `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;

/** Somebody elsewhere who takes what is posted. */
async function openElsewhere(status = 204) {
  const taken: { readonly headers: IncomingHttpHeaders; readonly body: string }[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request.setEncoding("utf8")) body += chunk;
    taken.push({ headers: request.headers, body });
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    taken,
    port,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  };
}

/** A port that is free. */
async function freePort(): Promise<number> {
  await using elsewhere = await openElsewhere();
  return elsewhere.port;
}

test("what is said in a channel is posted, signed; what is for operators alone is not", async () => {
  await using elsewhere = await openElsewhere();
  const options = { channels: ["#room"], secret, post: `http://127.0.0.1:${elsewhere.port}/` };
  await using irc = await testPlugin(chatBridge, { options });
  const [alice] = await irc.inChannel("#room", "alice");
  await alice.ask("JOIN #other", "PRIVMSG #other :not this", "PRIVMSG @#room :nor this");
  alice.send("PRIVMSG #room :hello there");
  await irc.until(() => elsewhere.taken.length > 0 && irc.node.plugins.waiting === 0);
  expect(elsewhere.taken.map(({ body }) => JSON.parse(body))).toEqual([
    { channel: "#room", nick: "alice", text: "hello there" },
  ]);
  const [first] = elsewhere.taken;
  expect(first?.headers["x-signature"]).toBe(sign(first?.body ?? ""));
});

test("an answer that is none is counted as a failure", async () => {
  await using elsewhere = await openElsewhere(500);
  const options = { channels: ["#room"], secret, post: `http://127.0.0.1:${elsewhere.port}/` };
  await using irc = await testPlugin(chatBridge, { options });
  const [alice] = await irc.inChannel("#room", "alice");
  alice.send("PRIVMSG #room :hello");
  await irc.until(() => irc.plugins[0]?.failures === 1);
  expect(irc.logged.join("")).toContain("has answered 500");
});

test("what is posted here is said in the channel; what is not signed, or too much, is not", async () => {
  const port = await freePort();
  await using irc = await testPlugin(chatBridge, {
    options: { channels: ["#room"], secret, listen: { port } },
  });
  const [alice] = await irc.inChannel("#room", "alice");
  await irc.pass(2);
  const post = async (body: string, signature = sign(body)) => {
    const asked = fetch(`http://127.0.0.1:${port}/`, {
      method: "POST",
      body,
      headers: { "x-signature": signature },
    });
    return (await asked).status;
  };
  const hello = JSON.stringify({ channel: "#Room", nick: "eve", text: "hello\r\nQUIT" });
  expect(await post(hello)).toBe(204);
  expect(await alice.lines()).toEqual([
    ":Bridge!Bridge@services PRIVMSG #room :<eve> hello",
    ":Bridge!Bridge@services PRIVMSG #room :QUIT",
  ]);
  expect(await post(hello, "sha256=00")).toBe(401);
  expect(await post(JSON.stringify({ channel: "#other", nick: "eve", text: "x" }))).toBe(400);
  expect(await post("{")).toBe(400);
  expect(await post("x".repeat(20_000))).toBe(413);
  expect(await alice.lines()).toEqual([]);
});
