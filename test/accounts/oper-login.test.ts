import { expect, test } from "vitest";
import { logInOper } from "../../src/accounts/oper-login.ts";
import { PasswordChecks } from "../../src/accounts/password-checks.ts";
import { loadConfig } from "../../src/config/load.ts";
import { operBlocks } from "../../src/config/oper-classes.ts";
import { CountingHasher, testHash } from "../kit/counting-hasher.ts";

test("an operator's claim that finds the queue full is neither right nor wrong", async () => {
  const passwords = new PasswordChecks({ atOnce: 1, mostWaiting: 0, verify: new CountingHasher().verify });
  const opers = operBlocks(loadConfig({ flags: { opers: [{ name: "root", password: "$scrypt$" }] } }));
  const session = { address: "192.0.2.1", host: "192.0.2.1", certfp: undefined };
  const claim = {
    name: "root",
    password: "sesame",
    username: "alice",
    account: undefined,
    session,
    fold: String,
  };
  const running = passwords.verify("x", testHash("x"));
  expect(await logInOper(opers, passwords, claim)).toBe("busy");
  await running;
  expect(await logInOper(opers, passwords, claim)).toEqual({ refused: "ERR_PASSWDMISMATCH", name: "root" });
});
