import { expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";

function networkWithPast(): TestNetwork {
  const network = new TestNetwork();
  for (const name of ["first", "second"]) {
    const client = network.open({ address: "198.51.100.7" });
    client.send("NICK ghost", `USER ${name} 0 * :${name}`, "QUIT");
    network.advance(1000);
  }
  return network;
}

test("WHOWAS tells who used a nick, the last one first", () => {
  const alice = networkWithPast().connect("alice");
  expect(alice.numerics("WHOWAS Ghost")).toEqual([
    "314 ghost second 198.51.100.7 * :second",
    "312 ghost irc.test :Tue, 14 Nov 2023 22:13:21 GMT",
    "314 ghost first 198.51.100.7 * :first",
    "312 ghost irc.test :Tue, 14 Nov 2023 22:13:20 GMT",
    "369 Ghost :End of WHOWAS",
  ]);
});

test("a positive count bounds WHOWAS, anything else asks for all", () => {
  const alice = networkWithPast().connect("alice");
  const found = (count: string) =>
    alice.numerics(`WHOWAS ghost ${count}`).filter((line) => line.startsWith("314")).length;
  expect([found("1"), found("2"), found("0"), found("-1"), found("NaN")]).toEqual([1, 2, 2, 2, 2]);
});

test("who changed the nick is found under the old one", () => {
  const network = new TestNetwork();
  const alice = network.connect("alice");
  alice.send("NICK alicia");
  expect(alice.numerics("WHOWAS alice")[0]).toBe("314 alice alice 192.0.2.2 * :alice Example");
});

test("the real host is for operators", () => {
  const network = networkWithPast();
  const alice = network.connect("alice");
  network.makeOperator(alice);
  expect(alice.numerics("WHOWAS ghost 1")[1]).toBe(
    "338 ghost second@198.51.100.7 198.51.100.7 :Is actually using host",
  );
});

test("WHOWAS of a nick nobody used answers 406, without a nick 431, elsewhere 402", () => {
  const alice = new TestNetwork().connect("alice");
  expect(alice.numerics("WHOWAS nobody")).toEqual([
    "406 nobody :There was no such nickname",
    "369 nobody :End of WHOWAS",
  ]);
  expect(alice.numerics("WHOWAS")).toEqual(["431 :No nickname given"]);
  expect(alice.numerics("WHOWAS x 1 other.test")).toEqual(["402 other.test :No such server"]);
});
