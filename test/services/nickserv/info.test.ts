import { describe, expect, test } from "vitest";
import { logIn } from "../../kit/log-in.ts";
import { makeAccount } from "../../kit/make-account.ts";
import { TestNetwork } from "../../kit/network.ts";
import { serviceSays } from "../../kit/service-says.ts";

const since = "Tue, 14 Nov 2023 22:13:20 GMT";

async function open(settings = {}) {
  const network = new TestNetwork({ unlimited: true });
  await makeAccount(network, "Alice", settings, "alice@example.net");
  const alice = network.connect("ally");
  logIn(network, alice, "Alice");
  await alice.answer("NS GROUP");
  const bob = network.connect("bob");
  return { network, alice, bob };
}

describe("INFO", () => {
  test("tells everybody who is where", async () => {
    const { alice, bob } = await open();
    const lines = [`Alice was registered on ${since}`, "It is in use by ally"];
    expect(await serviceSays(bob, "NS INFO alice")).toEqual(lines);
    expect(await serviceSays(bob, "NS INFO ALLY")).toEqual(lines);
    alice.vanish();
    expect((await serviceSays(bob, "NS INFO alice"))[1]).toBe(`It was last in use on ${since}`);
  });

  test("tells nobody else what is private", async () => {
    const { bob } = await open({ private: true });
    expect(await serviceSays(bob, "NS INFO alice")).toEqual([`Alice was registered on ${since}`]);
  });

  test("tells its owner all", async () => {
    const { alice } = await open({ private: true, vhost: "my.host", vhostOff: true });
    expect(await serviceSays(alice, "NS INFO")).toEqual([
      `Alice was registered on ${since}`,
      "It is in use by ally",
      "Its nicks: Alice ally",
      "Its address: alice@example.net",
      "Its host my.host is turned off",
      "Its settings: ENFORCE strict, PRIVATE on, ALWAYS-ON off, MULTICLIENT on, AUTOAWAY on",
    ]);
  });

  test("tells operators who may know it", async () => {
    const { network, bob } = await open({ private: true });
    network.makeOperator(bob, ["kill"]);
    expect(await serviceSays(bob, "NS INFO alice")).toHaveLength(1);
    network.makeOperator(bob, ["accounts"]);
    expect(await serviceSays(bob, "NS INFO alice")).toContain("Its address: alice@example.net");
  });
});

describe("LIST", () => {
  test("shows what matches, and private accounts to operators only", async () => {
    const { network, bob } = await open();
    for (const name of ["alan", "Zoe"]) await makeAccount(network, name);
    await makeAccount(network, "alba", { private: true });
    expect(await serviceSays(bob, "NS LIST AL*")).toEqual(["Alice alan"]);
    expect(await serviceSays(bob, "NS LIST x*")).toEqual(["No account matches x*"]);
    network.makeOperator(bob, ["accounts"]);
    expect(await serviceSays(bob, "NS LIST al*")).toEqual(["Alice alan alba"]);
  });

  test("is bounded", async () => {
    const { network, bob } = await open();
    for (let number = 0; number < 250; number += 1) await makeAccount(network, `user${number}`);
    const lines = await serviceSays(bob, "NS LIST user*");
    expect(lines.at(-1)).toBe("There are 50 more: a narrower mask shows them");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(400);
  });
});

describe("SESSIONS", () => {
  test("shows one's own", async () => {
    const { alice, bob } = await open();
    expect(await serviceSays(alice, "NS SESSIONS")).toEqual([`ally: 192.0.2.2, no TLS, since ${since}`]);
    expect(await serviceSays(bob, "NS SESSIONS alice")).toEqual(["Alice is not yours"]);
    expect(await serviceSays(bob, "NS SESSIONS nobody")).toEqual(["nobody: There is no such account"]);
  });

  test("shows anybody's to operators", async () => {
    const { network, alice, bob } = await open();
    network.makeOperator(bob, ["accounts"]);
    expect(await serviceSays(bob, "NS SESSIONS alice")).toHaveLength(1);
    alice.vanish();
    expect(await serviceSays(bob, "NS SESSIONS alice")).toEqual(["Alice is not in use"]);
  });
});
