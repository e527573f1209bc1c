import { describe, expect, test } from "vitest";
import { capableRoom } from "../kit/capable-room.ts";
import { cheapHash } from "../kit/cheap-hash.ts";
import type { TestClient } from "../kit/client.ts";
import { labelledAnswer } from "../kit/labelled.ts";
import { enterLate, lateNetwork } from "../kit/late-log.ts";
import { TestNetwork } from "../kit/network.ts";
import { plainResponse } from "../kit/plain.ts";
import { tagged } from "../kit/tagged.ts";

const caps = "labeled-response batch";
const opers = [{ name: "root", password: cheapHash("open sesame") }];
const accounts = [{ name: "Alice", password: "secret" }];
const plain = plainResponse("alice", "secret");

/** Sends a line whose answer takes a while; meanwhile somebody says something in the room. */
async function meanwhile(network: TestNetwork, alice: TestClient, bob: TestClient, line: string) {
  alice.send(line);
  bob.send("PRIVMSG #room :meanwhile");
  const early = alice.read();
  await network.until(() => !alice.session.pending.isWorking);
  return { early, late: alice.read() };
}

describe("an answer that takes a while", () => {
  test.each([
    ["right", "open sesame", / 381 alice /],
    ["wrong", "x", / 464 alice /],
  ])(
    "has the label when it comes, and what others do before has none: OPER with the %s password",
    async (_, password, answer) => {
      const { network, alice, bob } = capableRoom({ alice: caps }, "", { opers });
      const { early, late } = await meanwhile(network, alice, bob, `@label=o OPER root :${password}`);
      expect(early).toEqual([":bob!bob@192.0.2.3 PRIVMSG #room :meanwhile"]);
      expect(labelledAnswer(late, "o")[0]?.line).toMatch(answer);
      expect(late.filter((line) => !line.includes("batch=") && !line.includes("label="))).toEqual(
        late.filter((line) => line.includes(" BATCH -")),
      );
    },
  );

  test("has the label when it comes: AUTHENTICATE before registration and after it", async () => {
    const network = new TestNetwork({ accounts });
    const alice = network.open();
    alice.send(`CAP REQ :sasl ${caps}`, "NICK alice", "USER alice 0 * :Alice");
    expect(alice.ask("@label=1 AUTHENTICATE PLAIN")).toEqual(["@label=1 AUTHENTICATE +"]);
    const lines = await alice.answer(`@label=2 AUTHENTICATE ${plain}`);
    expect(labelledAnswer(lines, "2").map(({ line }) => line.split(" ")[1])).toEqual(["900", "903"]);
    alice.send("CAP END", "AUTHENTICATE PLAIN");
    alice.read();
    const again = await alice.answer(`@label=3 AUTHENTICATE ${plain}`);
    expect(labelledAnswer(again, "3").map(({ line }) => line.split(" ")[1])).toEqual(["900", "903"]);
  });

  test("has the label when it comes: AUTHENTICATE that is refused, at once and later", async () => {
    const alice = new TestNetwork({ accounts }).connect("alice", { caps: `sasl ${caps}` });
    expect(labelledAnswer(alice.ask("@label=1 AUTHENTICATE FOO"), "1").map(({ line }) => line)).toEqual([
      expect.stringContaining(" 908 "),
      expect.stringContaining(" 904 "),
    ]);
    alice.send("AUTHENTICATE PLAIN");
    const wrong = plainResponse("alice", "wrong");
    expect(await alice.answer(`@label=2 AUTHENTICATE ${wrong}`)).toContainEqual(
      expect.stringMatching(/^@label=2 :irc.test 904 alice /),
    );
  });

  test("comes before the answer to the next line, which has a label of its own", async () => {
    const { network, alice } = capableRoom({ alice: caps }, "", { opers });
    alice.send("@label=1 OPER root x", "@label=2 PING y");
    await network.until(() => !alice.session.pending.isWorking);
    expect(alice.read()).toEqual([
      "@label=1 :irc.test 464 alice :Password incorrect",
      "@label=2 :irc.test PONG irc.test :y",
    ]);
  });

  test("goes to nobody where the client has gone meanwhile, not even to the next one", async () => {
    const network = new TestNetwork({ opers });
    const alice = network.connect("alice", { caps });
    alice.send("@label=1 OPER root :open sesame");
    const { session } = alice;
    alice.vanish();
    await network.until(() => !session.pending.isWorking);
    const next = network.connect("bob", { caps });
    expect(next.session).toBe(session);
    expect(next.ask("PING x")).toEqual([":irc.test PONG irc.test :x"]);
  });
});

test("what comes back from a log that is elsewhere is the answer, what came before it is not", () => {
  const late = lateNetwork();
  const enter = (nick: string) => enterLate(late, nick, `${caps} echo-message`);
  const [alice, bob] = [enter("alice"), enter("bob")];
  for (const client of [alice, bob]) client.read();
  bob.send("PRIVMSG #room :first");
  alice.send("@label=x PRIVMSG #room :second", "@label=y PING z");
  bob.read();
  expect(alice.read()).toEqual([]);
  late.log.arrive();
  expect(alice.read()).toEqual([
    ":bob!bob@192.0.2.3 PRIVMSG #room :first",
    "@label=x :alice!alice@192.0.2.2 PRIVMSG #room :second",
    "@label=y :irc.test PONG irc.test :z",
  ]);
});

/** Lets a client that reads slowly take what is on its wire, and no more. */
function sip(network: TestNetwork, client: TestClient): string[] {
  client.unsent = 0;
  client.listener?.drained();
  network.endTurn();
  return client.read();
}

test("a list that is read slowly is one batch; what others do comes between, and is not in it", () => {
  const { network, alice, bob } = capableRoom({ alice: caps }, "", {
    connections: { sendq: 4096 },
    limits: { channelsPerUser: 500 },
  });
  for (let at = 0; at < 400; at += 1) bob.send(`JOIN #many-${at}`, "PART #none");
  bob.read();
  alice.reading = false;
  alice.send("@label=l LIST #many-*", "@label=after PING x");
  bob.send("PRIVMSG #room :meanwhile", "NOTICE alice :psst");
  const lines = alice.read();
  for (let turn = 0; turn < 60; turn += 1) {
    lines.push(...sip(network, alice));
    if (turn === 3) bob.send("PRIVMSG #room :later");
  }
  const answer = labelledAnswer(lines, "l");
  expect(answer.filter(({ line }) => line.includes(" 322 alice #many-"))).toHaveLength(400);
  expect(answer).toHaveLength(402);
  const others = lines.filter((line) => line.startsWith(":bob!"));
  expect(others.map((line) => line.split(" :")[1])).toEqual(["meanwhile", "psst", "later"]);
  const at = (text: string) => lines.findIndex((line) => line.includes(text));
  expect(at("later")).toBeLessThan(at(" BATCH -"));
  expect(lines.map(tagged).at(-1)).toEqual({
    tags: { label: "after" },
    line: ":irc.test PONG irc.test :x",
  });
});
