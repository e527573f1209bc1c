import { describe, expect, test } from "vitest";
import { memoryStore } from "../../src/store/memory-store.ts";
import { capableRoom } from "../kit/capable-room.ts";
import type { TestClient } from "../kit/client.ts";
import { logIn } from "../kit/log-in.ts";
import { TestNetwork } from "../kit/network.ts";
import { plainLines } from "../kit/plain.ts";

const early = "timestamp=2019-01-04T14:33:26.123Z";
const late = "timestamp=2020-01-01T00:00:00.000Z";
const caps = "draft/read-marker";

describe("MARKREAD", () => {
  test("sets how far one has read, and only forwards", () => {
    const alice = new TestNetwork().connect("alice", { caps });
    expect(alice.ask("MARKREAD #channel", `MARKREAD #channel ${late}`, `MARKREAD #CHANNEL ${early}`)).toEqual(
      [
        ":irc.test MARKREAD #channel :*",
        `:irc.test MARKREAD #channel :${late}`,
        `:irc.test MARKREAD #CHANNEL :${late}`,
      ],
    );
    expect(alice.ask(`MARKREAD #channel ${late}`)).toEqual([`:irc.test MARKREAD #channel :${late}`]);
  });

  test("is clamped to the current time", () => {
    const network = new TestNetwork();
    const alice = network.connect("alice");
    const now = new Date(network.now).toISOString();
    expect(alice.ask("MARKREAD bob timestamp=9999-12-31T23:59:59.999Z")).toEqual([
      `:irc.test MARKREAD bob :timestamp=${now}`,
    ]);
  });

  test.each([
    "*",
    "timestamp=*",
    "timestamp=2019-02-30T14:33:26.123Z",
    "timestamp=2019-01-04T14:33:26Z",
    "timestamp=2019-01-04T14:33:26.123",
    "2019-01-04T14:33:26.123Z",
    "msgid=t1-1",
    ":",
  ])("%s is no time", (mark) => {
    const alice = new TestNetwork().connect("alice");
    expect(alice.ask(`MARKREAD #room ${mark}`)).toEqual([
      `:irc.test FAIL MARKREAD INVALID_PARAMS ${mark === ":" ? "*" : mark} :Invalid parameters`,
    ]);
  });

  test.each(["@#room", "a,b", "alice!a@b", "&room", "=x", "$all"])("%s is no target", (target) => {
    const alice = new TestNetwork().connect("alice");
    const refusal = `:irc.test FAIL MARKREAD INVALID_PARAMS ${target} :Invalid parameters`;
    expect(alice.ask(`MARKREAD ${target}`, `MARKREAD ${target} ${early}`)).toEqual([refusal, refusal]);
  });

  test("past the limit the one that was read longest ago is forgotten", () => {
    const alice = new TestNetwork({ limits: { readMarkers: 2 } }).connect("alice");
    alice.ask(`MARKREAD #a ${late}`, `MARKREAD #b ${early}`, `MARKREAD #c ${early}`);
    expect(alice.ask("MARKREAD #a", "MARKREAD #b", "MARKREAD #c")).toEqual([
      `:irc.test MARKREAD #a :${late}`,
      ":irc.test MARKREAD #b :*",
      `:irc.test MARKREAD #c :${early}`,
    ]);
  });

  test("where none are kept, none can be set", () => {
    const client = new TestNetwork({ limits: { readMarkers: 0 } }).connect("alice");
    expect(client.ask("CAP LS 302").join()).not.toContain("read-marker");
    expect(client.ask(`MARKREAD #a ${early}`)).toEqual([
      ":irc.test FAIL MARKREAD INTERNAL_ERROR #a :The read timestamp could not be set or found",
    ]);
  });
});

describe("on joining", () => {
  test("the marker is sent after JOIN and before 366, whether there is one or not", () => {
    const alice = new TestNetwork().connect("alice", { caps });
    const verbs = (lines: readonly string[]) => lines.map((line) => line.split(" ").slice(1, 4).join(" "));
    expect(verbs(alice.ask("JOIN #room"))).toEqual([
      "JOIN #room",
      "MARKREAD #room :*",
      "353 alice =",
      "366 alice #room",
    ]);
    alice.ask(`MARKREAD #room ${early}`, "PART #room");
    expect(verbs(alice.ask("JOIN #room"))[1]).toBe(`MARKREAD #room :${early}`);
  });

  test("not to who has not asked for it; with no-implicit-names all the same", () => {
    const network = new TestNetwork();
    expect(network.connect("bob").ask("JOIN #room").join()).not.toContain("MARKREAD");
    const carol = network.connect("carol", { caps: `${caps} no-implicit-names` });
    expect(carol.ask("JOIN #room").at(-1)).toBe(":irc.test MARKREAD #room :*");
  });

  test("who has read a channel has read it under its new name", () => {
    const { alice, bob } = capableRoom({ alice: caps, bob: `${caps} draft/channel-rename` });
    bob.ask(`MARKREAD #room ${early}`);
    expect(alice.ask("RENAME #room #hall").some((line) => line === ":irc.test MARKREAD #hall :*")).toBe(true);
    expect(bob.ask("MARKREAD #hall", "MARKREAD #room")).toContain(`:irc.test MARKREAD #hall :${early}`);
  });
});

