import { describe, expect, test } from "vitest";
import { capableRoom } from "../kit/capable-room.ts";
import { TestNetwork } from "../kit/network.ts";

const caps = "batch draft/metadata-2";
const all = { alice: caps, bob: caps, carol: caps, dave: caps };
const set = ":alice!alice@192.0.2.2 METADATA alice url * :x";

/** Lines with their batches called X. */
function plain(lines: readonly string[]): string[] {
  return lines.map((line) => line.replace(/(batch=|BATCH [+-])[^ ;]+/g, "$1X"));
}

describe("who is told of a change", () => {
  test("those who share a channel and are subscribed to the key, but not who set it", () => {
    const { alice, bob, carol, dave } = capableRoom(all);
    for (const client of [alice, bob, dave]) client.ask("METADATA * SUB url avatar");
    carol.ask("METADATA * SUB avatar");
    expect(alice.ask("METADATA * SET url :x")).toEqual([":irc.test 761 alice * url * :x"]);
    expect([bob.read(), carol.read(), dave.read()]).toEqual([[set], [], []]);
  });

  test("nobody twice, and nobody of what is so already", () => {
    const { alice, bob } = capableRoom(all);
    bob.ask("METADATA * SUB url", "JOIN #other", "MONITOR + alice");
    alice.ask("JOIN #other");
    bob.read();
    alice.ask("METADATA * SET url :x");
    alice.ask("METADATA * SET url :x");
    expect(bob.read()).toEqual([set]);
  });

  test("members of the channel that is changed", () => {
    const { alice, bob, dave } = capableRoom(all);
    for (const client of [bob, dave]) client.ask("METADATA * SUB url");
    alice.ask("METADATA #room SET url :x");
    expect(bob.read()).toEqual([":alice!alice@192.0.2.2 METADATA #room url * :x"]);
    expect(dave.read()).toEqual([]);
  });

  test("those who monitor the user, until they do not", () => {
    const { alice, dave } = capableRoom(all);
    dave.ask("METADATA * SUB url", "MONITOR + alice");
    alice.ask("METADATA * SET url :x");
    expect(dave.read()).toEqual([set]);
    dave.ask("MONITOR - alice");
    alice.ask("METADATA * SET url :y");
    expect(dave.read()).toEqual([]);
  });

  test("not who has put the capability out of force, or unsubscribed", () => {
    const { alice, bob, carol } = capableRoom(all);
    for (const client of [bob, carol]) client.ask("METADATA * SUB url");
    bob.ask("CAP REQ :-draft/metadata-2");
    expect(carol.ask("METADATA * UNSUB url avatar $x")).toEqual([
      ":irc.test FAIL METADATA KEY_INVALID $x :Invalid key",
      ":irc.test 771 carol url avatar",
    ]);
    alice.ask("METADATA * SET url :x");
    expect([bob.read(), carol.read()]).toEqual([[], []]);
  });

  test("an operator's word on somebody is told to that one, too, and to the other operators", () => {
    const { network, alice, bob } = capableRoom(all);
    network.makeOperator(bob, ["metadata"]);
    alice.ask("METADATA * SUB url");
    expect(bob.ask("METADATA alice SET url :x").at(-1)).toBe(":irc.test 761 bob alice url * :x");
    expect(alice.read()).toEqual([":bob!bob@192.0.2.3 METADATA alice url * :x"]);
  });
});

