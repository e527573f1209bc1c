import { getHeapStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { FarNode } from "../kit/far-node.ts";
import { TestNetwork } from "../kit/network.ts";

/** Alice watches nicks; bob is there. */
function watching(nicks: string) {
  const network = new TestNetwork({ unlimited: true });
  const alice = network.connect("alice");
  const bob = network.connect("bob");
  alice.ask(`MONITOR + ${nicks}`);
  return { network, alice, bob };
}

const online = (mask: string) => `:irc.test 730 alice :${mask}`;
const offline = (nick: string) => `:irc.test 731 alice :${nick}`;

test("who comes and goes is told to who watches them, in the spelling of the one who comes", () => {
  const { network, alice } = watching("erin");
  const erin = network.connect("Erin");
  erin.send("QUIT :bye");
  expect(alice.read()).toEqual([online("Erin!Erin@192.0.2.4"), offline("Erin")]);
});

test("it is told to who shares no channel and to who shares one, once to each", () => {
  const { network, alice, bob: target } = watching("bob");
  for (const client of [alice, target]) client.send("JOIN #room,#hall");
  const erin = network.connect("erin");
  erin.ask("MONITOR + bob");
  alice.read();
  target.send("QUIT :bye");
  expect(alice.read()).toEqual([":bob!bob@192.0.2.3 QUIT :Quit: bye", offline("bob")]);
  expect(erin.read()).toEqual([":irc.test 731 erin :bob"]);
});

test("who vanishes is offline", () => {
  const { alice, bob } = watching("bob");
  bob.vanish();
  expect(alice.read()).toEqual([offline("bob")]);
});

test("who is killed is offline", () => {
  const { network, alice } = watching("bob");
  const boss = network.connect("boss");
  network.makeOperator(boss);
  boss.send("KILL bob :enough");
  expect(alice.read()).toEqual([offline("bob")]);
});

test("who answers no PING is offline in the end", () => {
  const { network, alice } = watching("bob");
  network.advance(130_000);
  alice.ask("PONG :irc.test");
  network.advance(60_000);
  expect(alice.read()).toEqual([offline("bob")]);
});

test("another nick is another target: the old one is offline, the new one online", () => {
  const { alice, bob } = watching("bob,rob");
  bob.send("NICK rob", "NICK carl", "NICK bob");
  expect(alice.read()).toEqual([
    offline("bob"),
    online("rob!bob@192.0.2.3"),
    offline("rob"),
    online("bob!bob@192.0.2.3"),
  ]);
});

test("the same nick in another case is no news, and is still watched", () => {
  const { alice, bob } = watching("bob");
  bob.send("NICK BOB");
  expect(alice.read()).toEqual([]);
  expect(alice.numerics("MONITOR S")).toEqual(["730 :BOB!bob@192.0.2.3"]);
  bob.send("QUIT");
  expect(alice.read()).toEqual([offline("BOB")]);
});

test.each([
  [{ casemapping: "ascii" }, "n[o]", "N{O}", false],
  [{ casemapping: "rfc1459" }, "n[o]", "N{O}", true],
  [{ casemapping: "utf8", utf8Nicks: true }, "Ärger", "äRGER", true],
] as const)("with %j %s is watched as the network compares it with %s", (config, watched, nick, isSame) => {
  const network = new TestNetwork({ unlimited: true, ...config });
  const alice = network.connect("alice");
  expect(alice.numerics(`MONITOR + ${watched}`)).toEqual([`731 :${watched}`]);
  network.connect(nick).send("NICK other");
  expect(alice.read().map((line) => line.replace(/!.*/, ""))).toEqual(
    isSame ? [online(nick), offline(nick)] : [],
  );
});

test("SANICK is told like NICK", () => {
  const { network, alice } = watching("bob,rob");
  const boss = network.connect("boss");
  network.makeOperator(boss);
  boss.send("SANICK bob rob");
  expect(alice.read()).toEqual([offline("bob"), online("rob!bob@192.0.2.3")]);
});

test("users of another node come and go like those of this one, and all go with their node", () => {
  const { network, alice } = watching("erin,frank,grace");
  const far = new FarNode(network);
  far.connect("erin", "frank", "grace");
  far.say("grace", "QUIT :bye");
  expect(alice.read()).toEqual([
    ...["erin", "frank", "grace"].map((nick) => online(`${nick}!far@198.51.100.7`)),
    offline("grace"),
  ]);
  far.lose();
  expect(alice.read()).toEqual([offline("erin"), offline("frank")]);
});

test("who has only connected, and a nick that is refused, are not online", () => {
  const { network, alice } = watching("erin");
  network.open().send("NICK erin");
  network.open().send("NICK bob", "USER bob 0 * :Bob");
  expect(alice.read()).toEqual([]);
});

test("another host or user name is no coming and going", () => {
  const { network, alice } = watching("bob");
  const boss = network.connect("boss");
  network.makeOperator(boss);
  boss.send("CHGHOST bob staff.example", "CHGIDENT bob rob");
  expect(alice.read()).toEqual([]);
});

test("the list is gone with its client, and the next client of the session does not inherit it", () => {
  const { network, alice, bob } = watching("bob,erin");
  const used = alice.session;
  alice.vanish();
  const heir = network.connect("heir");
  expect(heir.session).toBe(used);
  expect(heir.numerics("MONITOR L")).toEqual(["733 :End of MONITOR list"]);
  bob.send("QUIT");
  network.connect("erin");
  expect(heir.read()).toEqual([]);
});

test("the list of who is killed is gone as well", () => {
  const { network, alice, bob } = watching("bob");
  const used = alice.session;
  const boss = network.connect("boss");
  network.makeOperator(boss);
  boss.send("KILL alice :enough");
  expect(alice.read().at(-1)).toMatch(/^ERROR /);
  const heir = network.connect("heir");
  expect(heir.session).toBe(used);
  bob.send("QUIT");
  network.connect("bob");
  expect(heir.read()).toEqual([]);
});

test("news that comes while a watcher's own line is answered is no part of that answer", () => {
  const { network, alice } = watching("bob");
  alice.ask("CAP REQ :batch labeled-response");
  const boss = network.connect("boss");
  network.makeOperator(boss);
  boss.send("KILL bob :enough");
  expect(alice.read()).toEqual([offline("bob")]);
  expect(alice.ask("@label=x PING 1")).toEqual(["@label=x :irc.test PONG irc.test :1"]);
});

test("20,000 nicks that were watched for a while leave no memory behind", () => {
  setFlagsFromString("--expose-gc");
  const collect: () => void = runInNewContext("gc");
  const used = () => {
    collect();
    return getHeapStatistics().used_heap_size;
  };
  const { alice } = watching("bob");
  let before = 0;
  for (let round = 0; round < 440; round += 1) {
    // The first rounds make what is made once.
    if (round === 40) before = used();
    const nicks = Array.from({ length: 50 }, (_, at) => `n${round}_${at}`).join(",");
    alice.ask(`MONITOR + ${nicks}`);
    alice.ask(round % 2 === 0 ? `MONITOR - ${nicks}` : "MONITOR C");
  }
  expect((used() - before) / 1_048_576).toBeLessThan(1);
});
