import { expect, test } from "vitest";
import type { TestClient } from "../kit/client.ts";
import { makeAccount } from "../kit/make-account.ts";
import { TestNetwork } from "../kit/network.ts";

/** Comes in logged in to an account. */
function come(network: TestNetwork, nick: string, account: string): TestClient {
  const client = network.open();
  if (client.session.registration) client.session.registration.account = account;
  client.send(`NICK ${nick}`, `USER ${nick} 0 * :${nick}`);
  client.read();
  return client;
}

/** A network of accounts alone, with alice in hers and bob in his. */
async function accountsOnly() {
  const network = new TestNetwork({ accountRequired: true });
  await makeAccount(network, "alice");
  await makeAccount(network, "bob");
  const [alice, bob] = [come(network, "alice", "alice"), come(network, "bob", "bob")];
  for (const client of [alice, bob]) client.send("JOIN #room");
  return { network, alice, bob };
}

test("where an account is required, LOGOUT is no way to be there without one", async () => {
  const { network, alice, bob } = await accountsOnly();
  bob.read();
  await alice.answer("NS LOGOUT");
  expect(alice.ended).toBe(true);
  expect(network.node.world.userByNick("alice")).toBeUndefined();
  expect(bob.read().join("\n")).toContain("QUIT :An account is required");
});

test("where an account is required, who loses theirs leaves, and the others stay", async () => {
  const { network, alice, bob } = await accountsOnly();
  network.makeOperator(bob);
  await bob.answer("NS SUSPEND alice spam");
  expect(alice.ended).toBe(true);
  expect(bob.ended).toBe(false);
  expect([...network.node.world.users.values()].map(({ nick }) => nick)).toEqual(["bob"]);
});
