import { describe, expect, test } from "vitest";
import { comeAs } from "../kit/come-as.ts";
import { LastingNetwork } from "../kit/lasting.ts";
import { TestNetwork } from "../kit/network.ts";

const prefix = ":alice!alice@203.0.113.1";
const bobs = ":bob!bob@192.0.2.2";

/** Alice was here on her phone and her desk; the phone left, then the desk; each time bob said something. */
function story(config = {}) {
  const network = new TestNetwork({ sessions: { alwaysOn: "opt-out" }, ...config });
  const bob = network.connect("bob");
  const at = { address: "203.0.113.1" };
  const [phone, desk] = ["phone", "desk"].map((device) => comeAs(network, "alice", { ...at, device }));
  phone?.send("JOIN #room");
  bob.send("JOIN #room");
  const say = (...lines: readonly string[]) => {
    network.now += 1000;
    bob.send(...lines);
    network.now += 1000;
  };
  say("PRIVMSG #room :one");
  phone?.send("QUIT");
  say("PRIVMSG #room :two", "PRIVMSG alice :psst");
  desk?.send("PRIVMSG bob :what?");
  network.now += 1000;
  desk?.send("QUIT");
  say("PRIVMSG #room :three");
  bob.read();
  const back = (device: string | undefined, caps = "") =>
    comeAs(network, "alice", { ...(device !== undefined && { device }), caps }).read();
  return { network, bob, say, back };
}

/** What was said, of what a session reads. */
const said = (lines: readonly string[]) =>
  lines.filter((line) => / (?:PRIVMSG|NOTICE) /.test(line)).map((line) => line.replace(/^@\S+ /, ""));

describe("a device that comes back", () => {
  test("is shown what was said since it was last here, in each place, as a batch", () => {
    const { back } = story();
    const lines = back("phone", "batch server-time message-tags");
    expect(
      lines.filter((line) => line.includes(" chathistory ")).map((line) => line.split(" ").at(-1)),
    ).toEqual(["bob", "#room"]);
    expect(said(lines)).toEqual([
      `${bobs} PRIVMSG alice :psst`,
      `${prefix} PRIVMSG bob :what?`,
      `${bobs} PRIVMSG #room :two`,
      `${bobs} PRIVMSG #room :three`,
    ]);
    const tagged = lines.find((line) => line.includes(":three")) ?? "";
    expect(tagged).toMatch(/^@(?=\S*batch=\S+)(?=\S*time=\S+)(?=\S*msgid=\S+)/);
  });

  test("is shown no more than that: another device of the same account has seen more", () => {
    const { back } = story();
    expect(said(back("desk", "batch server-time"))).toEqual([`${bobs} PRIVMSG #room :three`]);
    expect(said(back("desk", "batch server-time"))).toEqual([]);
  });

  test("reads it in plain lines, with the time of each, where it knows no batches", () => {
    const { back } = story();
    const lines = back("desk", "server-time").filter((line) => line.includes("three"));
    expect(lines).toEqual([`@time=2023-11-14T22:13:26.000Z ${bobs} PRIVMSG #room :three`]);
  });

  test("reads it with the time in words where it knows of no tags", () => {
    const { back } = story();
    expect(said(back("desk"))).toEqual([":irc.test NOTICE #room :[22:13:26] <bob> three"]);
  });

  test("reads there with whom it was that something was said", () => {
    expect(said(story().back("phone")).slice(0, 3)).toEqual([
      ":irc.test NOTICE alice :You and bob, while you were away:",
      ":irc.test NOTICE alice :[22:13:23] <bob> psst",
      ":irc.test NOTICE alice :[22:13:24] <alice> what?",
    ]);
  });

  test.each(["draft/chathistory", "znc.in/playback"])("is shown none if it can ask (%s)", (cap) => {
    expect(said(story().back("desk", `batch server-time ${cap}`))).toEqual([]);
  });

  test("is shown the newest of it, where it was much", () => {
    const { say, back } = story({ sessions: { alwaysOn: "opt-out", replayLines: 2 } });
    say("PRIVMSG #room :four", "PRIVMSG #room :five");
    expect(said(back("desk"))).toEqual([
      expect.stringContaining("<bob> four"),
      expect.stringContaining("<bob> five"),
    ]);
  });

  test("is shown nothing of a channel it is not in any more", () => {
    const { network, bob, back } = story();
    bob.send("MODE #room +b nobody!*@*");
    network.makeOperator(bob);
    bob.send("SAKICK #room alice :out");
    expect(said(back("phone")).filter((line) => line.includes("#room"))).toEqual([]);
  });

  test("that was never here is shown what nobody has seen, or else what who joins is shown", () => {
    const { back, network } = story({ history: { onJoin: 1 } });
    expect(said(back("tablet"))).toEqual([expect.stringContaining("<bob> three")]);
    expect(network.node.world.userByNick("alice")?.sessions).toHaveLength(1);
    expect(said(back("watch"))).toEqual([expect.stringContaining("<bob> three")]);
  });

  test("is shown again what was sent to it when nobody was there to read", () => {
    const network = new TestNetwork({ sessions: { alwaysOn: "opt-out" } });
    const bob = network.connect("bob");
    const phone = comeAs(network, "alice", { device: "phone" });
    phone.send("JOIN #room");
    bob.send("JOIN #room");
    network.advance(10_000);
    bob.send("PRIVMSG #room :into the void");
    for (let at = 0; at < 12; at += 1) {
      bob.send("PING here");
      network.advance(30_000);
    }
    expect(phone.ended).toBe(true);
    expect(said(comeAs(network, "alice", { device: "phone" }).read())).toEqual([
      expect.stringContaining("<bob> into the void"),
    ]);
  });

  test("has a name of its own by how it logs in, and at most 32 are remembered", () => {
    const { network } = story();
    for (let at = 0; at < 40; at += 1) comeAs(network, "alice", { device: `d${at}` }).send("QUIT");
    const devices = network.node.world.userByNick("alice")?.devices.map(({ device }) => device);
    expect(devices).toHaveLength(32);
    expect(devices?.at(-1)).toBe("d39");
  });
});

