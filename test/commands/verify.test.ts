import { expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";
import { mail, Postbox } from "../kit/postbox.ts";

// Clause by clause: test/ircv3/account-registration.test.ts.

test("VERIFY needs an account and a code", () => {
  expect(new TestNetwork().open().numerics("VERIFY", "VERIFY alice")).toEqual(
    Array(2).fill("461 VERIFY :Not enough parameters"),
  );
});

test("whoever has the code may verify from elsewhere, in whatever spelling", async () => {
  const box = new Postbox();
  const network = new TestNetwork({ mail, registration: { verify: true } }, { mailer: () => box });
  await network.connect("Alice").answer("REGISTER * alice@example.org hunter2", "QUIT");
  const other = network.connect("other");
  const lines = await other.answer(`VERIFY ALICE ${box.code.toUpperCase()}`);
  expect(lines[0]).toBe(":irc.test VERIFY SUCCESS Alice :Account successfully registered");
  expect(other.numerics("WHOIS other")).toContain("330 other Alice :is logged in as");
});
