import { expect, test } from "vitest";
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
