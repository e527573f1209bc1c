import { expect, test } from "vitest";
import { lateNetwork } from "../kit/late-log.ts";
import { TestNetwork } from "../kit/network.ts";
import { act } from "../kit/server-acts.ts";

function roomWithBoss() {
  const network = new TestNetwork();
  const [alice, bob] = network.inChannel("#room", "alice", "bob");
  const boss = network.connect("boss");
  network.makeOperator(boss);
  boss.read();
  if (!alice || !bob) throw new Error("nobody is there");
  return { network, alice, bob, boss };
}

const told = (text: string) => `:irc.test NOTICE * :*** ${text}`;

test("the server kills, and operators read who asked for it", async () => {
  const { network, alice, bob, boss } = roomWithBoss();
  expect(await act(network, { does: "kill", nick: "BOB", reason: "spam" })).toEqual([]);
  expect(bob.read()).toEqual([
    ":irc.test KILL bob :spam",
    "ERROR :Closing Link: 192.0.2.3 (Killed (irc.test (spam)))",
  ]);
  expect(alice.read()).toEqual([":bob!bob@192.0.2.3 QUIT :Killed (irc.test (spam))"]);
  expect(boss.read()).toEqual([told("tests (admin API) killed bob!bob@192.0.2.3 (spam)")]);
});

test("the server sets a topic over +t, and takes it away", async () => {
  const { network, alice, boss } = roomWithBoss();
  expect(await act(network, { does: "topic", channel: "#ROOM", text: "news" })).toEqual([]);
  expect(await act(network, { does: "topic", channel: "#room", text: "" })).toEqual([]);
  expect(alice.read()).toEqual([":irc.test TOPIC #room :news", ":irc.test TOPIC #room :"]);
  expect(boss.read()[0]).toBe(told("tests (admin API) set the topic of #room"));
});

test("the server changes modes over every rank, and tells operators no key", async () => {
  const { network, alice, boss } = roomWithBoss();
  expect(await act(network, { does: "modes", channel: "#room", modes: ["+k-o", "geheim", "alice"] })).toEqual(
    [],
  );
  expect(alice.read()).toEqual([":irc.test MODE #room +k-o geheim alice"]);
  expect(boss.read()).toEqual([told("tests (admin API) changed modes of #room: +k-o")]);
});

test("of modes what is possible is done, and the rest is refused", async () => {
  const { network, alice } = roomWithBoss();
  expect(await act(network, { does: "modes", channel: "#room", modes: ["+mo?", "nobody"] })).toEqual([
    "nobody: No such nick/channel",
    "? is unknown mode char to me",
  ]);
  expect(alice.read()).toEqual([":irc.test MODE #room +m"]);
});

test("a list of bans is not asked for by an act, and what only servers may set is refused", async () => {
  const { network, alice } = roomWithBoss();
  expect(await act(network, { does: "modes", channel: "#room", modes: ["+bm"] })).toHaveLength(1);
  expect(await act(network, { does: "modes", channel: "#room", modes: ["+r"] })).toHaveLength(1);
  expect(alice.read()).toEqual([]);
});

test("the server puts somebody out", async () => {
  const { network, alice, bob } = roomWithBoss();
  expect(await act(network, { does: "kick", channel: "#room", nick: "bob", reason: "enough" })).toEqual([]);
  expect(alice.read()).toEqual([":irc.test KICK #room bob :enough"]);
  expect(bob.read()).toHaveLength(1);
});

test("the server says something to a channel and to a user, and history keeps it", async () => {
  const { network, alice, bob } = roomWithBoss();
  await act(network, { does: "say", verb: "NOTICE", target: "#room", text: "Back soon" });
  await act(network, { does: "say", verb: "PRIVMSG", target: "bob", text: "psst" });
  expect(alice.read()).toEqual([":irc.test NOTICE #room :Back soon"]);
  expect(bob.read()).toEqual([":irc.test NOTICE #room :Back soon", ":irc.test PRIVMSG bob :psst"]);
  expect(alice.ask("HISTORY #room").join()).toContain("Back soon");
});

test("what is not there is refused, and nobody hears of it", async () => {
  const { network, alice, boss } = roomWithBoss();
  network.connect("carol");
  boss.read();
  const refused = [
    await act(network, { does: "kill", nick: "nobody", reason: "x" }),
    await act(network, { does: "topic", channel: "#none", text: "x" }),
    await act(network, { does: "modes", channel: "#none", modes: ["+m"] }),
    await act(network, { does: "kick", channel: "#none", nick: "bob", reason: "x" }),
    await act(network, { does: "kick", channel: "#room", nick: "nobody", reason: "x" }),
    await act(network, { does: "kick", channel: "#room", nick: "carol", reason: "x" }),
    await act(network, { does: "say", verb: "NOTICE", target: "#none", text: "x" }),
  ];
  expect(refused.map((words) => words.length)).toEqual([1, 1, 1, 1, 1, 1, 1]);
  expect([...alice.read(), ...boss.read()]).toEqual([]);
});

test("an act is answered when its entry comes back in the log, not before", async () => {
  const late = lateNetwork();
  let isDone = false;
  const done = late.network.node.admin
    .act({ does: "kill", nick: "nobody", reason: "x" }, "tests")
    .then((outcome) => {
      isDone = true;
      return outcome;
    });
  await new Promise((resolve) => setImmediate(resolve));
  expect(isDone).toBe(false);
  late.log.arrive();
  expect(await done).toHaveLength(1);
});
