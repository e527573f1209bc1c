import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { post } from "../../src/http/webhooks/post.ts";
import { isPublic } from "../../src/http/webhooks/public-address.ts";
import { Bell } from "../kit/bell.ts";
import { openHttp } from "../kit/http.ts";
import { samplesOf } from "../kit/scrape.ts";

const secret = "a secret of the tests, and long enough";

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A place where webhooks are posted to: it answers with these statuses, one after the other, and 200 from then on. */
async function receiver(...statuses: number[]) {
  const received: Received[] = [];
  const bell = new Bell();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      response.writeHead(statuses.shift() ?? 200, { location: "http://127.0.0.1:1/" }).end("ignored");
      bell.ring();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  const until = async (count: number) => {
    while (received.length < count) await bell.rung();
    return received.map(({ body }) => JSON.parse(body));
  };
  return { url: `http://127.0.0.1:${port}/hook`, received, until };
}

function hookTo(url: string, ...events: readonly Event[]) {
  return { webhooks: [{ name: "hook", url, secret, events, allowPrivate: true }] };
}

type Event = "user.connected" | "user.left" | "channel.message" | "channel.topic" | "account.changed";

test("webhooks are told of the events they chose, in their order, and signed", async () => {
  const { url, received, until } = await receiver();
  const http = await openHttp(hookTo(url, "user.connected", "channel.message", "user.left"));
  const [alice, bob] = http.network.inChannel("#room", "alice", "bob");
  alice?.send(
    "PRIVMSG #room :hi",
    "PRIVMSG bob :just between us",
    "PRIVMSG @#room :to operators",
    "TOPIC #room :x",
  );
  bob?.send("QUIT :bye");
  expect(await until(4)).toMatchObject([
    { event: "user.connected", server: "irc.test", user: { nick: "alice" } },
    { event: "user.connected", user: { nick: "bob" } },
    { event: "channel.message", channel: "#room", text: "hi", verb: "PRIVMSG" },
    { event: "user.left", user: { nick: "bob" }, reason: "Quit: bye" },
  ]);
  for (const { headers, body } of received) {
    const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
    const expected = createHmac("sha256", secret).update(signed).digest("base64");
    expect(headers["webhook-signature"]).toBe(`v1,${expected}`);
    expect(JSON.parse(body).id).toBe(headers["webhook-id"]);
    expect(Math.abs(Number(headers["webhook-timestamp"]) - Date.now() / 1000)).toBeLessThan(60);
    expect(body).not.toContain(secret);
  }
});

test("one that fails is tried again under the same id, and the next one waits", async () => {
  const { url, received, until } = await receiver(500, 302);
  const http = await openHttp(hookTo(url, "user.connected"), [1, 1]);
  http.network.connect("alice");
  http.network.connect("bob");
  const events = await until(4);
  expect(events.map(({ user }) => user.nick)).toEqual(["alice", "alice", "alice", "bob"]);
  expect(new Set(received.slice(0, 3).map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  await http.network.until(() => http.webhooks.counts[0]?.[1].waiting === 0);
  const samples = samplesOf((await http.ask("/metrics")).text);
  expect(samples.get('ircd_webhook_events_total{webhook="hook",outcome="delivered"}')).toBe(2);
  expect(samples.get('ircd_webhook_events_total{webhook="hook",outcome="failed"}')).toBe(2);
});

test("one that fails for good is dropped and counted, and the next one has its turn", async () => {
  const { url, until } = await receiver(500, 500);
  const http = await openHttp(hookTo(url, "user.connected"), [1]);
  http.network.connect("alice");
  http.network.connect("bob");
  const events = await until(3);
  expect(events.map(({ user }) => user.nick)).toEqual(["alice", "alice", "bob"]);
  expect(http.webhooks.counts[0]?.[1].dropped).toBe(1);
});

test("no more than a thousand wait, and those beyond are counted", async () => {
  const { url } = await receiver();
  const http = await openHttp(hookTo(url, "channel.topic"));
  const [alice] = http.network.inChannel("#room", "alice");
  // In one turn: nothing is delivered meanwhile.
  const { host } = http.network.node;
  host.configure({ limits: { ...host.limits, commands: undefined }, admission: undefined });
  for (let topic = 0; topic < 1_100; topic++) alice?.send(`TOPIC #room :${topic}`);
  const counts = http.webhooks.counts[0]?.[1];
  expect([counts?.waiting, counts?.dropped]).toEqual([1_000, 100]);
});

test("REHASH takes webhooks away, and what waits with them; those that stay go on", async () => {
  const { url, until } = await receiver();
  const http = await openHttp(hookTo(url, "user.connected"));
  await http.network.node.rehash();
  http.network.connect("alice");
  await until(1);
  http.network.config = { ...http.network.config, webhooks: [] };
  await http.network.node.rehash();
  http.network.connect("bob");
  expect(http.webhooks.counts).toEqual([]);
});

test.each([
  ...["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1"],
  ...["255.255.255.255", "224.0.0.1", "::1", "::", "fe80::1", "fd00::1", "::ffff:127.0.0.1", "::ffff:a00:1"],
  ...["64:ff9b::7f00:1", "2002:7f00:1::", "no address"],
])("%s is no public address", (address) => {
  expect(isPublic(address)).toBe(false);
});

test.each(["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"])("%s is a public address", (address) => {
  expect(isPublic(address)).toBe(true);
});

test.each([
  ...[
    "https://127.0.0.1/",
    "https://[::1]/",
    "https://169.254.169.254/latest",
    "https://0/",
    "https://2130706433/",
  ],
  ...["https://0x7f.1/", "https://localhost/", "https://[::ffff:10.0.0.1]/"],
])("a webhook at %s is not told, unless it may be private", async (url) => {
  const { webhooks } = loadConfig({
    flags: { webhooks: [{ name: "hook", url, secret, events: ["user.left"] }] },
  });
  const [webhook] = webhooks;
  if (!webhook) throw new Error("no webhook");
  const posting = { id: "x", timestamp: 1, body: "{}" };
  await expect(post(webhook, posting, new AbortController().signal)).rejects.toThrow(/is no public address/);
});

test.each([
  ["http://example.org/", "must be an https: URL, or have allowPrivate: true"],
  ["ftp://example.org/", "must be an https: URL"],
  ["https://user:geheim@example.org/", "must be an https: URL"],
  ["nowhere", "must be an https: URL"],
])("%s is no place for a webhook", (url, words) => {
  const load = () => loadConfig({ flags: { webhooks: [{ name: "a", url, secret, events: ["user.left"] }] } });
  expect(load).toThrow(words);
});

test("webhooks have names of their own, secrets that are long and never shown, and known events", () => {
  const hook = { name: "a", url: "https://example.org/", secret, events: ["user.left"] } as const;
  expect(() => loadConfig({ flags: { webhooks: [hook, hook] } })).toThrow(/webhooks\[1\]\.name: is another/);
  const short = () => loadConfig({ flags: { webhooks: [{ ...hook, secret: "geheim" }] } });
  expect(short).toThrow(/secret: must be one line of at least 16 characters/);
  expect(short).not.toThrow(/geheim/);
  const text = `webhooks: [{ name: a, url: "https://a.example", secret: "${secret}", events: [user.ate] }]`;
  expect(() => loadConfig({ text })).toThrow(/events\[0\]: must be one of user\.connected/);
});
