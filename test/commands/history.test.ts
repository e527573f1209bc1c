import { describe, expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";

const noted = (lines: readonly string[]) => lines.map((line) => line.replace(/^:irc\.test NOTICE /, ""));

describe("HISTORY of a channel", () => {
  test("shows a member what was said, as plain lines with their time", () => {
    const network = new TestNetwork();
    const [alice] = network.inChannel("#lobby", "alice", "bob");
    alice?.send("PRIVMSG #lobby :hi", "PRIVMSG #lobby :\x01ACTION waves\x01", "NOTICE #lobby :note");
    expect(alice?.ask("HISTORY #lobby")).toEqual([
      ":irc.test NOTICE #lobby :[22:13:20] <alice> hi",
      ":irc.test NOTICE #lobby :[22:13:20] * alice waves",
      ":irc.test NOTICE #lobby :[22:13:20] -alice- note",
    ]);
  });

  test("shows the last so many, the oldest of them first", () => {
    const network = new TestNetwork({ unlimited: true });
    const [alice] = network.inChannel("#lobby", "alice");
    for (let i = 1; i <= 30; i += 1) alice?.send(`PRIVMSG #lobby :message ${i}`);
    expect(noted(alice?.ask("HISTORY #lobby 2") ?? [])).toEqual([
      "#lobby :[22:13:20] <alice> message 29",
      "#lobby :[22:13:20] <alice> message 30",
    ]);
    expect(alice?.ask("HISTORY #lobby")).toHaveLength(20);
    for (const count of ["0", "-1", "1e9", "NaN", ""]) {
      expect(alice?.ask(`HISTORY #lobby :${count}`)).toHaveLength(20);
    }
    expect(alice?.ask("HISTORY #lobby 999999")).toHaveLength(30);
  });

  test("has the day of what was said long ago", () => {
    const network = new TestNetwork();
    const [alice] = network.inChannel("#lobby", "alice");
    alice?.send("PRIVMSG #lobby :hi");
    network.now += 86_400_000;
    expect(noted(alice?.ask("HISTORY #lobby") ?? [])).toEqual(["#lobby :[2023-11-14 22:13:20] <alice> hi"]);
  });

  test("is refused to who is outside, and a secret channel does not exist for them", () => {
    const network = new TestNetwork();
    const [alice] = network.inChannel("#lobby", "alice");
    const bob = network.connect("bob");
    expect(bob.numerics("HISTORY #lobby")).toEqual(["442 #lobby :You're not on that channel"]);
    alice?.send("MODE #lobby +s");
    expect(bob.numerics("HISTORY #LOBBY", "HISTORY #nosuch")).toEqual([
      "403 #LOBBY :No such channel",
      "403 #nosuch :No such channel",
    ]);
  });

  test("shows who was kicked nothing from before the kick, not even over a new connection", () => {
    const network = new TestNetwork();
    const [alice, bob] = network.inChannel("#lobby", "alice", "bob");
    alice?.send("PRIVMSG #lobby :before", "KICK #lobby bob");
    bob?.send("JOIN #lobby");
    alice?.send("PRIVMSG #lobby :after");
    expect(noted(bob?.ask("HISTORY #lobby") ?? [])).toEqual(["#lobby :[22:13:20] <alice> after"]);
    bob?.send("QUIT");
    const again = network.connect("bob");
    again.send("JOIN #lobby");
    expect(noted(again.ask("HISTORY #lobby"))).toEqual(["#lobby :[22:13:20] <alice> after"]);
    expect(alice?.ask("HISTORY #lobby").join()).toContain("before");
  });

  test("shows what went to operators to operators alone, and to who said it", () => {
    const network = new TestNetwork();
    const [alice, bob, carol] = network.inChannel("#lobby", "alice", "bob", "carol");
    alice?.send("PRIVMSG @#lobby :between us", "MODE #lobby +mU");
    bob?.send("PRIVMSG #lobby :may I speak?");
    expect(alice?.ask("HISTORY #lobby").join()).toMatch(/between us.*may I speak/);
    expect(noted(bob?.ask("HISTORY #lobby") ?? [])).toEqual(["#lobby :[22:13:20] <bob> may I speak?"]);
    expect(noted(carol?.ask("HISTORY #lobby") ?? [])).toEqual([
      "#lobby :Nothing was said that you could read.",
    ]);
  });

  test("ends with the channel", () => {
    const network = new TestNetwork();
    const [alice] = network.inChannel("#lobby", "alice");
    alice?.send("PRIVMSG #lobby :hi", "PART #lobby", "JOIN #lobby");
    expect(noted(alice?.ask("HISTORY #lobby") ?? [])).toEqual([
      "#lobby :Nothing was said that you could read.",
    ]);
  });

  test("stops when the reader is put out of the channel meanwhile", () => {
    const network = new TestNetwork({ unlimited: true, connections: { sendq: 4096 } });
    const [alice, bob] = network.inChannel("#lobby", "alice", "bob");
    for (let i = 0; i < 100; i += 1) {
      alice?.send(`PRIVMSG #lobby :${"x".repeat(100)}`);
      bob?.read();
    }
    if (bob) bob.reading = false;
    bob?.send("HISTORY #lobby 100");
    alice?.send("KICK #lobby bob");
    bob?.resumeReading();
    const lines = bob?.read() ?? [];
    expect(lines.at(-1)).toBe(":alice!alice@192.0.2.2 KICK #lobby bob :alice");
    expect(lines.length).toBeLessThan(40);
  });
});

describe("HISTORY of a conversation", () => {
  test("shows both sides to the two, and nobody else's", () => {
    const network = new TestNetwork();
    const [alice, bob, carol] = ["alice", "bob", "carol"].map((nick) => network.connect(nick));
    alice?.send("PRIVMSG bob :hi", "PRIVMSG bob :\x01VERSION\x01");
    bob?.send("PRIVMSG alice :hello");
    carol?.send("PRIVMSG alice :psst");
    const both = (nick: string) => [`${nick} :[22:13:20] <alice> hi`, `${nick} :[22:13:20] <bob> hello`];
    bob?.read();
    alice?.read();
    expect(noted(alice?.ask("HISTORY bob") ?? [])).toEqual(both("alice"));
    expect(noted(bob?.ask("HISTORY alice") ?? [])).toEqual(both("bob"));
    expect(noted(carol?.ask("HISTORY bob") ?? [])).toEqual(["carol :Nothing was said that you could read."]);
    expect(carol?.numerics("HISTORY nobody")).toEqual(["401 nobody :No such nick/channel"]);
  });

  test("is not shown to who takes the nick of one of the two", () => {
    const network = new TestNetwork();
    const [alice, bob] = ["alice", "bob"].map((nick) => network.connect(nick));
    alice?.send("PRIVMSG bob :a secret");
    bob?.send("NICK rob");
    const other = network.connect("bob");
    expect(other.ask("HISTORY alice").join()).not.toContain("secret");
    bob?.read();
    expect(noted(bob?.ask("HISTORY alice") ?? [])).toEqual(["rob :[22:13:20] <alice> a secret"]);
  });

  test("has nothing of what a silenced user tried to say", () => {
    const network = new TestNetwork();
    const [alice, bob] = ["alice", "bob"].map((nick) => network.connect(nick));
    bob?.send("SILENCE +alice!*@*");
    alice?.send("PRIVMSG bob :unheard");
    expect(bob?.ask("HISTORY alice").join()).not.toContain("unheard");
  });
});

describe("history", () => {
  test("is shown on joining where that is configured, after the names", () => {
    const network = new TestNetwork({ history: { onJoin: 2 } });
    const [alice] = network.inChannel("#lobby", "alice");
    alice?.send("PRIVMSG #lobby :one", "PRIVMSG #lobby :two", "PRIVMSG #lobby :three");
    const lines = network.connect("bob").ask("JOIN #lobby");
    expect(lines.at(-3)).toContain(" 366 bob #lobby ");
    expect(noted(lines.slice(-2))).toEqual([
      "#lobby :[22:13:20] <alice> two",
      "#lobby :[22:13:20] <alice> three",
    ]);
  });

  test("is not kept where it is turned off", () => {
    const network = new TestNetwork({ history: { lines: 0 } });
    const [alice] = network.inChannel("#lobby", "alice");
    alice?.send("PRIVMSG #lobby :unkept");
    expect(alice?.ask("HISTORY #lobby").join()).not.toContain("unkept");
  });

  test("/history is about the current room, a room by its bare name, or a person", () => {
    const network = new TestNetwork();
    const [alice] = network.inChannel("#lobby", "alice", "bob");
    alice?.send("PRIVMSG bob :to bob", "PRIVMSG #lobby :one", "PRIVMSG #lobby :two");
    expect(alice?.ask("/history")).toHaveLength(2);
    expect(noted(alice?.ask("history 1") ?? [])).toEqual(["#lobby :[22:13:20] <alice> two"]);
    expect(alice?.ask("/history lobby")).toHaveLength(2);
    expect(noted(alice?.ask("/history bob") ?? [])).toEqual(["alice :[22:13:20] <alice> to bob"]);
  });
});
