import { describe, expect, test } from "vitest";
import { logIn } from "../../kit/log-in.ts";
import { makeAccount } from "../../kit/make-account.ts";
import { TestNetwork } from "../../kit/network.ts";
import { serviceSays } from "../../kit/service-says.ts";

async function open() {
  const network = new TestNetwork({ unlimited: true });
  await makeAccount(network, "Alice");
  const [alice, bob] = network.inChannel("#room", "ann", "bob");
  if (!alice || !bob) throw new Error("nobody is there");
  logIn(network, alice, "Alice");
  for (const client of [alice, bob]) client.read();
  return { network, alice, bob };
}

const codeIn = (lines: readonly string[]) => /ERASE Alice (\w+)$/.exec(lines.at(-1) ?? "")?.[1];

describe("ERASE", () => {
  test("asks first, then removes the account and logs its sessions out", async () => {
    const { network, alice } = await open();
    const asked = await serviceSays(alice, "NS ERASE alice");
    expect(asked[0]).toBe(
      "All Alice has, and everything it has written, is removed: nobody can bring it back",
    );
    expect(network.node.world.accountNamed("alice")).toBeDefined();
    const said = await serviceSays(alice, `NS ERASE alice ${codeIn(asked)}`);
    expect(said).toEqual(["Your account is gone", "Alice is erased, with what was kept of 0 messages of it"]);
    expect(network.node.world.accountNamed("alice")).toBeUndefined();
    expect(alice.session.user?.identity.account).toBeUndefined();
    const { accounts } = network.node.host.control;
    expect(await accounts.find(accounts.keyOf("alice"))).toBeUndefined();
  });

  test("what it wrote is gone from memory, too, and its conversations as a whole", async () => {
    const { network, alice, bob } = await open();
    alice.send("PRIVMSG #room :mine", "PRIVMSG bob :between us");
    bob.send("PRIVMSG #room :his", "PRIVMSG ann :and back");
    const code = codeIn(await serviceSays(alice, "NS ERASE alice"));
    await serviceSays(alice, `NS ERASE alice ${code}`);
    await makeAccount(network, "Alice");
    logIn(network, alice, "Alice");
    expect((await bob.answer("HISTORY #room")).join("\n")).not.toContain("mine");
    expect((await bob.answer("HISTORY #room")).join("\n")).toContain("his");
    expect((await alice.answer("HISTORY bob")).join("\n")).not.toMatch(/between us|and back/);
  });

  test("it leaves no exception from bans and no invitation to who comes next under its name", async () => {
    const { network, alice, bob } = await open();
    bob.send("PART #room", "JOIN #other");
    alice.send("MODE #room +eeI a:Alice a:Al* a:ALICE", "MODE #room +b a:alice");
    const code = codeIn(await serviceSays(alice, "NS ERASE alice"));
    alice.read();
    const said = await alice.answer(`NS ERASE alice ${code}`);
    expect(said.filter((line) => line.includes("MODE #room"))).toEqual([
      ":ChanServ!ChanServ@services MODE #room -eI a:Alice a:ALICE",
    ]);
    const lists = alice.numerics("MODE #room e", "MODE #room I", "MODE #room b");
    expect(lists.map((line) => line.split(" ")[2])).toEqual(["a:Al*", ":End", ":End", "a:alice", ":End"]);
    await makeAccount(network, "Alice");
    alice.send("MODE #room -e+i a:Al*");
    logIn(network, bob, "Alice");
    bob.read();
    expect(bob.numerics("JOIN #room")).toEqual(["474 #room :Cannot join channel (+b)"]);
    alice.send("MODE #room -b a:alice");
    expect(bob.numerics("JOIN #room")).toEqual(["473 #room :Cannot join channel (+i)"]);
  });

  test("wants the right code", async () => {
    const { network, alice } = await open();
    expect(await serviceSays(alice, "NS ERASE alice nonsense")).toEqual([
      "Alice: The code is wrong: ERASE Alice tells it",
    ]);
    expect(network.node.world.accountNamed("alice")).toBeDefined();
  });

  test("is for its owner and for operators, who are watched", async () => {
    const { network, alice, bob } = await open();
    expect(await serviceSays(bob, "NS ERASE alice")).toEqual(["alice: It is not yours"]);
    const code = codeIn(await serviceSays(alice, "NS ERASE alice"));
    expect(await serviceSays(bob, `NS ERASE alice ${code}`)).toEqual(["alice: It is not yours"]);
    network.makeOperator(bob, ["accounts"]);
    expect(await bob.answer(`NS ERASE alice ${code}`)).toEqual([
      ":irc.test NOTICE * :*** bob used ERASE Alice",
      ":NickServ!NickServ@services NOTICE bob :Alice is erased, with what was kept of 0 messages of it",
    ]);
    expect(alice.read()[0]).toContain("Your account is gone");
  });
});
