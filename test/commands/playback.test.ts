import { expect, test } from "vitest";
import { comeAs } from "../kit/come-as.ts";
import { TestNetwork } from "../kit/network.ts";

const caps = "znc.in/playback batch server-time";

/** Bob says a line in each of two channels, then one to alice, a second apart. */
function said() {
  const network = new TestNetwork();
  const [bob, alice] = [network.connect("bob"), comeAs(network, "alice", { caps })];
  for (const client of [bob, alice]) client.send("JOIN #a", "JOIN #b");
  for (const target of ["#a", "#b", "alice"]) {
    network.now += 1000;
    bob.send(`PRIVMSG ${target} :to ${target}`);
  }
  alice.read();
  return { network, bob, alice };
}

const texts = (lines: readonly string[]) => lines.flatMap((line) => /:to (\S+)$/.exec(line)?.[1] ?? []);
const second = 1_700_000_000;

test.each([
  ["PLAY *", ["#a", "#b", "alice"]],
  ["PLAY * 0", ["#a", "#b", "alice"]],
  [`PLAY * ${second + 1}`, ["#b", "alice"]],
  [`PLAY * ${second + 1.5} ${second + 2}`, ["#b"]],
  ["PLAY #*", ["#a", "#b"]],
  ["PLAY #A,bob 0", ["#a", "alice"]],
  ["PLAY *,-#a 0", ["#b", "alice"]],
  ["play #none 0", []],
])(
  "PRIVMSG *playback :%s shows what is asked for, the place that was silent for longest first",
  (asked, told) => {
    const { alice } = said();
    expect(texts(alice.ask(`PRIVMSG *playback :${asked}`))).toEqual(told);
    expect(texts(alice.ask(`PLAYBACK ${asked}`))).toEqual(told);
  },
);

test("it comes in a batch for each place, with the time it was said", () => {
  const lines = said().alice.ask("PRIVMSG *playback :PLAY #a");
  expect(lines[0]).toMatch(/ BATCH \+\S+ chathistory #a$/);
  expect(lines[1]).toMatch(
    /^@(?=\S*time=2023-11-14T22:13:21\.000Z)(?=\S*batch=)\S+ :bob!bob@\S+ PRIVMSG #a :to #a$/,
  );
  expect(lines[2]).toMatch(/ BATCH -\S+$/);
});

test("LIST tells where something was said, and from when to when", () => {
  const { bob, network, alice } = said();
  network.now += 500;
  bob.send("PRIVMSG #a :more");
  alice.read();
  const from = ":*playback!playback@znc.in PRIVMSG alice";
  expect(alice.ask("PRIVMSG *playback :LIST #*")).toEqual([
    `${from} :#b 1700000002.000 1700000002.000`,
    `${from} :#a 1700000001.000 1700000003.500`,
  ]);
});

test("what it does not know is answered with what it does, and nothing is cleared", () => {
  const { alice } = said();
  const notice = (line: string) => alice.ask(`PRIVMSG *playback :${line}`).map((one) => one.split(" :")[1]);
  expect(notice("NONSENSE")).toEqual(["PLAY <targets> [from] [to], or LIST [targets]"]);
  expect(notice("")).toEqual(["PLAY <targets> [from] [to], or LIST [targets]"]);
  for (const time of ["x", "1e9", "-1", "1".repeat(20)])
    expect(notice(`PLAY * ${time}`)).toEqual(["Times are seconds since 1970: 1700000000.123"]);
  expect(notice("CLEAR *")).toEqual(["Nothing is cleared here: give PLAY the time to begin with"]);
  expect(texts(alice.ask("PRIVMSG *playback :PLAY *"))).toHaveLength(3);
});

test("for who has not asked for the capability there is no such nick", () => {
  const { bob } = said();
  bob.read();
  expect(bob.ask("PRIVMSG *playback :PLAY *")).toEqual([":irc.test 401 bob *playback :No such nick/channel"]);
});
