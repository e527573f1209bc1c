import { describe, expect, test } from "vitest";
import { capableRoom } from "../kit/capable-room.ts";
import type { TestClient } from "../kit/client.ts";
import { comeAs } from "../kit/come-as.ts";
import { TestNetwork } from "../kit/network.ts";

const caps = "batch draft/metadata-2";

/** Lines with their batches called X. */
function plain(lines: readonly string[]): string[] {
  return lines.map((line) => line.replace(/(batch=|BATCH [+-])[^ ;]+/g, "$1X"));
}

/** A batch as it is sent, with what stands in it. */
function batch(params: string, ...lines: readonly string[]): string[] {
  return [
    `:irc.test BATCH +X ${params}`,
    ...lines.map((line) => `@batch=X :irc.test ${line}`),
    ":irc.test BATCH -X",
  ];
}

const ask = (client: TestClient, ...lines: readonly string[]) => plain(client.ask(...lines));

describe("the capability", () => {
  test("tells the limits, and that METADATA works before registration", () => {
    const client = new TestNetwork().open();
    expect(client.ask("CAP LS 302").join(" ")).toContain(
      "draft/metadata-2=before-connect,max-subs=50,max-keys=20,max-value-bytes=256,max-key-bytes=48 ",
    );
  });

  test('"Servers MUST NOT accept" a request for metadata-notify with it', () => {
    const client = new TestNetwork().open();
    expect(client.ask("CAP REQ :draft/metadata-2 metadata-notify")).toEqual([
      ":irc.test CAP * NAK :draft/metadata-2 metadata-notify",
    ]);
  });

  test('"The order of capability negotiation is not significant": batch may come later, but it MUST come', () => {
    const { alice, bob } = capableRoom({ bob: "draft/metadata-2" });
    bob.ask("METADATA * SUB url");
    alice.send("METADATA * SET url :one");
    expect(bob.read()).toEqual([]);
    bob.ask("CAP REQ :batch");
    alice.send("METADATA * SET url :two");
    expect(bob.read()).toEqual([":alice!alice@192.0.2.2 METADATA alice url * :two"]);
  });
});

describe("SET", () => {
  test("sets a key on oneself, and removes it", () => {
    const alice = new TestNetwork().connect("alice", { caps });
    expect(ask(alice, "METADATA * SET url :http://www.example.com")).toEqual([
      ":irc.test 761 alice * url * :http://www.example.com",
    ]);
    expect(ask(alice, "METADATA alice SET url :")).toEqual([":irc.test 761 alice alice url * :"]);
    expect(ask(alice, "METADATA * GET url")).toEqual(batch("metadata alice", "761 alice alice url * :"));
    expect(ask(alice, "METADATA * SET url")).toEqual([":irc.test 766 alice * url :key not set"]);
    expect(ask(alice, "METADATA * LIST")).toEqual(batch("metadata alice"));
  });

  test("a key that is not set cannot be removed", () => {
    const alice = new TestNetwork().connect("alice", { caps });
    expect(ask(alice, "METADATA * SET url")).toEqual([
      ":irc.test FAIL METADATA KEY_NOT_SET * url :Key not set",
    ]);
  });

  test("on another user it needs permission, as on a channel of which one is no operator", () => {
    const { alice, bob } = capableRoom({ alice: caps, bob: caps });
    expect(
      ask(bob, "METADATA alice SET url :x", "METADATA #room SET url :x", "METADATA #room SET url"),
    ).toEqual([
      ":irc.test FAIL METADATA KEY_NO_PERMISSION alice url :Permission denied",
      ":irc.test FAIL METADATA KEY_NO_PERMISSION #room url :Permission denied",
      ":irc.test FAIL METADATA KEY_NO_PERMISSION #room url :Permission denied",
    ]);
    expect(ask(alice, "METADATA #room SET url :x")).toEqual([":irc.test 761 alice #room url * :x"]);
  });

  test.each(["$a:user", "nobody", "#none", "alice!alice@192.0.2.2", "@#room"])(
    "%s is no target",
    (target) => {
      const { alice } = capableRoom({});
      for (const line of ["SET url :x", "SET url", "GET url", "LIST", "CLEAR", "SYNC", "SUB url", "SUBS"]) {
        expect(alice.ask(`METADATA ${target} ${line}`)).toEqual([
          `:irc.test FAIL METADATA INVALID_TARGET ${target} :Invalid metadata target`,
        ]);
      }
    },
  );

  test.each(["$url$", "Url", "ü", "a,b", "k".repeat(49)])("%s is no key, whoever it is set on", (key) => {
    const { bob } = capableRoom({});
    for (const target of ["*", "alice", "#room"]) {
      expect(bob.ask(`METADATA ${target} SET ${key} :x`)).toEqual([
        `:irc.test FAIL METADATA KEY_INVALID ${key} :Invalid key`,
      ]);
    }
  });

  test("the longest key and the longest value fit, and one byte more does not", () => {
    const alice = new TestNetwork().connect("alice", { caps });
    const key = "k".repeat(48);
    const value = "é".repeat(128);
    expect(alice.ask(`METADATA * SET ${key} :${value}`)).toEqual([
      `:irc.test 761 alice * ${key} * :${value}`,
    ]);
    expect(alice.ask(`METADATA * SET ${key} :${value}x`)).toEqual([
      ":irc.test FAIL METADATA VALUE_INVALID :The value is too long",
    ]);
  });

  test("max-keys is how many there may be, and one of them may still be changed", () => {
    const alice = new TestNetwork({ unlimited: true, metadata: { keys: 2 } }).connect("alice");
    const set = (key: string) => alice.ask(`METADATA * SET ${key} :x`)[0]?.split(" ").slice(1, 5).join(" ");
    expect([set("a"), set("b"), set("c"), set("b")]).toEqual([
      "761 alice * a",
      "761 alice * b",
      "FAIL METADATA LIMIT_REACHED *",
      "761 alice * b",
    ]);
  });

  test("too many changes are told when to come again, and that is a positive number", () => {
    const network = new TestNetwork({ connections: { metadataThrottle: { count: 2, seconds: 30 } } });
    const alice = network.connect("alice");
    alice.ask("METADATA * SET a :1", "METADATA * SET a :2");
    network.now += 1000;
    expect(alice.ask("METADATA * SET a :3", "METADATA * CLEAR", "METADATA * GET a")).toEqual([
      ":irc.test FAIL METADATA RATE_LIMITED * a 29 :Too many changes, try again in 29 seconds",
      ":irc.test FAIL METADATA RATE_LIMITED * * 29 :Too many changes, try again in 29 seconds",
      ":irc.test 761 alice alice a * :2",
    ]);
    network.now += 29_000;
    expect(alice.ask("METADATA * SET a :3")).toEqual([":irc.test 761 alice * a * :3"]);
  });
});

