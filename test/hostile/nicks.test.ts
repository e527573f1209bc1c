import { describe, expect, test } from "vitest";
import { logIn } from "../kit/log-in.ts";
import { makeAccount } from "../kit/make-account.ts";
import { TestNetwork } from "../kit/network.ts";

const lookalike = (nick: string) => `433 ${nick} :Nickname looks like one that is registered`;

describe("the nick of a service is nobody's", () => {
  const nicks = [
    "NickServ",
    "nickserv",
    "NICKSERV",
    "N1ckServ",
    "NlckServ",
    "NlCKSERV",
    "ChanServ",
    "HostServ",
  ];

  test.each([...nicks, "MernoServ", "GIobal", "G1obal", "lnfoServ"])("%s", (nick) => {
    const network = new TestNetwork();
    const refusal = [`433 ${nick} :Nickname is kept for a service`];
    expect(network.connect("bob").numerics(`NICK ${nick}`)).toEqual(refusal);
    expect(network.open().numerics(`NICK ${nick}`)).toEqual(refusal);
  });

  test("in letters of another script, where nicks may have them", () => {
    const network = new TestNetwork({ casemapping: "utf8", utf8Nicks: true });
    const bob = network.connect("bob");
    // Mixed, of letters that are written in no language, or with what is not seen: no nick at all.
    for (const nick of ["NісkServ", "Ch\u0251nServ", "NickServ\u200d", "\u202eNickServ"])
      expect(bob.numerics(`NICK ${nick}`)[0]).toMatch(/^432 /);
    // Latin letters all of them.
    expect(bob.numerics("NICK N\u01c0ckServ")[0]).toMatch(/^433 /);
  });

  test("to an operator neither", () => {
    const network = new TestNetwork();
    const boss = network.connect("boss");
    network.makeOperator(boss);
    expect(boss.numerics("SANICK boss ChanServ")[0]).toMatch(/^433 /);
  });
});

describe("what looks like a registered nick is refused", () => {
  test.each(["aIice", "a1ice", "a|ice"])("to who is connected: %s", async (nick) => {
    const network = new TestNetwork();
    await makeAccount(network, "alice");
    const bob = network.connect("bob");
    expect(bob.numerics(`NICK ${nick}`)).toEqual([lookalike(nick)]);
  });

  test("to who comes in", async () => {
    const network = new TestNetwork();
    await makeAccount(network, "alice");
    const client = network.open();
    expect(client.numerics("NICK aIice", "USER a 0 * :A")).toEqual([lookalike("aIice")]);
  });

  test("by another case of one's own nick", async () => {
    const network = new TestNetwork();
    await makeAccount(network, "lvan");
    const ivan = network.connect("ivan");
    expect(ivan.numerics("NICK Ivan")).toEqual([lookalike("Ivan")]);
  });

  test("in letters of another script", async () => {
    const network = new TestNetwork({ casemapping: "utf8", utf8Nicks: true });
    await makeAccount(network, "coco");
    const bob = network.connect("bob");
    expect(bob.numerics("NICK сосо")).toEqual([lookalike("сосо")]);
  });

  test("but not to its owner", async () => {
    const network = new TestNetwork();
    await makeAccount(network, "alice");
    const bob = network.connect("bob");
    logIn(network, bob, "alice");
    bob.read();
    expect(bob.ask("NICK aIice")[0]).toContain("NICK :aIice");
  });

  test("nor if the owner does not mind", async () => {
    const network = new TestNetwork();
    await makeAccount(network, "alice", { enforce: "off" });
    expect(network.connect("aIice").session.nick).toBe("aIice");
  });

  test("nor once there is no such account", async () => {
    const network = new TestNetwork();
    await makeAccount(network, "alice");
    const { accounts } = network.node.host.control;
    await accounts.erase(accounts.keyOf("alice"));
    expect(network.node.world.lookalikes.size).toBe(0);
    expect(network.connect("aIice").session.nick).toBe("aIice");
  });
});
