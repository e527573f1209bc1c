import { expect, test } from "vitest";
import { comeAs } from "../kit/come-as.ts";
import { TestNetwork } from "../kit/network.ts";

// What the keys of `sessions` do is told in test/sessions: multiclient, always-on and missed. Here: that REHASH does it.

test("sessions are as REHASH has them: who shares a nick, how many, and who stays", async () => {
  const network = new TestNetwork({ sessions: { multiclient: "off" } });
  comeAs(network, "alice").read();
  const set = async (sessions: TestNetwork["config"]["sessions"]) => {
    network.config = { ...network.config, sessions };
    await network.node.rehash();
  };
  const comes = () => comeAs(network, "alice").read().join("\n");
  expect(comes()).toContain(" 433 * alice ");
  await set({ multiclient: "mandatory", perAccount: 2 });
  expect(comes()).toContain(" 001 alice ");
  expect(comes()).toContain("Too many sessions of your account");
  await set({ multiclient: "opt-in" });
  expect(comes()).toContain(" 433 * alice ");
  await set({ alwaysOn: "mandatory" });
  network.node.host.endAll("bye");
  expect(network.node.world.userByNick("alice")?.away).toBe("Not connected");
});
