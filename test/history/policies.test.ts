import { describe, expect, test } from "vitest";
import type { TestClient } from "../kit/client.ts";
import { LastingNetwork, readerCaps } from "../kit/lasting.ts";
import { makeAccount } from "../kit/make-account.ts";
import { tagged } from "../kit/tagged.ts";

async function texts(client: TestClient, channel = "#a"): Promise<string[]> {
  const lines = await client.answer(`CHATHISTORY LATEST ${channel} * 50`);
  if (lines.length === 1) return lines;
  return lines.slice(1, -1).map((line) => tagged(line).line.replace(/^.* PRIVMSG \S+ :/, ""));
}

const outside = [":irc.test FAIL CHATHISTORY INVALID_TARGET LATEST #a :Messages could not be retrieved"];

/** #a, where alice has said 1 to 4 before bob joined, of which memory holds two. */
function joined(channels: "none" | "since-join" | "since-registration" | "all") {
  const network = new LastingNetwork({ history: { lines: 2, channels } });
  const [alice, bob] = [network.reader("alice"), network.reader("bob", "bob")];
  const say = (text: string) => {
    network.now += 1000;
    alice.ask(`PRIVMSG #a :${text}`);
  };
  alice.ask("JOIN #a");
  for (const text of ["1", "2", "3", "4"]) say(text);
  network.now += 1000;
  bob.ask("JOIN #a");
  return { network, alice, bob, say };
}

