import { expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";

test("a change of nick is seen once by oneself and by each who shares a channel", () => {
  const network = new TestNetwork();
  const [alice, bob] = network.inChannel("#one", "alice", "bob");
  for (const client of [alice, bob]) client?.send("JOIN #two");
  const dave = network.connect("dave");
  bob?.read();
  const seen = [":alice!alice@192.0.2.2 NICK :ally"];
  alice?.read();
  expect(alice?.ask("NICK ally")).toEqual(seen);
  expect(bob?.read()).toEqual(seen);
  expect(dave.read()).toEqual([]);
});

test("the old nick is free, the new one is found, and rank is kept", () => {
  const network = new TestNetwork();
  const [alice, bob] = network.inChannel("#room", "alice", "bob");
  alice?.send("NICK ally");
  expect(bob?.numerics("NAMES #room")[0]).toBe("353 = #room :@ally bob");
  expect(network.connect("alice").session.user?.nick).toBe("alice");
  bob?.send("PRIVMSG ALLY :hello");
  expect(alice?.read().at(-1)).toBe(":bob!bob@192.0.2.3 PRIVMSG ally :hello");
});

test("another case of one's own nick may be taken; the very same is no change", () => {
  const alice = new TestNetwork().connect("alice");
  expect(alice.ask("NICK Alice")).toEqual([":alice!alice@192.0.2.2 NICK :Alice"]);
  expect(alice.ask("NICK Alice")).toEqual([]);
});

test("a nick somebody has is refused with 433 in any case, before registration and after", () => {
  const network = new TestNetwork();
  network.connect("alice");
  const refusal = ["433 ALICE :Nickname is already in use"];
  expect(network.connect("bob").numerics("NICK ALICE")).toEqual(refusal);
  expect(network.open().numerics("NICK ALICE")).toEqual(refusal);
});

test.each(["NICK", "NICK :"])("%s names none: 431", (line) => {
  expect(new TestNetwork().connect("alice").numerics(line)).toEqual(["431 :No nickname given"]);
});

test.each(["1st", "-dash", "#room", "a.b", "a!b", "a@b", "a*", "@op", "x".repeat(31), "é"])(
  "%s is no nick: 432",
  (nick) => {
    expect(new TestNetwork().connect("alice").numerics(`NICK ${nick}`)).toEqual([
      `432 ${nick} :Erroneous nickname`,
    ]);
  },
);

test("nobody changes nick in a channel that is +N, the others may", () => {
  const network = new TestNetwork();
  const [alice, bob] = network.inChannel("#room", "alice", "bob");
  alice?.send("MODE #room +N");
  expect(bob?.numerics("NICK robert")[0]).toMatch(/^447 /);
  bob?.send("PART #room");
  bob?.read();
  expect(bob?.ask("NICK robert")).toEqual([":bob!bob@192.0.2.3 NICK :robert"]);
});