describe("GET, LIST and CLEAR", () => {
  test("GET answers for every key, in order, whoever asks", () => {
    const { alice, bob } = capableRoom({ bob: caps });
    alice.ask("METADATA * SET im.xmpp :user1@xmpp.example.com");
    expect(ask(bob, "METADATA ALICE GET blargh $x im.xmpp")).toEqual(
      batch(
        "metadata alice",
        "766 bob alice blargh :key not set",
        "FAIL METADATA KEY_INVALID $x :Invalid key",
        "761 bob alice im.xmpp * :user1@xmpp.example.com",
      ),
    );
  });

  test("without the batch capability the answer comes bare", () => {
    const { alice, bob } = capableRoom({});
    alice.ask("METADATA * SET url :x");
    expect(bob.ask("METADATA alice LIST")).toEqual([":irc.test 761 bob alice url * :x"]);
  });

  test("LIST shows what a channel says of itself", () => {
    const { alice, dave } = capableRoom({ dave: caps });
    alice.ask("METADATA #room SET url :x", "METADATA #room SET avatar :y");
    expect(ask(dave, "METADATA #ROOM LIST")).toEqual(
      batch("metadata #room", "761 dave #room url * :x", "761 dave #room avatar * :y"),
    );
  });

  test("CLEAR removes all of it, and tells what it was", () => {
    const { alice, bob } = capableRoom({ alice: caps, bob: caps });
    alice.ask("METADATA * SET url :x", "METADATA * SET avatar :y");
    bob.ask("METADATA * SUB url");
    expect(ask(alice, "METADATA * CLEAR")).toEqual(
      batch("metadata alice", "761 alice alice url * :x", "761 alice alice avatar * :y"),
    );
    expect(bob.read()).toEqual([":alice!alice@192.0.2.2 METADATA alice url *"]);
    expect(ask(alice, "METADATA * CLEAR")).toEqual(batch("metadata alice"));
    expect(bob.ask("METADATA alice CLEAR", "METADATA #room CLEAR")).toEqual([
      ":irc.test FAIL METADATA KEY_NO_PERMISSION alice * :Permission denied",
      ":irc.test FAIL METADATA KEY_NO_PERMISSION #room * :Permission denied",
    ]);
  });
});