describe("who comes to somebody is shown what they say of themselves", () => {
  test("on joining, after the names, in a batch about the channel", () => {
    const { alice, carol, dave } = capableRoom(all);
    alice.ask("METADATA * SET url :x", "METADATA #room SET url :y");
    carol.ask("METADATA * SET avatar :z");
    dave.ask("METADATA * SUB url");
    const lines = plain(dave.ask("JOIN #room"));
    expect(lines.slice(lines.findIndex((line) => line.includes(" 366 ")) + 1)).toEqual([
      ":irc.test BATCH +X metadata #room",
      "@batch=X :irc.test METADATA #room url * :y",
      "@batch=X :irc.test METADATA alice url * :x",
      ":irc.test BATCH -X",
    ]);
  });

  test("nothing, where nothing is said of what they are subscribed to", () => {
    const { alice, dave } = capableRoom(all);
    alice.ask("METADATA * SET url :x");
    dave.ask("METADATA * SUB avatar");
    expect(dave.ask("JOIN #room").at(-1)).toContain(" 366 ");
  });

  test("those inside of who joins", () => {
    const { bob, dave } = capableRoom(all);
    dave.ask("METADATA * SET url :d");
    bob.ask("METADATA * SUB url");
    dave.ask("JOIN #room");
    expect(bob.read()).toEqual([":dave!dave@192.0.2.5 JOIN #room", ":irc.test METADATA dave url * :d"]);
  });

  test("on subscribing, of oneself, of the channels and of those one monitors", () => {
    const { alice, bob, dave } = capableRoom(all);
    alice.ask("METADATA * SET url :x");
    dave.ask("METADATA * SET url :d");
    bob.ask("METADATA * SET url :b", "MONITOR + dave");
    expect(plain(bob.ask("METADATA * SUB url avatar"))).toEqual([
      ":irc.test 770 bob url avatar",
      ":irc.test BATCH +X metadata bob",
      "@batch=X :irc.test METADATA bob url * :b",
      ":irc.test BATCH -X",
      ":irc.test BATCH +X metadata #room",
      "@batch=X :irc.test METADATA alice url * :x",
      "@batch=X :irc.test METADATA bob url * :b",
      ":irc.test BATCH -X",
      ":irc.test BATCH +X metadata dave",
      "@batch=X :irc.test METADATA dave url * :d",
      ":irc.test BATCH -X",
    ]);
    expect(bob.ask("METADATA * SUB url")).toEqual([":irc.test 770 bob url"]);
  });

  test("on monitoring somebody, and when somebody one monitors comes online or takes the nick", () => {
    const { network, alice, dave } = capableRoom(all);
    alice.ask("METADATA * SET url :x");
    dave.ask("METADATA * SUB url");
    expect(plain(dave.ask("MONITOR + alice,erin,al"))).toEqual([
      ":irc.test 730 dave :alice!alice@192.0.2.2",
      ":irc.test 731 dave :erin,al",
      ":irc.test BATCH +X metadata alice",
      "@batch=X :irc.test METADATA alice url * :x",
      ":irc.test BATCH -X",
    ]);
    alice.send("NICK al");
    expect(dave.read().slice(1)).toEqual([
      ":irc.test 730 dave :al!alice@192.0.2.2",
      ":irc.test METADATA al url * :x",
    ]);
    network.open().send("CAP LS", "METADATA * SET url :e", "NICK erin", "USER e 0 * :E", "CAP END");
    expect(dave.read().at(-1)).toBe(":irc.test METADATA erin url * :e");
  });
});

describe("SYNC", () => {
  test("shows all that one is subscribed to, of a channel and of who is in it, if only an empty batch", () => {
    const { alice, bob } = capableRoom(all);
    alice.ask("METADATA * SET url :x", "METADATA #room SET url :y", "METADATA * SET avatar :z");
    expect(plain(bob.ask("METADATA #room SYNC"))).toEqual([
      ":irc.test BATCH +X metadata #room",
      ":irc.test BATCH -X",
    ]);
    bob.ask("METADATA * SUB url");
    expect(plain(bob.ask("METADATA #room SYNC", "METADATA alice SYNC"))).toEqual([
      ":irc.test BATCH +X metadata #room",
      "@batch=X :irc.test METADATA #room url * :y",
      "@batch=X :irc.test METADATA alice url * :x",
      ":irc.test BATCH -X",
      ":irc.test BATCH +X metadata alice",
      "@batch=X :irc.test METADATA alice url * :x",
      ":irc.test BATCH -X",
    ]);
  });

  test("of who is no member shows the channel alone", () => {
    const { alice, dave } = capableRoom(all);
    alice.ask("METADATA * SET url :x", "METADATA #room SET url :y");
    dave.ask("METADATA * SUB url");
    expect(plain(dave.ask("METADATA #room SYNC"))).toEqual([
      ":irc.test BATCH +X metadata #room",
      "@batch=X :irc.test METADATA #room url * :y",
      ":irc.test BATCH -X",
    ]);
  });

  test("is put off for a big channel: on joining, on subscribing, and for who comes back too soon", () => {
    const network = new TestNetwork({ unlimited: true });
    const [first] = network.inChannel("#big", ...Array.from({ length: 201 }, (_, index) => `user${index}`));
    first?.ask("METADATA * SET url :x");
    const bob = network.connect("bob", { caps });
    bob.ask("METADATA * SUB url");
    expect(bob.ask("JOIN #big").at(-1)).toBe(":irc.test 774 bob #big 5");
    expect(bob.ask("METADATA * SUB avatar")).toEqual([
      ":irc.test 770 bob avatar",
      ":irc.test 774 bob #big 5",
    ]);
    const synced = [
      ":irc.test BATCH +X metadata #big",
      "@batch=X :irc.test METADATA user0 url * :x",
      ":irc.test BATCH -X",
    ];
    expect(plain(bob.ask("METADATA #big SYNC"))).toEqual(synced);
    network.now += 1500;
    expect(bob.ask("METADATA #big SYNC")).toEqual([":irc.test 774 bob #big 4"]);
    network.now += 4000;
    expect(plain(bob.ask("METADATA #big SYNC"))).toEqual(synced);
  });
});

