import { describe, expect, test } from "vitest";
import { logIn } from "../../kit/log-in.ts";
import { makeAccount } from "../../kit/make-account.ts";
import { TestNetwork } from "../../kit/network.ts";
import { serviceSays } from "../../kit/service-says.ts";

async function open(perAccount = 2) {
  const network = new TestNetwork({ unlimited: true, nicks: { perAccount } });
  await makeAccount(network, "Alice");
  const alice = network.connect("Ally");
  logIn(network, alice, "Alice");
  alice.read();
  return { network, alice };
}

describe("GROUP", () => {
  test("makes the nick one of the account's, which guards it", async () => {
    const { network, alice } = await open();
    expect(await serviceSays(alice, "NS GROUP")).toEqual(["Ally belongs to Alice now"]);
    expect(await serviceSays(alice, "NS GROUP")).toEqual(["Ally belongs to your account already"]);
    alice.send("NICK other");
    const bob = network.connect("bob");
    expect(bob.numerics("NICK ally")[0]).toContain("433 ally :Nickname is registered");
    expect(bob.numerics("NICK AIly")[0]).toContain("433 AIly :Nickname looks like");
  });

  test("knows a bound", async () => {
    const { alice } = await open(1);
    expect(await serviceSays(alice, "NS GROUP")).toEqual(["An account has 1 nicks at most"]);
  });

  test("takes nothing that is somebody's, or looks like it", async () => {
    const { network, alice } = await open();
    await makeAccount(network, "AIIy", { enforce: "off" });
    await makeAccount(network, "ally", { enforce: "off" });
    expect(await serviceSays(alice, "NS GROUP")).toEqual(["Ally: Nickname is registered"]);
    await makeAccount(network, "lvan");
    alice.send("NICK Ivan");
    expect(alice.session.nick).toBe("Ally");
  });

  test.each([
    [undefined, "You are not logged in to an account"],
    ["Configured", "Configured stands in the server's configuration: it can be changed there only"],
  ])("for %s: %s", async (account, answer) => {
    const network = new TestNetwork();
    const bob = network.connect("bob");
    if (account) logIn(network, bob, account);
    expect(await serviceSays(bob, "NS GROUP")).toEqual([answer]);
  });
});

describe("UNGROUP", () => {
  test("lets go of a nick", async () => {
    const { network, alice } = await open();
    await serviceSays(alice, "NS GROUP");
    expect(await serviceSays(alice, "NS UNGROUP")).toEqual(["Ally is anybody's now"]);
    alice.send("NICK other");
    expect(network.connect("ally").session.nick).toBe("ally");
  });

  test("keeps the name of the account, and leaves others' alone", async () => {
    const { network, alice } = await open();
    await makeAccount(network, "bob");
    expect(await serviceSays(alice, "NS UNGROUP alice")).toEqual([
      "Alice is the name of your account: it stays as long as the account does",
    ]);
    expect(await serviceSays(alice, "NS UNGROUP bob")).toEqual(["bob does not belong to your account"]);
  });
});
