import { expect, test } from "vitest";
import { type Lookup, nothingAsked } from "../../src/sessions/registering.ts";
import { memoryStore } from "../../src/store/memory-store.ts";
import { openBans } from "../kit/bans.ts";
import { TestNetwork } from "../kit/network.ts";

// Clause by clause: test/ircv3/account-registration.test.ts.

test("REGISTER needs all its parameters, before and after registration", () => {
  const network = new TestNetwork();
  const [early, alice] = [network.open(), network.connect("alice")];
  for (const client of [early, alice]) {
    expect(client.numerics("REGISTER", "REGISTER *", "REGISTER * *")).toEqual(
      Array(3).fill("461 REGISTER :Not enough parameters"),
    );
  }
});

test("a colon lets a password have spaces, and an empty address is none", async () => {
  const network = new TestNetwork();
  const alice = network.connect("alice");
  expect((await alice.answer("REGISTER *  * :correct horse"))[0]).toContain("REGISTER SUCCESS alice");
  const bob = network.open();
  expect((await bob.answer("PASS :alice:correct horse"))[0]).toContain(" 900 * ");
});

test("what the client says next waits until the account is made", async () => {
  const network = new TestNetwork();
  const alice = network.connect("alice");
  const lines = await alice.answer("REGISTER * * hunter2", "NICK other", "WHOIS other");
  expect(lines.findIndex((line) => line.includes("SUCCESS"))).toBe(0);
  expect(lines.some((line) => line.includes(" 330 other other alice "))).toBe(true);
});

const banned = (reason: string) =>
  `:irc.test FAIL REGISTER TEMPORARILY_UNAVAILABLE eve :You are banned from this server: ${reason}`;

/** Eve, who has said who she is and is not in yet. */
function comer(network: TestNetwork) {
  const eve = network.open({ address: "198.51.100.7" });
  eve.send("CAP LS 302", "NICK eve", "USER eve 0 * :Cheap shoes");
  eve.read();
  return eve;
}

test.each([
  "KLINE eve@198.51.100.* :spam",
  "KLINE %*@198.51.100.7 :spam",
  "DLINE 198.51.100.0/24 :spam",
  "DLINE %198.51.100.0/24 :spam",
  "XLINE *cheap* :spam",
])("whom %s would keep out registers nothing before that", async (line) => {
  const store = memoryStore();
  const { network, root } = openBans({}, { store });
  const eve = comer(network);
  await root.answer(line);
  expect(await eve.answer("REGISTER * * hunter2")).toEqual([banned("spam")]);
  expect(await store.accounts.find("eve")).toBeUndefined();
  await root.answer("ELINE *@198.51.100.7");
  expect((await eve.answer("REGISTER * * hunter2"))[0]).toContain("REGISTER SUCCESS eve");
});

test("a ban by host name is asked, too: REGISTER waits until the name is known", async () => {
  const store = memoryStore();
  let isNamed: (found: Lookup) => void = () => {};
  const named = new Promise<Lookup>((resolve) => {
    isNamed = resolve;
  });
  const lookUp = ({ address }: { address: string }) => (address === "198.51.100.7" ? named : nothingAsked);
  const { network, root } = openBans({}, { store, lookUp });
  await root.answer("KLINE *@*.example.net :spam");
  const eve = comer(network);
  eve.send("REGISTER * * hunter2");
  isNamed({ host: "a.example.net", user: undefined });
  expect(await eve.answer("PING done")).toContain(banned("spam"));
  expect(await store.accounts.find("eve")).toBeUndefined();
});