describe("what a member may read", () => {
  test("is all, unless the network says otherwise", async () => {
    const { network, bob } = joined("all");
    network.config = { ...network.config, history: { lines: 9 } };
    await network.node.rehash();
    expect(await texts(bob)).toEqual(["1", "2", "3", "4"]);
  });

  test.each(["since-join", "since-registration"] as const)(
    "is what was said since they joined: %s",
    async (policy) => {
      const { bob, say, network } = joined(policy);
      expect(await texts(bob)).toEqual([]);
      for (const text of ["5", "6", "7"]) say(text);
      network.config = { ...network.config, history: { lines: 9, channels: policy } };
      await network.node.rehash();
      expect(await texts(bob)).toEqual(["5", "6", "7"]);
      // Whoever comes back has joined anew.
      network.now += 1000;
      bob.ask("PART #a", "JOIN #a");
      expect(await texts(bob)).toEqual([]);
    },
  );

  test("is nothing, where nothing is kept", async () => {
    const { network, alice } = joined("none");
    expect(await texts(alice)).toEqual([]);
    await network.node.finish();
    expect(await network.store.messages.targetKeys("", 9)).toEqual([]);
  });

  test("is nothing once they are outside: they have left, were kicked, or banned", async () => {
    const { alice, bob } = joined("all");
    bob.ask("PART #a");
    expect(await texts(bob)).toEqual(outside);
    bob.ask("JOIN #a");
    alice.ask("KICK #a bob");
    expect(await texts(bob)).toEqual(outside);
    alice.ask("MODE #a +b bob!*@*");
    bob.ask("JOIN #a");
    expect(await texts(bob)).toEqual(outside);
  });

  test("is what came after they were put out, however they come back", async () => {
    const { network, alice, bob, say } = joined("all");
    say("5");
    network.now += 1000;
    alice.ask("KICK #a bob");
    for (const text of ["6", "7", "8"]) say(text);
    bob.ask("JOIN #a");
    expect(await texts(bob)).toEqual(["7", "8"]);
    network.config = { ...network.config, history: { lines: 9 } };
    await network.node.rehash();
    expect(await texts(bob)).toEqual(["6", "7", "8"]);
    bob.vanish();
    const again = network.reader("robert", "bob");
    again.ask("JOIN #a");
    expect(await texts(again)).toEqual(["6", "7", "8"]);
  });

  test("is that by whatever name the channel goes then", async () => {
    const { network, alice, bob, say } = joined("all");
    network.config = { ...network.config, history: { lines: 9 } };
    await network.node.rehash();
    say("5");
    alice.ask("KICK #a bob", "RENAME #a #b", "PRIVMSG #b :6");
    bob.ask("JOIN #b");
    expect(await texts(bob, "#b")).toEqual(["6"]);
  });

  test("is nothing of what is found when they have been put out meanwhile", async () => {
    const { alice, bob } = joined("all");
    const answer = bob.answer(
      "CHATHISTORY LATEST #a * 2",
      "CHATHISTORY BEFORE #a timestamp=2030-01-01T00:00:00.000Z 9",
    );
    alice.send("KICK #a bob");
    expect((await answer).join()).not.toMatch(/PRIVMSG #a :[12]/);
  });

  test("of what went to operators is for them alone, wherever it is kept", async () => {
    const { network, alice, bob, say } = joined("all");
    alice.ask("PRIVMSG @#a :between us");
    say("5");
    say("6");
    network.config = { ...network.config, history: { lines: 9 } };
    await network.node.rehash();
    expect(await texts(alice)).toEqual(["1", "2", "3", "4", "between us", "5", "6"]);
    expect(await texts(bob)).toEqual(["1", "2", "3", "4", "5", "6"]);
  });
});

describe("a channel that is made again inherits nothing", () => {
  test("when the last one has left", async () => {
    const { alice, bob, network } = joined("all");
    bob.ask("PART #a");
    alice.ask("PART #a", "JOIN #a");
    expect(await texts(alice)).toEqual([]);
    await network.node.tidy();
    expect(await network.store.messages.targetKeys("", 9)).toEqual(["#a"]);
  });

  test("when the server is started anew, and nobody was told that they left", async () => {
    const { network } = joined("all");
    const next = await network.restarted();
    await next.node.load();
    const alice = next.reader("alice");
    alice.ask("JOIN #a");
    expect(await texts(alice)).toEqual([]);
  });

  test("when it has got another name, under the old one", async () => {
    const { alice, bob } = joined("all");
    alice.ask("RENAME #a #b");
    bob.ask("JOIN #a");
    expect(await texts(bob)).toEqual([]);
    expect(await texts(alice, "#b")).toEqual(["3", "4"]);
  });
});

describe("what was said in a channel that is no more", () => {
  /** The server after one with three channels, on a store that counts what it is asked to forget. */
  async function restartedWithout() {
    const network = new LastingNetwork();
    const alice = network.reader("alice");
    for (const channel of ["#a", "#b", "#c"]) alice.ask(`JOIN ${channel}`, `PRIVMSG ${channel} :hi`);
    const next = await network.restarted();
    const forgotten: string[] = [];
    const { forget } = next.store.messages;
    next.store.messages.forget = (target) => {
      forgotten.push(target);
      return forget.call(next.store.messages, target);
    };
    await next.node.load();
    return { next, forgotten };
  }

  test("is forgotten after the start, which does not wait for it", async () => {
    const { next, forgotten } = await restartedWithout();
    expect(forgotten).toEqual([]);
    await next.node.tidy();
    expect(forgotten).toEqual(["#a", "#b", "#c"]);
    expect(await next.store.messages.targetKeys("", 9)).toEqual([]);
  });

  test("is forgotten at once where there is such a channel again, and then no more", async () => {
    const { next, forgotten } = await restartedWithout();
    const alice = next.reader("alice", undefined, `${readerCaps} draft/event-playback`);
    alice.ask("JOIN #b");
    expect(forgotten).toEqual(["#b"]);
    alice.ask("PRIVMSG #b :anew");
    const all = [expect.stringContaining("JOIN #b"), "anew"];
    expect(await texts(alice, "#b")).toEqual(all);
    await next.node.tidy();
    expect(forgotten).toEqual(["#b", "#a", "#c"]);
    expect(await texts(alice, "#b")).toEqual(all);
  });

  test("is not what another channel brings along to the name", async () => {
    const { next } = await restartedWithout();
    const alice = next.reader("alice");
    alice.ask("JOIN #new", "PRIVMSG #new :mine", "RENAME #new #c");
    await next.node.tidy();
    expect(await texts(alice, "#c")).toEqual(["mine"]);
    expect(await next.store.messages.targetKeys("", 9)).toEqual(["#c"]);
  });

  test("is not what another channel finds under the name that brings nothing along", async () => {
    const { next } = await restartedWithout();
    next.config = { ...next.config, history: { channels: "none" } };
    await next.node.rehash();
    const alice = next.reader("alice", undefined, `${readerCaps} draft/event-playback`);
    alice.ask("JOIN #new", "RENAME #new #c");
    next.config = { ...next.config, history: { channels: "all" } };
    await next.node.rehash();
    expect(await texts(alice, "#c")).toEqual([]);
  });
});

describe("what is kept for long enough goes", () => {
  test("every ten minutes by the clock of the node", async () => {
    const network = new LastingNetwork({ history: { rows: 2 } });
    const alice = network.reader("alice");
    alice.ask("JOIN #a");
    const rows = () => network.store.messages.count();
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    for (let round = 0; round < 2; round += 1) {
      alice.ask("PRIVMSG #a :1", "PRIVMSG #a :2", "PRIVMSG #a :3");
      for (let minute = 0; minute < 9; minute += 1) {
        network.advance(60_000);
        alice.ask("PING here");
      }
      await turn();
      expect(await rows()).toBeGreaterThan(2);
      network.advance(60_000);
      await turn();
      expect(await rows()).toBe(2);
    }
  });

  test("by age, at once for readers and then from the store", async () => {
    const { network, alice } = joined("all");
    network.now += 89 * 86_400_000;
    alice.ask("PRIVMSG #a :later");
    network.now += 2 * 86_400_000;
    const bob = network.reader("carol");
    bob.ask("JOIN #a");
    expect(await texts(bob)).toEqual(["later"]);
    await network.node.tidy();
    const rows = await network.store.messages.page("#a", { type: "latest" }, 50, { kinds: ["PRIVMSG"] });
    expect(rows?.map(({ text }) => text)).toEqual(["later"]);
  });

  test("by number", async () => {
    const { network } = joined("all");
    network.config = { ...network.config, history: { rows: 2 } };
    await network.node.rehash();
    await network.node.tidy();
    const rows = await network.store.messages.page("#a", { type: "latest" }, 50);
    expect(rows?.map(({ kind, text }) => `${kind} ${text}`)).toEqual(["PRIVMSG 4", "JOIN "]);
  });

  test("and all of it, once a channel is to keep nothing", async () => {
    const { network } = joined("all");
    network.config = { ...network.config, history: { channels: "none" } };
    await network.node.rehash();
    await network.node.tidy();
    expect(await network.store.messages.page("#a", { type: "latest" }, 50)).toEqual([]);
  });
});

describe("after a restart", () => {
  test("the channel that is there is read from the store, and then from memory", async () => {
    const { network } = joined("all");
    const next = await network.restarted({ history: { lines: 2, onJoin: 2 } });
    // As a registered one is, before anybody comes in.
    next.reader("keeper").ask("JOIN #a");
    await next.node.load();
    const bob = next.connect("bob", { caps: "batch server-time" });
    const replay = await bob.answer("JOIN #a");
    expect(replay.filter((line) => line.includes("PRIVMSG")).map((line) => line.replace(/^.*:/, ""))).toEqual(
      ["3", "4"],
    );
    const carol = next.connect("carol", { caps: "batch server-time" });
    expect(carol.ask("JOIN #a").filter((line) => line.includes("PRIVMSG"))).toHaveLength(2);
    const dave = next.reader("dave");
    dave.ask("JOIN #a");
    expect(await texts(dave)).toEqual(["3", "4"]);
  });
});

describe("REDACT of what only the store has", () => {
  test("is by its author, whatever connection it was said over, and gone for everybody", async () => {
    const { network, alice, bob, say } = joined("all");
    bob.ask("PRIVMSG #a :oops");
    for (const text of ["5", "6", "7"]) say(text);
    const rows = await network.store.messages.search({ targets: ["#a"], words: "oops", limit: 1 });
    const id = rows[0]?.id ?? "";
    bob.vanish();
    const again = network.reader("robert", "bob");
    again.ask("JOIN #a");
    alice.read();
    expect(await again.answer(`REDACT #a ${id}`)).toHaveLength(1);
    expect(alice.read().at(-1)).toContain(`REDACT #a ${id}`);
    expect(await network.store.messages.search({ targets: ["#a"], words: "oops", limit: 1 })).toEqual([]);
    expect(await again.answer(`REDACT #a ${id}`)).toEqual([expect.stringContaining("UNKNOWN_MSGID")]);
  });

  test("is not by anybody else, nor by an operator of another channel", async () => {
    const { network, bob, say } = joined("all");
    for (const text of ["5", "6", "7"]) say(text);
    const [row] = await network.store.messages.search({ targets: ["#a"], words: "1", limit: 1 });
    expect(await bob.answer(`REDACT #a ${row?.id}`)).toEqual([expect.stringContaining("REDACT_FORBIDDEN")]);
    bob.ask("JOIN #b");
    expect(await bob.answer(`REDACT #b ${row?.id}`)).toEqual([expect.stringContaining("UNKNOWN_MSGID")]);
    bob.ask("PART #a");
    expect(await bob.answer(`REDACT #a ${row?.id}`)).toEqual([expect.stringContaining("INVALID_TARGET")]);
    expect(await network.store.messages.search({ targets: ["#a"], words: "1", limit: 1 })).toHaveLength(1);
  });

  test("takes out what has not been handed over yet, too", async () => {
    const network = new LastingNetwork();
    const alice = network.reader("alice");
    alice.ask("JOIN #a");
    const id = tagged(alice.ask("PRIVMSG #a :oops")[0] ?? "").tags["msgid"];
    alice.ask(`REDACT #a ${id}`);
    await network.node.finish();
    expect(await network.store.messages.find("#a", String(id))).toBeUndefined();
  });

  test("in a conversation is by who said it, over another connection", async () => {
    const network = new LastingNetwork();
    const [alice, bob] = [network.reader("alice", "alice"), network.reader("bob", "bob")];
    const id = tagged(alice.ask("PRIVMSG bob :oops")[0] ?? "").tags["msgid"];
    alice.vanish();
    const again = network.reader("alicia", "alice");
    expect(await bob.answer(`REDACT alicia ${id}`)).toEqual([expect.stringContaining("REDACT_FORBIDDEN")]);
    expect(await again.answer(`REDACT bob ${id}`)).toHaveLength(1);
    expect(bob.read().at(-1)).toContain(`REDACT bob ${id}`);
    await network.node.finish();
    expect(await network.store.messages.find("alice bob", String(id))).toBeUndefined();
  });
});

test("of a channel that is nobody's a restart leaves nothing, unless an always-on member is in it again", async () => {
  const network = new LastingNetwork({ sessions: { alwaysOn: "opt-out" }, nicks: { protect: "off" } });
  await makeAccount(network, "alice");
  const alice = network.reader("alice", "alice");
  alice.ask("JOIN #a,#b", "PRIVMSG #a :kept");
  network.reader("bob").ask("JOIN #c", "PRIVMSG #c :gone");
  alice.ask("QUIT");
  const next = await network.restarted();
  await next.node.load();
  const carol = next.reader("carol");
  carol.ask("JOIN #a,#c");
  expect(await texts(carol)).toEqual(["kept"]);
  expect(await texts(carol, "#c")).toEqual([]);
});

test("who is outside is answered as of no channel, but by HISTORY, which says that they are not in one they may see", async () => {
  const { network } = joined("all");
  const dave = network.reader("dave", undefined, `${readerCaps} draft/search`);
  for (const line of ["CHATHISTORY LATEST {} * 5", "SEARCH in={}", "REDACT {} x"]) {
    const [there, none] = [line.replace("{}", "#a"), line.replace("{}", "#n")];
    const answer = (await dave.answer(there)).join("\n").replaceAll("#a", "#n");
    expect(answer).toBe((await dave.answer(none)).join("\n"));
  }
  expect(dave.numerics("HISTORY #a")).toEqual(["442 #a :You're not on that channel"]);
  expect(dave.numerics("HISTORY #n")).toEqual(["403 #n :No such channel"]);
});
