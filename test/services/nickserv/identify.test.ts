import { expect, test } from "vitest";
import { cheapHash } from "../../kit/cheap-hash.ts";
import { TestNetwork } from "../../kit/network.ts";
import { askNickServ } from "../../kit/nickserv.ts";

const accounts = [
  { name: "Alice", password: cheapHash("sesame") },
  { name: "gone", password: cheapHash("sesame"), suspended: true },
];

function open(nick = "alice") {
  const network = new TestNetwork({ accounts, connections: { commands: { burst: 1000 } } });
  return { network, client: network.connect(nick) };
}

test.each(["IDENTIFY alice sesame", "ID ALICE sesame", "LOGIN Alice sesame", "IDENTIFY sesame"])(
  "%s logs in, without the numeric of SASL",
  async (line) => {
    const { client } = open();
    expect(await askNickServ(client, line)).toEqual([
      "You are now logged in as Alice",
      ":alice!alice@192.0.2.2 MODE alice :+r",
      ":irc.test 900 alice alice!alice@192.0.2.2 Alice :You are now logged in as Alice",
    ]);
  },
);

test("with a password alone, the account is the one that the nick belongs to", async () => {
  const { network, client } = open("other");
  await network.node.load();
  await network.connect("owner").answer("NS REGISTER hunter2");
  expect(await askNickServ(client, "IDENTIFY hunter2")).toEqual([
    "The password is wrong, or there is no such account",
  ]);
  client.send("NICK Owner2");
  expect((await askNickServ(client, "IDENTIFY owner hunter2"))[0]).toBe("You are now logged in as owner");
});

test.each([
  ["IDENTIFY", "Usage: IDENTIFY <account or password> [<password>]"],
  ["IDENTIFY alice wrong", "The password is wrong, or there is no such account"],
  ["IDENTIFY nobody sesame", "The password is wrong, or there is no such account"],
  ["IDENTIFY gone sesame", "This account is locked: it is suspended, or not verified yet"],
  ["IDENTIFY gone wrong", "The password is wrong, or there is no such account"],
  ["LOGOUT", "Log in first: IDENTIFY [<account>] <password>"],
])("%s: %s", async (line, answer) => {
  expect(await askNickServ(open().client, line)).toEqual([answer]);
});

test("guessing is slow", async () => {
  const { client } = open();
  const guesses = Array.from({ length: 5 }, (_, at) => `IDENTIFY alice guess${at}`);
  await askNickServ(client, ...guesses);
  expect(await askNickServ(client, "IDENTIFY alice sesame")).toEqual(["Too many attempts, try again later"]);
});

test("LOGOUT logs out", async () => {
  const { client } = open();
  await askNickServ(client, "IDENTIFY alice sesame");
  expect(await askNickServ(client, "LOGOUT")).toEqual([
    ":alice!alice@192.0.2.2 MODE alice :-r",
    ":irc.test 901 alice alice!alice@192.0.2.2 :You are now logged out",
  ]);
  expect(client.numerics("WHOIS alice").join()).not.toContain("330 ");
});