describe("subscriptions", () => {
  test("are answered in one line, and listed each once", () => {
    const alice = new TestNetwork().connect("alice", { caps });
    expect(alice.ask("METADATA * SUB avatar $url avatar bar")).toEqual([
      ":irc.test FAIL METADATA KEY_INVALID $url :Invalid key",
      ":irc.test 770 alice avatar bar",
    ]);
    expect(plain(alice.ask("METADATA alice SUBS"))).toEqual([
      ":irc.test BATCH +X metadata-subs",
      "@batch=X :irc.test 772 alice avatar bar",
      ":irc.test BATCH -X",
    ]);
    alice.ask("METADATA * UNSUB avatar bar");
    expect(plain(alice.ask("METADATA * SUBS"))).toEqual([
      ":irc.test BATCH +X metadata-subs",
      ":irc.test BATCH -X",
    ]);
  });

  test("past max-subs no key is processed, not even one that the client has", () => {
    const alice = new TestNetwork({ metadata: { subscriptions: 3 } }).connect("alice", { caps });
    alice.ask("METADATA * SUB avatar website");
    expect(alice.ask("METADATA * SUB foo website avatar")).toEqual([
      ":irc.test FAIL METADATA TOO_MANY_SUBS website :Too many subscriptions",
      ":irc.test 770 alice foo",
    ]);
    expect(alice.ask("METADATA * SUBS").at(1)).toMatch(/ 772 alice avatar website foo$/);
  });

  test("are the client's own: another's are no target", () => {
    const { alice } = capableRoom(all);
    expect(alice.ask("METADATA bob SUBS", "METADATA #room UNSUB url")).toEqual([
      ":irc.test FAIL METADATA INVALID_TARGET bob :Invalid metadata target",
      ":irc.test FAIL METADATA INVALID_TARGET #room :Invalid metadata target",
    ]);
  });
});

describe("keys that are for operators", () => {
  const config = { metadata: { operatorKeys: ["staff/*"] } };

  test("are neither seen nor set by others, who may subscribe to them for later", () => {
    const { network, alice, bob, carol } = capableRoom(all, "", config);
    network.makeOperator(bob, ["metadata"]);
    network.makeOperator(carol, ["kill"]);
    carol.ask("MODE carol -s");
    for (const client of [alice, carol]) {
      expect(client.ask("METADATA * SUB staff/score")[0]).toContain(
        " FAIL METADATA KEY_NO_PERMISSION * staff/score ",
      );
      expect(client.ask("METADATA * SUBS")[1]).toContain("staff/score");
    }
    const other = network.connect("other", { caps });
    network.makeOperator(other);
    other.ask("JOIN #room", "METADATA * SUB staff/score");
    bob.ask("METADATA alice SET staff/score :42");
    expect(other.read().at(-1)).toBe(":bob!bob@192.0.2.3 METADATA alice staff/score operators :42");
    expect([alice.read(), carol.read()]).toEqual([
      [":other!other@192.0.2.6 JOIN #room"],
      [":other!other@192.0.2.6 JOIN #room"],
    ]);
    expect(plain(alice.ask("METADATA * LIST"))).toHaveLength(2);
    expect(plain(alice.ask("METADATA * GET staff/score"))[1]).toBe(
      "@batch=X :irc.test FAIL METADATA KEY_NO_PERMISSION * staff/score :Permission denied",
    );
    expect(alice.ask("METADATA * SET staff/score")).toEqual([
      ":irc.test FAIL METADATA KEY_NO_PERMISSION * staff/score :Permission denied",
    ]);
    alice.ask("METADATA * CLEAR");
    expect(plain(bob.ask("METADATA alice LIST"))[1]).toBe(
      "@batch=X :irc.test 761 bob alice staff/score operators :42",
    );
    expect(plain(bob.ask("WHOIS alice")).join()).toContain("760 bob alice staff/score operators :42");
    expect(alice.ask("WHOIS alice").join()).not.toContain("staff/score");
  });

  test("take none of the room that others have", () => {
    const { network, alice, bob } = capableRoom(all, "", { metadata: { operatorKeys: ["staff"], keys: 1 } });
    network.makeOperator(bob);
    bob.ask("METADATA alice SET staff :1");
    expect(alice.ask("METADATA * SET url :x")).toEqual([":irc.test 761 alice * url * :x"]);
    expect(bob.ask("METADATA alice SET staff :2").at(-1)).toContain(" 761 ");
  });
});
