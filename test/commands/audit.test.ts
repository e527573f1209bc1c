import { describe, expect, test } from "vitest";
import { StoreError } from "../../src/store/store.ts";
import type { Change } from "../../src/world/changes.ts";
import { answerTo } from "../kit/answer.ts";
import { cheapHash } from "../kit/cheap-hash.ts";
import { comeAs } from "../kit/come-as.ts";
import { forceRegistration } from "../kit/force.ts";
import { makeAccount } from "../kit/make-account.ts";
import { TestNetwork } from "../kit/network.ts";

/** A network, and what its audit log has: command, target, reason and outcome of each act. */
function auditedNetwork(opers: readonly { name: string; password: string }[] = []) {
  const records: Extract<Change, { type: "audited" }>["record"][] = [];
  const happened = (change: Change) => {
    if (change.type === "audited") records.push(change.record);
  };
  const network = new TestNetwork({ opers }, { happened });
  const boss = network.connect("boss");
  network.makeOperator(boss);
  records.length = 0;
  const acts = () =>
    records.map(({ command, target = "", reason = "", outcome }) => [command, target, reason, outcome]);
  return { network, boss, records, acts };
}

describe("the audit log", () => {
  test("has who, what, whom, why, when and what came of it", () => {
    const { network, boss, records } = auditedNetwork();
    network.connect("alice");
    boss.send("KILL alice :spam, spam");
    expect(records).toEqual([
      {
        ...{ at: network.now, by: "boss!boss@192.0.2.2", address: "192.0.2.2", oper: "test" },
        ...{ command: "KILL", target: "alice", reason: "spam, spam", outcome: "done" },
      },
    ]);
  });

  test.each([
    ["KILL nobody :x", ["KILL", "nobody", "x", "nobody: No such nick/channel"]],
    ["SAJOIN alice #x", ["SAJOIN", "alice #x", "", "done"]],
    ["SAJOIN alice #y,bad", ["SAJOIN", "alice #y,bad", "", "done in part: bad: No such channel"]],
    ["SAPART alice #room :bye", ["SAPART", "alice #room", "", "done"]],
    ["SANICK alice alicia", ["SANICK", "alice alicia", "", "done"]],
    ["SAMODE #room +k geheim", ["SAMODE", "#room +k", "", "done"]],
    ["SATOPIC #room :geheim", ["SATOPIC", "#room", "", "done"]],
    ["SAKICK #room alice :enough", ["SAKICK", "#room alice", "enough", "done"]],
    ["CHGHOST alice a.example", ["CHGHOST", "alice a.example", "", "done"]],
    ["CHGIDENT alice al", ["CHGIDENT", "alice al", "", "done"]],
    ["WALLOPS :geheim", ["WALLOPS", "", "", "done"]],
    ["GLOBOPS :geheim", ["GLOBOPS", "", "", "done"]],
    ["PRIVMSG $$* :geheim", ["BROADCAST", "$$*", "", "done"]],
    ["DIE irc.test", ["DIE", "irc.test", "", "done"]],
    ["METADATA alice SET url :geheim", ["METADATA", "alice", "", "done"]],
    ["UBAN LIST", ["UBAN", "LIST", "", "asked"]],
  ])("has %s, without what is secret", (line, act) => {
    const { network, boss, acts } = auditedNetwork();
    network.inChannel("#room", "owner", "alice");
    boss.send("CAP REQ :draft/metadata-2 batch");
    boss.send(line);
    expect(acts()).toEqual([act]);
    expect(JSON.stringify(acts())).not.toContain("geheim");
  });

  test.each([
    ["KLINE 1d *@198.51.100.7 spam|hidden", ["KLINE", "1d *@198.51.100.7", "spam|hidden", "done"]],
    ["UNKLINE *@203.0.113.1", ["UNKLINE", "*@203.0.113.1", "", "There is no such ban"]],
    ["UBAN ADD kline *@198.51.100.7 spam", ["UBAN", "ADD kline *@198.51.100.7", "spam", "done"]],
    ["REHASH", ["REHASH", "", "", "done"]],
    ["DEFCON 4 2h attack", ["DEFCON", "4 2h", "attack", "done"]],
    ["NS SUSPEND carol :spam", ["SUSPEND", "carol", "spam", "done"]],
    ["NS UNSUSPEND carol", ["UNSUSPEND", "carol", "", "carol: It is not suspended"]],
    ["HS SET carol a.example", ["SET", "carol a.example", "", "done"]],
  ])("has %s, whose work is done before", async (line, act) => {
    const { network, boss, acts } = auditedNetwork();
    await makeAccount(network, "carol");
    await boss.answer(line);
    const [found] = acts();
    expect(acts()).toHaveLength(1);
    expect(found?.slice(0, 3)).toEqual(act.slice(0, 3));
    expect(found?.[3]).toContain(act[3]);
  });

  test("has what operators do in the channels of others, and not what owners do", async () => {
    const { network, boss, acts } = auditedNetwork();
    await makeAccount(network, "carol");
    const [owner] = network.inChannel("#room", "owner");
    forceRegistration(network, "#room", "carol");
    boss.send("JOIN #room", "SAMODE #room +o boss");
    await boss.answer("CS KICK #room owner", "CS SET #room DESC news", "RENAME #room #other");
    expect(acts().map(([command, target]) => [command, target])).toEqual([
      ["SAMODE", "#room +o"],
      ["CHANSERV KICK", "#room"],
      ["CHANSERV SET DESCRIPTION", "#room"],
      ["RENAME", "#room #other"],
    ]);
    owner?.send("JOIN #own", "MODE #own +m", "KICK #own owner");
    expect(acts()).toHaveLength(4);
  });

  test("has what an operator wanted and may not, and not what others want", async () => {
    const { network, boss, acts } = auditedNetwork();
    const alice = network.connect("alice");
    network.makeOperator(boss, ["kill"]);
    acts();
    boss.send("DIE irc.test");
    await boss.answer("NS SUSPEND carol");
    alice.send("KILL boss :x", "DIE irc.test");
    expect(acts().slice(-2)).toEqual([
      ["DIE", "", "", "die: Insufficient oper privileges."],
      ["NS SUSPEND", "", "", "accounts: Insufficient oper privileges."],
    ]);
  });

  test("has who became an operator and who could not, without passwords", async () => {
    const { network, records, acts } = auditedNetwork([{ name: "root", password: cheapHash("sesame") }]);
    const alice = network.connect("alice");
    await alice.answer("OPER root hunter2", "OPER hunter3 x", "OPER root sesame");
    expect(acts()).toEqual([
      ["OPER", "root", "", "Password incorrect"],
      ["OPER", "", "", "No O-lines for your host"],
      ["OPER", "root", "", "done"],
    ]);
    expect(JSON.stringify([records, network.entries])).not.toMatch(/hunter|sesame/);
  });

  test.each([
    ["KILL nobody :x", "KILL"],
    ["UBAN LIST", "UBAN"],
    ["KLINE *@198.51.100.7 spam", "KLINE"],
    ["UNKLINE *@203.0.113.1", "UNKLINE"],
    ["CS SET #room DESC news", "CHANSERV SET DESCRIPTION"],
    ["CS KICK #room owner", "CHANSERV KICK"],
    ["FILTER ADD shop block word :shop", "FILTER ADD"],
    ["PRIVMSG $$* :hello", "BROADCAST"],
    ["RENAME #room #other", "RENAME"],
    ["OPER root sesame", "OPER"],
  ])("has the address of the session that acts by %s", async (line, command) => {
    const { network, records } = auditedNetwork([{ name: "root", password: cheapHash("sesame") }]);
    network.inChannel("#room", "owner");
    forceRegistration(network, "#room", "carol");
    const phone = comeAs(network, "alice", { address: "203.0.113.1" });
    const desk = comeAs(network, "alice", { address: "203.0.113.2" });
    network.makeOperator(phone);
    await desk.answer("JOIN #room", "SAMODE #room +o alice");
    records.length = 0;
    await desk.answer(line);
    expect(records.map((record) => record.command)).toContain(command);
    expect(new Set(records.map((record) => record.address))).toEqual(new Set(["203.0.113.2"]));
  });

  test("has it for what was refused, too", async () => {
    const { network, records } = auditedNetwork();
    const phone = comeAs(network, "alice", { address: "203.0.113.1" });
    const desk = comeAs(network, "alice", { address: "203.0.113.2" });
    network.makeOperator(phone, ["kill"]);
    records.length = 0;
    await desk.answer("DIE irc.test", "NS SUSPEND carol");
    expect(records.map(({ command, address }) => [command, address])).toEqual([
      ["DIE", "203.0.113.2"],
      ["NS SUSPEND", "203.0.113.2"],
    ]);
  });

  test("is told to operators who ask for the category a, and to no others", () => {
    const { network, boss } = auditedNetwork();
    const watcher = network.connect("watcher");
    network.makeOperator(watcher);
    boss.send("MODE boss -s");
    watcher.send("MODE watcher -s", "MODE watcher +s a");
    const plain = network.connect("plain");
    watcher.read();
    boss.read();
    boss.send("SANICK plain simple", "KILL simple :spam");
    expect(watcher.read()).toEqual([
      ":irc.test NOTICE * :*** boss!boss@192.0.2.2 (test) SANICK plain simple: done",
      ":irc.test NOTICE * :*** boss!boss@192.0.2.2 (test) KILL simple (spam): done",
    ]);
    expect([...boss.read(), ...plain.read()].join()).not.toContain("SANICK");
  });

  test("leaves labelled answers whole for who watches it", async () => {
    const { network } = auditedNetwork();
    const watcher = network.connect("watcher", { caps: "labeled-response batch" });
    network.makeOperator(watcher);
    watcher.send("MODE watcher +s a");
    for (const line of ["CHECK boss", "UBAN LIST", "SANICK boss other", "DIE nowhere", "KLINE 0.0.0.0/0"]) {
      const lines = await watcher.answer(`@label=l1 ${line}`);
      const { lines: answered, others } = answerTo("l1", lines);
      expect([...answered, ...others].filter((said) => said.includes("watcher!watcher@"))).toHaveLength(1);
    }
  });

  test.each([
    [new StoreError("FULL", "no room"), "KLINE: Nothing can be stored right now: try again later"],
    [new Error("broken"), "failed"],
  ])("has work that failed: %s", async (error, outcome) => {
    const { network, boss, acts } = auditedNetwork();
    network.store.bans.set = () => Promise.reject(error);
    await boss.answer("KLINE *@198.51.100.7 spam");
    expect(acts()).toEqual([["KLINE", "*@198.51.100.7", "spam", outcome]]);
  });

  test("has an operator as they were, who is gone by their own act", () => {
    const { boss, records } = auditedNetwork();
    boss.send("KILL boss :enough");
    expect(records).toMatchObject([{ by: "boss!boss@192.0.2.2", oper: "test", command: "KILL" }]);
  });
});