describe("before-connect", () => {
  test("keys are set and subscribed to on the way in, and shown before the end of the MOTD", () => {
    const client = new TestNetwork().open();
    client.ask("CAP REQ :batch message-tags draft/metadata-2");
    expect(client.ask("METADATA * SUB display-name", "METADATA * SET display-name :a b c")).toEqual([
      ":irc.test 770 * display-name",
      ":irc.test 761 * * display-name * :a b c",
    ]);
    const burst = plain(client.ask("NICK abc", "USER u s e r", "CAP END"));
    const own = batch("metadata abc", "METADATA abc display-name * :a b c");
    const at = burst.indexOf(own[0] ?? "");
    expect(burst.slice(at, at + 3)).toEqual(own);
    expect(at).toBeGreaterThan(0);
    expect(burst.findIndex((line) => line.includes(" 376 "))).toBeGreaterThan(at);
    expect(ask(client, "METADATA * LIST")).toEqual(
      batch("metadata abc", "761 abc abc display-name * :a b c"),
    );
    expect(ask(client, "METADATA * SUBS")).toEqual(batch("metadata-subs", "772 abc display-name"));
  });

  test("who has none is shown an empty batch, and who has not asked for the capability none", () => {
    const network = new TestNetwork();
    const client = network.open();
    client.ask("CAP REQ :batch draft/metadata-2", "NICK abc");
    const burst = plain(client.ask("USER u s e r", "CAP END"));
    const at = burst.indexOf(":irc.test BATCH +X metadata abc");
    expect(burst[at + 1]).toBe(":irc.test BATCH -X");
    const other = network.open();
    expect(other.ask("NICK other", "USER u s e r").join()).not.toContain("BATCH");
  });

  test("what a client says on the way in is true of the user it becomes a session of, and told to those around", async () => {
    const network = new TestNetwork();
    const desk = comeAs(network, "alice", { caps });
    desk.send("JOIN #room", "METADATA * SUB url", "METADATA * SET url :old");
    const bob = network.connect("bob", { caps });
    bob.send("JOIN #room", "METADATA * SUB url");
    for (const client of [desk, bob]) client.read();
    const phone = network.open();
    phone.send(`CAP REQ :${caps}`, "METADATA * SET url :new", "METADATA * SET pronouns :she");
    const { registration } = phone.session;
    if (registration) Object.assign(registration, { account: "alice" });
    await phone.answer("NICK other", "USER other 0 * :Other", "CAP END");
    const told = expect.stringMatching(/^:alice!\S+ METADATA alice url \* :new$/);
    expect(desk.read().filter((line) => line.includes(" METADATA "))).toEqual([told]);
    expect(bob.read()).toEqual([told]);
    for (const client of [desk, phone])
      expect(plain(await client.answer("METADATA * GET url pronouns"))).toEqual(
        batch("metadata alice", "761 alice alice url * :new", "761 alice alice pronouns * :she"),
      );
  });

  test('"MUST use * to target themselves"; what is refused later is refused then', () => {
    const client = new TestNetwork({ metadata: { keys: 1 } }).open();
    client.ask("CAP LS 302");
    expect(
      client.ask(
        ...["METADATA abc SET a :x", "METADATA * SET A :x", "METADATA * SET a", "METADATA * SET a :x"],
        ...[
          "METADATA * SET b :x",
          "METADATA * GET a b",
          "METADATA * CLEAR",
          "METADATA * LIST",
          "METADATA * SYNC",
        ],
        ...["METADATA #room LIST", "METADATA abc CLEAR", "METADATA * UNSUB a"],
      ),
    ).toEqual([
      ":irc.test FAIL METADATA INVALID_TARGET abc :Invalid metadata target",
      ":irc.test FAIL METADATA KEY_INVALID A :Invalid key",
      ":irc.test FAIL METADATA KEY_NOT_SET * a :Key not set",
      ":irc.test 761 * * a * :x",
      ":irc.test FAIL METADATA LIMIT_REACHED * :Metadata limit reached",
      ":irc.test 761 * * a * :x",
      ":irc.test 766 * * b :key not set",
      ":irc.test 761 * * a * :x",
      ":irc.test FAIL METADATA INVALID_TARGET #room :Invalid metadata target",
      ":irc.test FAIL METADATA INVALID_TARGET abc :Invalid metadata target",
      ":irc.test 771 * a",
    ]);
  });
});
