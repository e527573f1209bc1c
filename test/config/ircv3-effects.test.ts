import { expect, test } from "vitest";
import type { ConfigInput } from "../../src/config/schema.ts";
import { cheapHash } from "../kit/cheap-hash.ts";
import { TestNetwork } from "../kit/network.ts";
import { plainLines } from "../kit/plain.ts";
import { tokensIn } from "../kit/tokens.ts";

// What the keys do that came with IRCv3. `sts` and `webirc`: test/ircv3; `icon`: network-icon.

async function rehash(network: TestNetwork, config: ConfigInput): Promise<void> {
  network.config = { ...network.config, ...config };
  await network.node.rehash();
}

test("accounts are what AUTHENTICATE knows, from REHASH on, and each with its own password", async () => {
  const network = new TestNetwork({
    unlimited: true,
    accounts: [
      { name: "Alice", password: cheapHash("sesame") },
      { name: "bob", password: "plain text" },
    ],
  });
  const client = network.connect("someone", { caps: "sasl" });
  const verdict = async (account: string, password: string) =>
    (await client.answer(...plainLines(account, password))).map((line) => line.split(" ")[1]).at(-1);
  expect(await verdict("alice", "sesame")).toBe("903");
  expect(await verdict("bob", "plain text")).toBe("903");
  expect(await verdict("alice", "plain text")).toBe("904");
  await rehash(network, { accounts: [{ name: "alice", password: cheapHash("other") }] });
  expect([await verdict("alice", "sesame"), await verdict("alice", "other")]).toEqual(["904", "903"]);
});

test("a login outlives the account it was made to, and REHASH", async () => {
  const network = new TestNetwork({ accounts: [{ name: "Alice", password: "sesame" }] });
  const alice = network.connect("alice", { caps: "sasl" });
  await alice.answer(...plainLines("alice", "sesame"));
  await rehash(network, { accounts: [] });
  expect(alice.numerics("WHOIS alice")).toContain("330 alice Alice :is logged in as");
});

test("clientTagDeny drops the tags it names, and says so in 005, from REHASH on", async () => {
  const network = new TestNetwork({ clientTagDeny: ["typing", "example.org/x"] });
  const [alice, bob] = [network.connect("alice"), network.connect("bob")];
  for (const client of [alice, bob]) client.ask("CAP REQ :message-tags");
  const passed = (tags: string) => {
    bob.read();
    alice.send(`@${tags} TAGMSG bob`);
    return bob.read().map((line) => /^@msgid=[^; ]+;?(\S*) /.exec(line)?.[1]);
  };
  const all = "+typing=active;+example.org/x;+draft/react=:);+example.org/xy=1";
  expect(tokensIn(alice.ask("ISUPPORT"))).toContain("CLIENTTAGDENY=typing,example.org/x");
  expect(passed(all)).toEqual(["+draft/react=:);+example.org/xy=1"]);
  await rehash(network, { clientTagDeny: ["*", "-typing"] });
  expect(alice.read()).toEqual([":irc.test 005 alice CLIENTTAGDENY=*,-typing :are supported by this server"]);
  expect(passed(all)).toEqual(["+typing=active"]);
  await rehash(network, { clientTagDeny: [] });
  expect(alice.read()).toEqual([":irc.test 005 alice -CLIENTTAGDENY :are supported by this server"]);
  expect(passed(all)).toEqual([all]);
});

test("relaymsg is whether RELAYMSG is there", () => {
  for (const relaymsg of [true, false]) {
    const network = new TestNetwork({ relaymsg });
    const [bot, bob] = network.inChannel("#room", "bot", "bob");
    const offered = bot?.ask("CAP LS 302")[0]?.includes(" draft/relaymsg=/ ");
    const [verdict] = bot?.ask("CAP REQ :draft/relaymsg") ?? [];
    bot?.send("RELAYMSG #room carol/x :hello");
    expect([offered, verdict?.split(" ")[3], bob?.read().length]).toEqual(
      relaymsg ? [true, "ACK", 1] : [false, "NAK", 0],
    );
  }
});

test("limits.monitor is how many nicks one may watch, and MONITOR says so, from REHASH on", async () => {
  const network = new TestNetwork({ limits: { monitor: 2 } });
  const alice = network.connect("alice");
  expect(tokensIn(alice.ask("ISUPPORT"))).toContain("MONITOR=2");
  expect(alice.numerics("MONITOR + a,b,c")).toEqual(["731 :a,b", "734 2 c :Monitor list is full."]);
  await rehash(network, { limits: { monitor: 1 } });
  expect(alice.read()).toEqual([":irc.test 005 alice MONITOR=1 :are supported by this server"]);
  // What is watched already goes on being watched.
  expect(alice.numerics("MONITOR L", "MONITOR - a", "MONITOR + c")).toEqual([
    "732 :a,b",
    "733 :End of MONITOR list",
    "734 1 c :Monitor list is full.",
  ]);
});

/** What a batch of these lines brings its sender and its receiver. */
function said(network: TestNetwork, ...texts: readonly string[]) {
  const [alice, bob] = network.inChannel("#room", "alice", "bob");
  alice?.ask("CAP REQ :batch draft/multiline");
  const inner = texts.map((text) => `@batch=1 PRIVMSG #room :${text}`);
  const lines = alice?.ask("BATCH +1 draft/multiline #room", ...inner, "BATCH -1") ?? [];
  return { fail: lines[0]?.split(" ").slice(1, 5).join(" "), received: bob?.read().length };
}

test("limits.multilineLines is how many lines one message may have, and the capability says so", () => {
  const config: ConfigInput = { unlimited: true, limits: { multilineLines: 3 } };
  expect(new TestNetwork(config).open().ask("CAP LS 302")[0]).toContain(",max-lines=3 ");
  expect(said(new TestNetwork(config), "a", "b", "c")).toEqual({ fail: undefined, received: 3 });
  expect(said(new TestNetwork(config), "a", "b", "c", "d")).toEqual({
    fail: "FAIL BATCH MULTILINE_MAX_LINES 3",
    received: 0,
  });
});

test("limits.multilineBytes is how many bytes it may have, with one for each line's end", () => {
  const config: ConfigInput = { unlimited: true, limits: { multilineBytes: 512 } };
  expect(new TestNetwork(config).open().ask("CAP LS 302")[0]).toContain("=max-bytes=512,");
  expect(said(new TestNetwork(config), "x".repeat(301), "é".repeat(104), "x")).toEqual({
    fail: undefined,
    received: 3,
  });
  expect(said(new TestNetwork(config), "x".repeat(301), "é".repeat(104), "xx")).toEqual({
    fail: "FAIL BATCH MULTILINE_MAX_BYTES 512",
    received: 0,
  });
});
