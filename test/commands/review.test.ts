import { describe, expect, test } from "vitest";
import { createLogger } from "../../src/logging/logger.ts";
import { memoryStore } from "../../src/store/memory-store.ts";
import { filteredRoom, spam } from "../kit/filtered.ts";
import { LastingNetwork } from "../kit/lasting.ts";
import { TestNetwork } from "../kit/network.ts";
import { operatorRoom, refusalsOf, refusedWithout } from "../kit/operator-room.ts";
import { saySeveral } from "../kit/several-lines.ts";
import { inTrouble } from "../kit/trouble.ts";

const noticed = (text: string) => `:irc.test NOTICE * :*** ${text}`;
const told = (text: string) => `:irc.test NOTICE * :${text}`;
const toBob = (text: string) => `:irc.test NOTICE bob :*** ${text}`;
const waits = toBob("Your message to #room waits for review (Not allowed here)");

function holding(review: { held?: number; hours?: number } = {}) {
  return filteredRoom([spam({ action: "hold" })], { review });
}

test("a message that is held is not said; its author and the operators are told, and LIST shows it", () => {
  const { network, alice, bob, boss } = holding();
  expect(bob.ask("PRIVMSG #room :spam?")).toEqual([waits]);
  expect(alice.read()).toEqual([]);
  expect(boss.read()).toEqual([
    noticed("Message 1 of bob!bob@192.0.2.3 to #room waits for REVIEW (filter spam)"),
  ]);
  network.now += 61_000;
  expect(boss.ask("REVIEW LIST")).toEqual([
    told("1: bob!bob@192.0.2.3 to #room, 1m1s ago, filter spam: spam?"),
    told("1 message waits"),
  ]);
});

test("APPROVE has it said in its author's name, with an id and time of its own", async () => {
  const { network, alice, bob, boss } = holding();
  const eve = network.connect("eve", { caps: "message-tags server-time" });
  eve.ask("JOIN #room");
  alice.read();
  bob.ask("PRIVMSG #room,alice :spam?");
  network.now += 5_000;
  boss.read();
  expect(await boss.answer("REVIEW APPROVE 1")).toEqual([
    noticed("boss approved message 1 of bob!bob@192.0.2.3 to #room,alice"),
    told("Message 1 is said"),
  ]);
  const time = new Date(network.now).toISOString();
  expect(eve.read().filter((line) => line.includes("PRIVMSG"))).toEqual([
    expect.stringMatching(new RegExp(`^@time=${time};msgid=\\S+ :bob!bob@192.0.2.3 PRIVMSG #room :spam\\?$`)),
  ]);
  expect(alice.read().filter((line) => line.startsWith(":bob"))).toEqual([
    ":bob!bob@192.0.2.3 PRIVMSG #room :spam?",
    ":bob!bob@192.0.2.3 PRIVMSG alice :spam?",
  ]);
  expect(bob.read()).toContain(toBob("Your message to #room,alice was approved"));
  expect(boss.ask("REVIEW LIST")).toEqual([told("0 messages wait")]);
});

test("of several targets those wait that a rule holds, unless the author floods them; the others are served", async () => {
  const { network, alice, bob, boss } = filteredRoom([
    spam({ action: "hold", exempt: { channels: ["#free"] } }),
  ]);
  for (const client of [alice, bob]) client.send("JOIN #free", "JOIN #slow");
  alice.send("MODE #slow +W 60", "MODE #room +W 60");
  bob.send("PRIVMSG #slow :first");
  for (const client of [alice, bob, boss]) client.read();
  expect(bob.ask("PRIVMSG #free,#room,#slow,alice :spam")).toEqual([
    ":irc.test 404 bob #slow :Cannot send to channel (+W: wait 60 seconds)",
    toBob("Your message to #room,alice waits for review (Not allowed here)"),
  ]);
  expect(alice.read()).toEqual([":bob!bob@192.0.2.3 PRIVMSG #free :spam"]);
  // What was let go counts.
  network.now += 30_000;
  await boss.answer("REVIEW APPROVE 1");
  expect(bob.numerics("PRIVMSG #room :more")).toEqual([
    "404 #room :Cannot send to channel (+W: wait 60 seconds)",
  ]);
});

