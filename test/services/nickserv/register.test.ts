import { expect, test } from "vitest";
import { TestNetwork } from "../../kit/network.ts";
import { askNickServ } from "../../kit/nickserv.ts";
import { mail, Postbox } from "../../kit/postbox.ts";

const isLoggedIn = "alice alice!alice@192.0.2.2 alice :You are now logged in as alice";

test("REGISTER makes an account named after the nick, and logs in to it", async () => {
  const network = new TestNetwork();
  const alice = network.connect("alice");
  expect(await askNickServ(alice, "REGISTER hunter2 alice@example.org")).toEqual([
    "alice is registered",
    ":alice!alice@192.0.2.2 MODE alice :+r",
    `:irc.test 900 ${isLoggedIn}`,
  ]);
  expect(network.node.world.accountNamed("alice")?.status).toBe("active");
  expect(await askNickServ(alice, "REGISTER hunter2")).toEqual(["You are logged in as alice already"]);
});

test.each([
  ["REGISTER", "Usage: REGISTER <password> [<e-mail>]"],
  ["REGISTER short", "A password has at least 6 characters"],
  ["REGISTER hunter2 horse", "This is no e-mail address, such as you@example.org"],
  // A password of several words is not cut to its first.
  ["REGISTER correct horse battery", "This is no e-mail address, such as you@example.org"],
  ["VERIFY alice", "Usage: VERIFY <account> <code>"],
  ["VERIFY alice x", "This is not the code, or it has expired"],
])("%s: %s", async (line, answer) => {
  const network = new TestNetwork();
  expect(await askNickServ(network.connect("alice"), line)).toEqual([answer]);
  expect(network.node.world.accounts.size).toBe(0);
});

test("what is taken is not registered again", async () => {
  const network = new TestNetwork();
  const alice = network.connect("alice");
  await askNickServ(alice, "REGISTER hunter2", "LOGOUT");
  expect(await askNickServ(alice, "REGISTER hunter3")).toEqual(["This name is registered already"]);
});

test("VERIFY takes the code that was sent, and logs in", async () => {
  const box = new Postbox();
  const network = new TestNetwork({ mail, registration: { verify: true } }, { mailer: () => box });
  const alice = network.connect("alice");
  expect(await askNickServ(alice, "REGISTER hunter2 alice@example.org")).toEqual([
    "Account created, pending verification; verification code has been sent to alice@example.org",
  ]);
  expect(box.letters[0]?.text).toContain(`/msg NickServ VERIFY alice ${box.code}`);
  expect((await askNickServ(alice, `VERIFY alice ${box.code}`))[0]).toBe("alice is verified");
  expect(alice.numerics("WHOIS alice")).toContain("330 alice alice :is logged in as");
});
