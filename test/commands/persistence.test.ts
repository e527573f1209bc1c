import { describe, expect, test } from "vitest";
import { comeAs } from "../kit/come-as.ts";
import { TestNetwork } from "../kit/network.ts";

// Proposal 503: what of it is about the command; what is told of its own accord is in test/ircv3/persistence.test.ts.

const status = (setting: string, effective: string) =>
  `:irc.test PERSISTENCE STATUS ${setting} :${effective}`;

async function alices(alwaysOn: "off" | "opt-in" | "opt-out" | "mandatory") {
  const network = new TestNetwork({ sessions: { alwaysOn } });
  const made = { name: "alice", passwordHash: undefined, email: undefined, verification: undefined };
  await network.node.host.control.accounts.create({ ...made, status: "active", settings: {} });
  const alice = comeAs(network, "alice");
  alice.read();
  return { network, alice };
}

describe("PERSISTENCE", () => {
  test.each([
    ["off", "DEFAULT OFF", "ON OFF", "OFF OFF"],
    ["opt-in", "DEFAULT OFF", "ON ON", "OFF OFF"],
    ["opt-out", "DEFAULT ON", "ON ON", "OFF OFF"],
    ["mandatory", "DEFAULT ON", "ON ON", "OFF ON"],
  ] as const)("tells and sets what the network allows: %s", async (policy, byDefault, on, off) => {
    const { alice } = await alices(policy);
    const told = (words: string) => [status(...(words.split(" ") as [string, string]))];
    expect(await alice.answer("PERSISTENCE GET")).toEqual(told(byDefault));
    expect(await alice.answer("PERSISTENCE SET ON")).toEqual(told(on));
    expect(await alice.answer("persistence get")).toEqual(told(on));
    expect(await alice.answer("PERSISTENCE SET off")).toEqual(told(off));
    expect(await alice.answer("PERSISTENCE SET DEFAULT")).toEqual(told(byDefault));
  });

  test("keeps what else the account has chosen, however fast it is asked for", async () => {
    const { network, alice } = await alices("opt-in");
    const { accounts } = network.node.host.control;
    const key = accounts.keyOf("alice");
    await Promise.all([accounts.choose(key, { vhost: "a.example" }), alice.answer("PERSISTENCE SET ON")]);
    expect((await accounts.find(key))?.settings).toEqual({ vhost: "a.example", alwaysOn: true });
  });

  test("needs an account", () => {
    const guest = new TestNetwork().connect("guest");
    for (const line of ["PERSISTENCE GET", "PERSISTENCE SET ON"])
      expect(guest.ask(line)).toEqual([
        ":irc.test FAIL PERSISTENCE ACCOUNT_REQUIRED :An account is required",
      ]);
  });

  test("wants ON, OFF or DEFAULT, and ignores what it does not know", async () => {
    const { alice } = await alices("opt-in");
    for (const line of ["PERSISTENCE SET", "PERSISTENCE SET maybe", "PERSISTENCE SET :"])
      expect(alice.ask(line)).toEqual([":irc.test FAIL PERSISTENCE INVALID_PARAMETERS :Invalid parameters"]);
    expect(alice.ask("PERSISTENCE FUTURE x")).toEqual([]);
  });

  test("fails where the account has nothing to be kept with, and where the store refuses", async () => {
    const { network, alice } = await alices("opt-in");
    const failed = [":irc.test FAIL PERSISTENCE INTERNAL_ERROR :An error occurred"];
    const other = comeAs(network, "configured");
    other.read();
    expect(await other.answer("PERSISTENCE SET ON")).toEqual(failed);
    network.node.host.control.accounts.choose = () => Promise.reject(new Error("full"));
    expect(await alice.answer("PERSISTENCE SET ON")).toEqual(failed);
  });
});