test("a session that comes into many large channels is sent no more at once than it may be owed", () => {
  const network = new TestNetwork({
    unlimited: true,
    ...{ limits: { channelsPerUser: 200 }, connections: { sendq: 16_384 } },
  });
  const channels = Array.from({ length: 60 }, (_, at) => `#a-channel-with-a-long-name-${at}`);
  const first = comeAs(network, "alice");
  for (let at = 0; at < 12; at += 1) {
    const client = network.connect(`nick-that-is-long-enough-${at}`);
    for (const channel of channels) client.send(`JOIN ${channel}`);
  }
  for (const channel of channels) first.send(`JOIN ${channel}`);
  const client = network.open();
  client.reading = false;
  client.send("CAP REQ :batch");
  const { registration } = client.session;
  if (registration) registration.account = "alice";
  client.send("NICK alice", "USER a 0 * :A", "CAP END");
  expect(client.ended).toBe(false);
  const lines: string[] = [];
  for (let at = 0; at < 50; at += 1) {
    client.resumeReading();
    client.reading = false;
    lines.push(...client.read());
  }
  expect(client.ended).toBe(false);
  expect(lines.filter((line) => line.includes(" JOIN "))).toHaveLength(60);
  expect(lines.filter((line) => line.includes(" 366 "))).toHaveLength(60);
});

describe("where what was said lasts", () => {
  const config = { sessions: { alwaysOn: "opt-out" } } as const;

  test("a device is shown after a restart what was said before it, and its channels before what is said now", async () => {
    const network = new LastingNetwork(config);
    const bob = network.connect("bob");
    comeAs(network, "alice", { device: "phone" }).send("JOIN #room", "QUIT");
    network.now += 1000;
    bob.send("JOIN #room", "PRIVMSG #room :before", "PRIVMSG alice :psst");
    const next = await network.restarted();
    await next.node.load();
    const carol = next.connect("carol");
    carol.send("JOIN #room");
    const phone = comeAs(next, "alice", { device: "phone", caps: "server-time" });
    next.now += 1;
    carol.send("PRIVMSG #room :now");
    const lines: string[] = [];
    await next.until(() => {
      lines.push(...phone.read());
      return lines.some((line) => line.includes("before"));
    });
    lines.push(...(await phone.answer("PING done")));
    const place = (text: string) => lines.findIndex((line) => line.includes(text));
    expect(place(" JOIN #room")).toBeLessThan(place(":now"));
    expect(
      said(lines)
        .map((line) => line.replace(/^:(\w+)!\S+ /, "$1 "))
        .sort(),
    ).toEqual([
      "bob PRIVMSG #room :before",
      "bob PRIVMSG alice :psst",
      expect.stringMatching(/^carol PRIVMSG #room :now$/),
    ]);
  });
});