/** Two clients in one account, and one in none. */
function accountOnTwo() {
  const network = new TestNetwork();
  const [desk, phone] = ["desk", "phone"].map((nick) => network.connect(nick, { caps }));
  const other = network.connect("other", { caps });
  for (const client of [desk, phone]) if (client) logIn(network, client, "Alice");
  return { network, desk: desk as TestClient, phone: phone as TestClient, other };
}

describe("an account", () => {
  test("has one marker on all its clients, who are told when it moves, and nobody else is", async () => {
    const { desk, phone, other } = accountOnTwo();
    await desk.answer(`MARKREAD bob ${early}`);
    expect(phone.read().at(-1)).toBe(`:irc.test MARKREAD bob :${early}`);
    expect(other.read()).toEqual([]);
    expect(await phone.answer(`MARKREAD bob ${early}`, `MARKREAD bob ${late}`)).toEqual([
      `:irc.test MARKREAD bob :${early}`,
      `:irc.test MARKREAD bob :${late}`,
    ]);
    expect(desk.read()).toEqual([`:irc.test MARKREAD bob :${late}`]);
  });

  test('"Servers MUST NOT leak read markers": who asks is told of their own', async () => {
    const { desk, other } = accountOnTwo();
    await desk.answer(`MARKREAD other ${early}`);
    expect(other.ask("MARKREAD desk", "MARKREAD other", "WHOIS desk").join("\n")).not.toContain("2019");
  });

  test("what one had read in none goes along, as far as it is later", async () => {
    const network = new TestNetwork();
    const alice = network.connect("alice", { caps });
    alice.ask("JOIN #room", `MARKREAD #room ${late}`, `MARKREAD bob ${early}`);
    logIn(network, alice, "Alice");
    expect(await alice.answer("MARKREAD #room", "MARKREAD bob")).toContain(
      `:irc.test MARKREAD #room :${late}`,
    );
    logIn(network, alice, undefined);
    expect(alice.ask("MARKREAD #room")).toEqual([":irc.test MARKREAD #room :*"]);
    logIn(network, alice, "alice");
    expect(alice.read().at(-1)).toContain("903");
    expect(await alice.answer("MARKREAD bob")).toEqual([`:irc.test MARKREAD bob :${early}`]);
  });
});

describe("the store", () => {
  const accounts = [{ name: "Alice", password: "sesame" }];

  async function logInFirst(network: TestNetwork) {
    const client = network.open();
    client.ask(`CAP REQ :sasl ${caps}`);
    await client.answer(...plainLines("alice", "sesame"));
    client.ask("NICK alice", "USER a 0 * :A", "CAP END");
    return client;
  }

  test("keeps them over a restart: who logs in reads them with the first JOIN", async () => {
    const store = memoryStore();
    const before = await logInFirst(new TestNetwork({ accounts }, { store }));
    before.ask(`MARKREAD #room ${early}`, `MARKREAD #a ${late}`);
    const alice = await logInFirst(new TestNetwork({ accounts, limits: { readMarkers: 2 } }, { store }));
    expect(alice.ask("JOIN #room")[1]).toBe(`:irc.test MARKREAD #room :${early}`);
    // What is forgotten here is forgotten there.
    alice.ask(`MARKREAD #b ${late}`);
    expect((await store.markers.of("alice")).map(({ target }) => target)).toEqual(["#a", "#b"]);
  });

  test("that cannot be read is told, and who logs in comes in all the same", async () => {
    const store = memoryStore();
    let works = false;
    const { of } = store.markers;
    store.markers.of = (account) =>
      works ? of.call(store.markers, account) : Promise.reject(new Error("the disk is gone"));
    const alice = await logInFirst(new TestNetwork({ accounts }, { store }));
    expect(await alice.answer("MARKREAD #room", `MARKREAD #room ${early}`)).toEqual([
      ":irc.test FAIL MARKREAD INTERNAL_ERROR #room :The read timestamp could not be set or found",
      ":irc.test FAIL MARKREAD INTERNAL_ERROR #room :The read timestamp could not be set or found",
    ]);
    works = true;
    expect(await alice.answer(`MARKREAD #room ${early}`)).toEqual([`:irc.test MARKREAD #room :${early}`]);
  });

  test("that answers late is waited for, and what had moved meanwhile stays", async () => {
    const store = memoryStore();
    await store.markers.move({
      account: "alice",
      target: "#room",
      at: Date.parse("2019-01-04T14:33:26.123Z"),
    });
    const network = new TestNetwork({}, { store });
    const alice = network.connect("alice", { caps });
    alice.ask("JOIN #room");
    // A way in on which nobody asks for the markers first.
    logIn(network, alice, "Alice");
    expect(await alice.answer("MARKREAD #room")).toContain(`:irc.test MARKREAD #room :${early}`);
  });
});
