import { describe, expect, test } from "vitest";
import { logIn } from "../../kit/log-in.ts";
import { makeAccount } from "../../kit/make-account.ts";
import { TestNetwork } from "../../kit/network.ts";
import { serviceSays } from "../../kit/service-says.ts";

async function open() {
  const network = new TestNetwork({ unlimited: true });
  await makeAccount(network, "Alice", { vhost: "my.host" });
  const alice = network.connect("alix");
  logIn(network, alice, "Alice");
  alice.read();
  return { network, alice };
}

describe("SET", () => {
  test("changes how nicks are guarded, and nothing else", async () => {
    const { network, alice } = await open();
    expect(await serviceSays(alice, "NS SET enforce OFF")).toEqual(["ENFORCE is off"]);
    expect(network.connect("alice").session.nick).toBe("alice");
    expect(network.node.world.accountNamed("alice")?.settings).toEqual({ enforce: "off", vhost: "my.host" });
  });

  test("goes back to the network's way", async () => {
    const { network, alice } = await open();
    await serviceSays(alice, "NS SET PRIVATE on");
    expect(await serviceSays(alice, "NS SET PRIVATE default")).toEqual(["PRIVATE is off"]);
    expect(network.node.world.accountNamed("alice")?.settings).toEqual({ vhost: "my.host" });
  });

  test("chooses whether the account stays without a client, shares its nick, and is shown as away", async () => {
    const { network, alice } = await open();
    for (const name of ["ALWAYS-ON", "MULTICLIENT", "AUTOAWAY"]) {
      expect(await serviceSays(alice, `NS SET ${name} off`)).toEqual([`${name} is off`]);
      expect(await serviceSays(alice, `NS SET ${name} on`)).toEqual([`${name} is on`]);
    }
    const chosen = { alwaysOn: true, multiclient: true, autoAway: true };
    expect(network.node.world.accountNamed("alice")?.settings).toEqual({ ...chosen, vhost: "my.host" });
    await serviceSays(alice, "NS SET ALWAYS-ON default");
    expect(await serviceSays(alice, "NS GET ALWAYS-ON")).toEqual([
      "ALWAYS-ON is off (on, off or default): whether you stay on the network, in your channels, while you are not connected",
    ]);
  });

  test("two changes at once are both made", async () => {
    const { network } = await open();
    const { accounts } = network.node.host.control;
    const key = accounts.keyOf("alice");
    await Promise.all([accounts.choose(key, { enforce: "off" }), accounts.choose(key, { private: true })]);
    expect(network.node.world.accountNamed("alice")?.settings).toMatchObject({
      enforce: "off",
      private: true,
    });
  });

  test.each([
    [
      "NS SET FLAVOUR sweet",
      "There is no setting FLAVOUR: there is ENFORCE, PRIVATE, ALWAYS-ON, MULTICLIENT, AUTOAWAY",
    ],
    ["NS SET ENFORCE maybe", "ENFORCE is strict, lenient, off or default"],
    ["NS SET ENFORCE", "Usage: SET <setting> <value>"],
    [
      "NS GET FLAVOUR",
      "There is no setting FLAVOUR: there is ENFORCE, PRIVATE, ALWAYS-ON, MULTICLIENT, AUTOAWAY",
    ],
  ])("%s: %s", async (line, answer) => {
    const { alice } = await open();
    expect(await serviceSays(alice, line)).toEqual([answer]);
  });
});

test("GET shows one, or all, each with what it may be", async () => {
  const { alice } = await open();
  const [enforce] = await serviceSays(alice, "NS GET enforce");
  expect(enforce).toBe(
    "ENFORCE is strict (strict, lenient, off or default): whether others may take nicks of yours: never, for a while, or as they like",
  );
  expect(await serviceSays(alice, "NS GET")).toHaveLength(5);
});
