import { expect, test } from "vitest";
import { hashPassword } from "../../src/accounts/password-hash.ts";
import { createLogger } from "../../src/logging/logger.ts";
import { cheapHash } from "../kit/cheap-hash.ts";
import { TestNetwork } from "../kit/network.ts";

const opers = [{ name: "root", password: cheapHash("open sesame") }];

test("guessing an operator's password is slow, over however many connections", async () => {
  const network = new TestNetwork({ opers });
  const watcher = network.connect("watcher");
  network.makeOperator(watcher);
  const answers: string[] = [];
  for (let at = 0; at < 12; at += 1) {
    const mallory = network.connect(`m${at}`, { address: "198.51.100.7" });
    answers.push(...(await mallory.answer(`OPER root guess${at}`)));
  }
  expect(answers.filter((line) => line.includes(" 464 "))).toHaveLength(5);
  expect(answers.filter((line) => line.includes(" 263 "))).toHaveLength(7);
  expect(watcher.read().filter((line) => line.includes("Failed OPER"))).toHaveLength(5);
  const late = network.connect("late", { address: "198.51.100.7" });
  expect(await late.answer("OPER root :open sesame")).toEqual([
    ":irc.test 263 late OPER :Please wait a while and try again.",
  ]);
  network.now += 60_000;
  expect((await late.answer("OPER root :open sesame"))[0]).toContain(" 381 ");
});

test("a password is not checked for who is gone before its turn", async () => {
  const password = await hashPassword("secret");
  const network = new TestNetwork({ password, unlimited: true });
  const began = performance.now();
  const [first, second] = [network.open(), network.open()];
  for (const client of [first, second]) client.send("PASS wrong", "NICK a", "USER a 0 * :A");
  await network.until(() => first.ended && second.ended);
  const oneRound = performance.now() - began;
  for (let at = 0; at < 200; at += 1) {
    const client = network.open();
    client.send("PASS wrong", `NICK n${at}`, "USER a 0 * :A");
    client.vanish();
  }
  const last = network.open();
  last.send("PASS secret", "NICK alice", "USER a 0 * :A");
  const asked = performance.now();
  await network.until(() => last.session.user !== undefined);
  // Two are being checked when they vanish; 198 more would take a hundred rounds.
  expect(performance.now() - asked).toBeLessThan(20 * oneRound);
});

test("no password is in the log at its most talkative, nor in an entry", async () => {
  const written: string[] = [];
  const destination = { write: (line: string) => void written.push(line) };
  const log = createLogger({ level: "trace", pretty: false, destination });
  const network = new TestNetwork({ opers, password: "pass-word", unlimited: true }, { log });
  const alice = network.open();
  alice.send("PASS pass-word", "NICK alice", "USER alice 0 * :Alice");
  await network.until(() => alice.session.user !== undefined);
  const lines = ["OPER root oper-word", "OPER oper-word", "OPER oper-word root", "OPER root :open sesame"];
  await alice.answer(...lines, "PASS pass-word", "JOIN #x", "MODE #x +k key-word", "PASS");
  const entries = JSON.stringify(network.entries.filter(({ request }) => request.type !== "configure"));
  for (const secret of ["pass-word", "oper-word", "sesame"]) {
    expect(written.join("")).not.toContain(secret);
    expect(entries).not.toContain(secret);
  }
  expect(written.join("")).not.toContain("key-word");
});
