import { describe, expect, test } from "vitest";
import { logIn } from "../../kit/log-in.ts";
import { makeAccount } from "../../kit/make-account.ts";
import { TestNetwork } from "../../kit/network.ts";
import { plainLines } from "../../kit/plain.ts";
import { serviceSays } from "../../kit/service-says.ts";

async function open() {
  const network = new TestNetwork({
    unlimited: true,
    accounts: [{ name: "Alice", password: "sesame" }],
  });
  await makeAccount(network, "Alice");
  const alice = network.connect("alix", { caps: "sasl" });
  logIn(network, alice, "Alice");
  alice.read();
  const boss = network.connect("boss");
  network.makeOperator(boss, ["accounts"]);
  return { network, alice, boss };
}

const statusOf = (network: TestNetwork) => network.node.world.accountNamed("alice")?.status;

describe("SUSPEND", () => {
  test("logs the sessions out, and tells them and the operators why", async () => {
    const { alice, boss } = await open();
    expect(await boss.answer("NS SUSPEND alice spam, again")).toEqual([
      ":irc.test NOTICE * :*** boss used SUSPEND Alice spam, again",
      ":NickServ!NickServ@services NOTICE boss :Alice is suspended",
    ]);
    expect(alice.read()).toEqual([
      ":NickServ!NickServ@services NOTICE alix :Your account has been suspended: spam, again",
      ":alix!alix@192.0.2.2 MODE alix :-r",
      ":irc.test 901 alix alix!alix@192.0.2.2 :You are now logged out",
    ]);
  });

  test("refuses every login, at its place in the log", async () => {
    const { network, alice, boss } = await open();
    await serviceSays(boss, "NS SUSPEND alice");
    const lines = await alice.answer(...plainLines("Alice", "sesame"));
    expect(lines.map((line) => line.split(" ")[1])).toContain("902");
    const late = network.open();
    const welcome = await late.answer(
      ...["CAP REQ :sasl", "NICK late", "USER late 0 * :Late"],
      ...plainLines("Alice", "sesame"),
      "CAP END",
    );
    expect(welcome.join("\n")).toMatch(/ 902 .*[\s\S]* 001 late /);
    expect(late.session.user?.identity.account).toBeUndefined();
  });

  test("ends when its time is over, even over a restart", async () => {
    const { network, boss } = await open();
    expect(await serviceSays(boss, "NS SUSPEND alice 1h30m away with you")).toEqual([
      "Alice is suspended until Tue, 14 Nov 2023 23:43:20 GMT",
    ]);
    // What a start tells the network.
    await network.node.load();
    network.advance(5_399_000);
    expect(statusOf(network)).toBe("suspended");
    network.advance(2_000);
    await network.until(() => statusOf(network) === "active");
    expect(network.node.world.accountNamed("alice")?.settings).toEqual({});
  });

  test("is shown to operators by INFO", async () => {
    const { boss } = await open();
    await serviceSays(boss, "NS SUSPEND alice 1d spam");
    const lines = await serviceSays(boss, "NS INFO alice");
    expect(lines).toContain("It is suspended: nobody can log in to it");
    expect(lines).toContain("It was suspended by boss on Tue, 14 Nov 2023 22:13:20 GMT: spam");
    expect(lines).toContain("That ends on Wed, 15 Nov 2023 22:13:20 GMT");
  });

  test("says once that there is no such account", async () => {
    const { boss } = await open();
    expect(await serviceSays(boss, "NS SUSPEND nobody")).toEqual(["nobody: There is no such account"]);
    expect(await serviceSays(boss, "NS SUSPEND")).toEqual([
      "Usage: SUSPEND <account> [<duration>] [<reason>]",
    ]);
  });

  test("is for operators with the privilege", async () => {
    const { network, alice, boss } = await open();
    network.makeOperator(boss, ["kill"]);
    for (const client of [alice, boss]) await serviceSays(client, "NS SUSPEND alice");
    expect(statusOf(network)).toBe("active");
  });
});

describe("UNSUSPEND", () => {
  test("ends it", async () => {
    const { network, boss } = await open();
    await serviceSays(boss, "NS SUSPEND alice");
    expect(await serviceSays(boss, "NS UNSUSPEND alice")).toEqual(["Alice is suspended no more"]);
    expect(statusOf(network)).toBe("active");
    expect(await serviceSays(boss, "NS UNSUSPEND alice")).toEqual(["Alice: It is not suspended"]);
  });

  test("verifies nobody", async () => {
    const { network, boss } = await open();
    const { accounts } = network.node.host.control;
    const verification = { hash: "h", expiresAt: network.now * 2 };
    await accounts.update(accounts.keyOf("alice"), { status: "unverified", verification });
    await serviceSays(boss, "NS SUSPEND alice");
    await serviceSays(boss, "NS UNSUSPEND alice");
    expect(statusOf(network)).toBe("unverified");
  });
});