test("where too many wait, what the author floods besides is refused for that alone", () => {
  const { alice, bob } = filteredRoom([spam({ action: "hold", exempt: { channels: ["#free"] } })], {
    review: { held: 1 },
  });
  for (const client of [alice, bob]) client.send("JOIN #slow", "JOIN #free");
  alice.send("MODE #slow +W 60");
  bob.send("PRIVMSG #slow :first", "PRIVMSG alice :spam");
  alice.read();
  expect(bob.numerics("PRIVMSG #free,#room,#slow :spam")).toEqual([
    "404 #slow :Cannot send to channel (+W: wait 60 seconds)",
    "404 #room :Cannot send to channel (filtered: Not allowed here)",
  ]);
  expect(alice.read()).toEqual([":bob!bob@192.0.2.3 PRIVMSG #free :spam"]);
});

test("a message of several lines is said as it was, with its tags", async () => {
  const { network, alice, boss } = holding();
  const caps = "batch draft/multiline message-tags";
  const eve = network.connect("eve", { caps });
  const dan = network.connect("dan", { caps });
  for (const client of [eve, dan]) client.ask("JOIN #room");
  saySeveral(eve, "#room", ["sp", "+am", "eggs"], { tags: "+x=1" });
  alice.read();
  dan.read();
  await boss.answer("REVIEW APPROVE 1");
  expect(alice.read()).toEqual(
    ["sp", "am", "eggs"].map((text) => `:eve!eve@192.0.2.7 PRIVMSG #room :${text}`),
  );
  expect(dan.read()[0]).toMatch(/^@msgid=[^;]+;\+x=1 :eve!eve@192.0.2.7 BATCH \+\S+ draft\/multiline #room$/);
});

test("what keeps the author from saying it now is theirs to read", async () => {
  const { alice, bob, boss } = holding();
  bob.ask("PRIVMSG #room :spam?");
  alice.send("MODE #room +m");
  bob.read();
  await boss.answer("REVIEW APPROVE 1");
  expect(bob.read()[0]).toBe(":irc.test 404 bob #room :Cannot send to channel (+m)");
  expect(alice.read().some((line) => line.includes("spam"))).toBe(false);
});

test("REJECT drops it, and the author reads why", () => {
  const { alice, bob, boss } = holding();
  bob.ask("PRIVMSG #room :spam?");
  boss.read();
  expect(boss.ask("REVIEW REJECT 1 :No shops here")).toEqual([
    noticed("boss rejected message 1 of bob!bob@192.0.2.3 to #room (No shops here)"),
    told("Message 1 is dropped"),
  ]);
  expect(bob.read()).toEqual([toBob("Your message to #room was not approved (No shops here)")]);
  expect(alice.read()).toEqual([]);
});

describe("what cannot be decided", () => {
  const root = async (line: string, before: (room: ReturnType<typeof holding>) => void = () => {}) => {
    const room = holding();
    const client = room.network.connect("root", { caps: "standard-replies" });
    room.network.makeOperator(client);
    room.bob.send("PRIVMSG alice :spam");
    before(room);
    client.read();
    return (await client.answer(line)).filter((answer) => answer.includes("FAIL"));
  };
  const refused = (text: string) => [`:irc.test FAIL REVIEW INVALID_PARAMS ${text}`];

  test.each([
    ["REVIEW APPROVE 2", "2 :There is no such message"],
    ["REVIEW APPROVE", "* :There is no such message"],
    ["REVIEW REJECT x", "x :There is no such message"],
    ["REVIEW DANCE", "DANCE :LIST, APPROVE and REJECT are known"],
  ])("%s", async (line, refusal) => {
    expect(await root(line)).toEqual(refused(refusal));
  });

  test("the author is gone", async () => {
    const gone = "1 :Its author is gone, and the message with them";
    expect(await root("REVIEW APPROVE 1", ({ bob }) => bob.send("QUIT"))).toEqual(refused(gone));
  });

  test("somebody else has decided", async () => {
    const decide = ({ boss }: ReturnType<typeof holding>) => boss.send("REVIEW REJECT 1");
    expect(await root("REVIEW APPROVE 1", decide)).toEqual(refused("1 :There is no such message"));
  });
});

test("the queue is bounded, for all and for each; what comes beyond is refused, and told", () => {
  const { bob, carol, boss } = holding({ held: 10 });
  const refused = ":irc.test 404 bob #room :Cannot send to channel (filtered: Not allowed here)";
  expect(bob.ask("PRIVMSG #room :spam", "PRIVMSG #room :spam")).toEqual([waits, refused]);
  expect(carol.ask("PRIVMSG #room :spam")[0]).toContain("waits for review");
  expect(boss.ask("REVIEW LIST").at(-1)).toBe(told("2 messages wait"));
});

test("what nobody has looked at in time is dropped, and its author told", async () => {
  const { network, bob, boss } = holding({ hours: 1 });
  bob.ask("PRIVMSG #room :spam");
  network.now += 3_599_000;
  await network.node.tidy();
  expect(bob.read()).toEqual([]);
  network.now += 1_000;
  await network.node.tidy();
  expect(bob.read()).toEqual([toBob("Your message to #room was not sent: nobody has looked at it in time")]);
  expect(boss.ask("REVIEW LIST").at(-1)).toBe(told("0 messages wait"));
});

test("and that without anybody asking", async () => {
  const { network, bob } = holding({ hours: 1 });
  bob.ask("PRIVMSG #room :spam");
  const came: string[] = [];
  for (let minute = 0; minute < 70; minute += 1) {
    network.advance(60_000);
    came.push(...bob.read(), ...(await bob.answer("PONG irc.test")));
  }
  expect(came).toContain(toBob("Your message to #room was not sent: nobody has looked at it in time"));
});

test("only what is said in messages is held: a reaction is refused", () => {
  const { network } = holding();
  const eve = network.connect("eve", { caps: "message-tags" });
  eve.ask("JOIN #room");
  expect(eve.numerics("@+draft/react=spam TAGMSG #room")).toHaveLength(1);
});

test("needs the privilege review", () => {
  expect(refusalsOf(operatorRoom(), "REVIEW LIST")).toEqual(refusedWithout("review"));
});

test("decisions are in the audit log, the words are not", async () => {
  const { bob, carol, boss } = holding();
  bob.ask("PRIVMSG alice :spam");
  carol.ask("PRIVMSG alice :spam");
  boss.ask("MODE boss +s +a");
  const lines = [...(await boss.answer("REVIEW APPROVE 1")), ...boss.ask("REVIEW REJECT 2 :spam")];
  expect(lines.filter((line) => line.includes(": done"))).toEqual([
    noticed("boss!boss@192.0.2.6 (test) REVIEW APPROVE 1: done"),
    noticed("boss!boss@192.0.2.6 (test) REVIEW REJECT 2: done"),
  ]);
  expect(lines.filter((line) => line.includes("(test) REVIEW REJECT"))).toHaveLength(1);
});

test("so is the decision of an operator who is gone by the time it is carried out", async () => {
  const { network, bob, boss } = holding();
  const root = network.connect("root");
  network.makeOperator(root);
  root.ask("MODE root +s +af");
  bob.ask("PRIVMSG alice :spam");
  root.read();
  boss.send("REVIEW APPROVE 1");
  boss.vanish();
  expect(await root.answer()).toEqual([
    noticed("boss approved message 1 of bob!bob@192.0.2.3 to alice"),
    noticed("boss!boss@192.0.2.6 (test) REVIEW APPROVE 1: done"),
  ]);
});

describe("over a restart", () => {
  const caps = "batch draft/multiline message-tags standard-replies";
  const held = (review: { held?: number; hours?: number } = {}) =>
    new LastingNetwork({ filters: { rules: [spam({ action: "hold" })], review } });
  const operator = (network: LastingNetwork) => {
    const boss = network.connect("boss", { caps: "standard-replies" });
    network.makeOperator(boss);
    return boss;
  };
  const restarted = async (network: LastingNetwork) => {
    const next = await network.restarted();
    await next.node.load();
    return next;
  };
  const refused = (text: string) => [`:irc.test FAIL REVIEW INVALID_PARAMS ${text}`];

  test("what waits goes on waiting, under its number, and new ones come after it", async () => {
    const network = held();
    const eve = network.reader("eve", "Eve", caps);
    eve.send("JOIN #room", "PRIVMSG #room :spam?", "NOTICE #room :more spam", "PRIVMSG #room :last spam");
    expect(await operator(network).answer("REVIEW REJECT 2")).toContain(told("Message 2 is dropped"));
    const next = await restarted(network);
    next.now += 60_000;
    const fay = next.connect("fay");
    fay.send("PRIVMSG fay :spam, too");
    expect(operator(next).ask("REVIEW LIST")).toEqual([
      told("1: eve!eve@192.0.2.2 to #room, 1m1s ago, filter spam: spam?"),
      told("3: eve!eve@192.0.2.2 to #room, 1m1s ago, filter spam: last spam"),
      told("4: fay!fay@192.0.2.2 to fay, 0s ago, filter spam: spam, too"),
      told("3 messages wait"),
    ]);
  });

  test("APPROVE has it said by who is in the account it was said in, all of it, once they are here", async () => {
    const network = held();
    const eve = network.reader("eve", "Eve", caps);
    eve.ask("JOIN #room");
    saySeveral(eve, "#room", ["sp", "+am", "eggs"], { tags: "+x=1" });
    const next = await restarted(network);
    const boss = operator(next);
    // Whoever comes under their nick is somebody else.
    const other = next.connect("eve");
    const dan = next.connect("dan", { caps });
    for (const client of [other, dan]) client.ask("JOIN #room");
    expect(await boss.answer("REVIEW APPROVE 1")).toEqual(
      refused("1 :Its author is not here: it waits until they are"),
    );
    const author = next.reader("evelyn", "eve", caps);
    author.ask("JOIN #room");
    dan.read();
    expect(await boss.answer("REVIEW APPROVE 1")).toContain(told("Message 1 is said"));
    expect(dan.read()[0]).toMatch(/;\+x=1 :evelyn!evelyn@\S+ BATCH \+\S+ draft\/multiline #room$/);
    expect(author.read().at(-1)).toContain("Your message to #room was approved");
    expect(other.read().some((line) => line.includes("approved"))).toBe(false);
    const last = await restarted(next);
    expect(operator(last).ask("REVIEW LIST")).toEqual([told("0 messages wait")]);
  });

  test("REJECT drops it, and tells its author; of who had no account there is nobody to say it", async () => {
    const network = held();
    network.reader("eve", "Eve").send("PRIVMSG eve :spam");
    network.connect("guest").send("PRIVMSG guest :spam");
    const next = await restarted(network);
    const boss = operator(next);
    const eve = next.reader("eve", "Eve", caps);
    const guest = next.connect("guest");
    await boss.answer("REVIEW REJECT 1 :No shops here");
    expect(eve.read()).toEqual([
      ":irc.test NOTICE eve :*** Your message to eve was not approved (No shops here)",
    ]);
    expect(await boss.answer("REVIEW APPROVE 2")).toEqual(
      refused("2 :Its author is gone, and the message with them"),
    );
    expect([...guest.read(), ...boss.ask("REVIEW LIST")]).toEqual([told("0 messages wait")]);
  });

  test("the time it may wait goes on, and so does the bound", async () => {
    const network = held({ held: 2, hours: 1 });
    network.reader("eve", "Eve").send("PRIVMSG eve :spam");
    network.now += 1_800_000;
    network.reader("fay", "Fay").send("PRIVMSG fay :spam");
    const next = await restarted(network);
    const again = next.reader("eve", "Eve");
    expect(again.numerics("PRIVMSG eve :spam")[0]).toMatch(/^492 /);
    expect(next.reader("gil").numerics("PRIVMSG gil :spam")[0]).toMatch(/^492 /);
    next.now += 1_800_000;
    await next.node.tidy();
    expect(again.read().at(-1)).toContain("nobody has looked at it in time");
    const last = await restarted(next);
    expect(operator(last).ask("REVIEW LIST").at(-1)).toBe(told("1 message waits"));
  });

  test("with an account that is gone what was said in it is gone, too; what cannot be read is passed over", async () => {
    const network = held();
    network.reader("eve", "Eve").send("PRIVMSG eve :spam");
    network.connect("fay").send("PRIVMSG fay :spam");
    network.forget("eve");
    await network.store.held.put({ id: 9, account: undefined, message: "no message" });
    const next = await restarted(network);
    expect(operator(next).ask("REVIEW LIST")).toEqual([
      expect.stringContaining("2: fay!fay@"),
      told("1 message waits"),
    ]);
  });
});

describe("a store in trouble", () => {
  const troubled = () => {
    const store = memoryStore();
    const state = { isInTrouble: false, asked: 0 };
    const held = inTrouble(store.held, () => {
      state.asked += 1;
      return state.isInTrouble;
    });
    const network = new LastingNetwork(
      { filters: { rules: [spam({ action: "hold" })] } },
      { ...store, held },
    );
    const boss = network.connect("boss");
    network.makeOperator(boss);
    return { network, boss, bob: network.connect("bob"), state };
  };
  const listed = async (network: LastingNetwork) => {
    const next = await network.restarted();
    await next.node.load();
    const boss = next.connect("boss");
    next.makeOperator(boss);
    return boss.ask("REVIEW LIST");
  };

  test("has what it did not take as soon as it can: a message that waits outlasts a restart", async () => {
    const { network, boss, bob, state } = troubled();
    state.isInTrouble = true;
    bob.ask("PRIVMSG boss :spam, spam");
    await boss.answer();
    state.isInTrouble = false;
    await network.node.tidy();
    expect(await listed(network)).toEqual([expect.stringContaining("spam, spam"), told("1 message waits")]);
  });

  test("and one that was said, or dropped, does not come back", async () => {
    const { network, boss, bob, state } = troubled();
    bob.ask("PRIVMSG boss :spam", "PRIVMSG boss :spam again");
    await boss.answer();
    state.isInTrouble = true;
    await boss.answer("REVIEW APPROVE 1", "REVIEW REJECT 2");
    state.isInTrouble = false;
    expect(await listed(network)).toEqual([told("0 messages wait")]);
  });

  test("is told of what it has taken once", async () => {
    const { network, boss, bob, state } = troubled();
    bob.ask("PRIVMSG boss :spam", "PRIVMSG boss :spam again");
    await boss.answer("REVIEW REJECT 2");
    await network.node.tidy();
    await network.node.tidy();
    expect(state.asked).toBe(3);
  });

  test("that has refused a message is not told of it after it was dropped", async () => {
    const { network, boss, bob, state } = troubled();
    state.isInTrouble = true;
    bob.ask("PRIVMSG boss :spam");
    await boss.answer();
    state.isInTrouble = false;
    await boss.answer("REVIEW REJECT 1");
    await network.node.tidy();
    expect(await listed(network)).toEqual([told("0 messages wait")]);
  });
});

test("what cannot be stored waits all the same, and the log says so", async () => {
  const lines: string[] = [];
  const store = memoryStore();
  const network = new TestNetwork(
    { filters: { rules: [spam({ action: "hold" })] } },
    {
      store: { ...store, held: inTrouble(store.held, () => true) },
      log: createLogger({
        level: "error",
        pretty: false,
        destination: { write: (line) => lines.push(line) },
      }),
    },
  );
  const bob = network.connect("bob");
  const boss = network.connect("boss");
  network.makeOperator(boss);
  expect(bob.ask("PRIVMSG boss :spam")[0]).toContain("waits for review");
  await boss.answer("REVIEW APPROVE 1");
  expect(boss.read().concat(bob.read()).join("\n")).toContain("was approved");
  expect(lines.join("")).toContain("what waits for review could not be stored; it is tried again");
});
