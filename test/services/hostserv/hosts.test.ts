import { describe, expect, test } from "vitest";
import type { ConfigInput } from "../../../src/config/schema.ts";
import { logIn } from "../../kit/log-in.ts";
import { makeAccount } from "../../kit/make-account.ts";
import { TestNetwork } from "../../kit/network.ts";
import { saidBy, serviceSays } from "../../kit/service-says.ts";

async function open(config: ConfigInput = {}, settings = {}) {
  const network = new TestNetwork({ unlimited: true, ...config });
  await makeAccount(network, "Alice", settings);
  const alice = network.connect("ann", { caps: "chghost" });
  const boss = network.connect("boss");
  network.makeOperator(boss, ["vhosts"]);
  return { network, alice, boss };
}

const cloaked = { accountHost: "users.example.net" };
const hostOf = ({ session }: { session: { user?: { identity: { host: string } } | undefined } }) =>
  session.user?.identity.host;

describe("the host of an account", () => {
  test("is shown from the login on, and no more after the logout", async () => {
    const { network, alice } = await open({}, { vhost: "my.host" });
    logIn(network, alice, "Alice");
    expect(alice.read()).toEqual(
      expect.arrayContaining([
        ":ann!ann@192.0.2.2 CHGHOST ann my.host",
        ":irc.test 396 ann my.host :is now your visible host",
      ]),
    );
    logIn(network, alice, undefined);
    expect(alice.read()).toContain(":ann!ann@my.host CHGHOST ann 192.0.2.2");
  });

  test("gives way to what an operator has set, and does not come back over it", async () => {
    const { network, alice } = await open({}, { vhost: "my.host" });
    logIn(network, alice, "Alice");
    const chief = network.connect("chief");
    network.makeOperator(chief);
    chief.send("CHGHOST ann other.host");
    logIn(network, alice, undefined);
    expect(hostOf(alice)).toBe("other.host");
  });

  test("is one by the name of the account where that is configured", async () => {
    const { network, alice } = await open(cloaked);
    logIn(network, alice, "Alice");
    expect(hostOf(alice)).toBe("Alice.users.example.net");
  });

  test.each([
    ["a[b]", "a.5b.b.5d..users.example.net"],
    ["n".repeat(60), "users.example.net"],
  ])("stays a host for %s", async (name, host) => {
    const { network, alice } = await open(cloaked);
    logIn(network, alice, name);
    expect(hostOf(alice)).toBe(host);
  });

  test("hides the address of who is logged in from everybody but operators who may see it", async () => {
    const { network, alice, boss } = await open(cloaked);
    logIn(network, alice, "Alice");
    expect(boss.numerics("WHOIS ann").join("\n")).not.toContain("192.0.2.2");
  });
});

describe("a ban counts whatever is shown", () => {
  test.each(["*!*@Alice.users.example.net", "*!*@my.host", "*!*@192.0.2.2"])("%s", async (mask) => {
    for (const vhostOff of [true, false]) {
      const { network, alice } = await open(cloaked, { vhost: "my.host", vhostOff });
      logIn(network, alice, "Alice");
      const [op] = network.inChannel("#room", "op");
      op?.send(`MODE #room +b ${mask}`);
      expect(alice.numerics("JOIN #room")).toEqual(["474 #room :Cannot join channel (+b)"]);
    }
  });
});

describe("REQUEST", () => {
  test("is approved, and shown at once", async () => {
    const { network, alice, boss } = await open();
    logIn(network, alice, "Alice");
    expect(await serviceSays(alice, "HS REQUEST my.host")).toEqual(["The operators are asked for my.host"]);
    expect(boss.read()).toEqual([
      ":irc.test NOTICE * :*** ann asks for the host my.host for the account Alice",
    ]);
    expect(await serviceSays(boss, "HS LIST")).toEqual([
      "Alice asked for my.host on Tue, 14 Nov 2023 22:13:20 GMT",
    ]);
    expect(hostOf(alice)).toBe("192.0.2.2");
    expect(await serviceSays(boss, "HS APPROVE alice")).toEqual(["Alice is shown with my.host"]);
    expect(saidBy(alice.read())).toEqual(["You have the host my.host you asked for"]);
    expect(hostOf(alice)).toBe("my.host");
    expect(await serviceSays(boss, "HS LIST")).toEqual(["Alice has my.host"]);
  });

  test("is rejected, with a reason", async () => {
    const { network, alice, boss } = await open();
    logIn(network, alice, "Alice");
    await serviceSays(alice, "HS REQUEST my.host");
    alice.read();
    expect(await serviceSays(boss, "HS REJECT alice not nice")).toEqual(["Alice does not get my.host"]);
    expect(saidBy(alice.read())).toEqual(["You cannot have the host my.host you asked for: not nice"]);
    expect(await serviceSays(boss, "HS APPROVE alice")).toEqual(["Alice: It has asked for no host"]);
  });

  test.each([
    ["my_host!x", /^my_host!x: A host has at most 64 /],
    ["-host", /A host has/],
    ["x".repeat(65), /A host has/],
    ["bob.Users.example.net", /: Hosts under users.example.net are given by name$/],
    ["users.example.net", /: Hosts under users.example.net are given by name$/],
  ])("refuses %s", async (host, answer) => {
    const { network, alice } = await open(cloaked);
    logIn(network, alice, "Alice");
    const said = await serviceSays(alice, `HS REQUEST ${host}`);
    expect(said).toEqual([expect.stringMatching(answer)]);
    expect(network.node.world.accountNamed("alice")?.settings.vhostRequest).toBeUndefined();
  });

  test("is for who is logged in", async () => {
    const { alice } = await open();
    expect(await serviceSays(alice, "HS REQUEST my.host")).toEqual([
      "my.host: You are not logged in to an account that can have a host",
    ]);
  });
});

describe("ON and OFF", () => {
  test("show it and do not", async () => {
    const { network, alice } = await open(cloaked, { vhost: "my.host" });
    logIn(network, alice, "Alice");
    expect(await serviceSays(alice, "HS OFF")).toEqual(["my.host is not shown any more"]);
    expect(hostOf(alice)).toBe("Alice.users.example.net");
    expect(await serviceSays(alice, "HS ON")).toEqual(["You are shown with my.host"]);
    expect(hostOf(alice)).toBe("my.host");
  });

  test("need one", async () => {
    const { network, alice } = await open();
    logIn(network, alice, "Alice");
    expect(await serviceSays(alice, "HS ON")).toEqual(["Your account has no host: REQUEST asks for one"]);
  });
});

test.each(["HS REQUEST my.host", "HS OFF", "HS TAKE sea.side"])(
  "of an account that is gone by now %s says so",
  async (line) => {
    const { network, alice } = await open({ offeredHosts: ["sea.side"] }, { vhost: "my.host" });
    logIn(network, alice, "Alice");
    // As another node would do it, before this one learns of it.
    await network.store.people.erase("alice", 1_000);
    const [said] = await serviceSays(alice, line);
    expect(said).toMatch(/There is no such account any more$/);
  },
);

describe("hosts that are offered", () => {
  test("are taken by anybody", async () => {
    const { network, alice } = await open({ offeredHosts: ["sea.side", "hill.top"] });
    logIn(network, alice, "Alice");
    expect(await serviceSays(alice, "HS OFFERLIST")).toEqual(["sea.side hill.top"]);
    expect(await serviceSays(alice, "HS TAKE Hill.Top")).toEqual(["You are shown with hill.top"]);
    expect(hostOf(alice)).toBe("hill.top");
    expect(await serviceSays(alice, "HS TAKE my.host")).toEqual([
      "my.host is not offered: OFFERLIST shows what is",
    ]);
  });

  test("may be none", async () => {
    const { alice } = await open();
    expect(await serviceSays(alice, "HS OFFERLIST")).toEqual(["No hosts are offered here"]);
  });
});

describe("operators", () => {
  test("set a host and take it away", async () => {
    const { network, alice, boss } = await open();
    logIn(network, alice, "Alice");
    expect(await boss.answer("HS SET alice staff/alice")).toEqual([
      ":irc.test NOTICE * :*** boss used HS SET Alice staff/alice",
      ":HostServ!HostServ@services NOTICE boss :Alice is shown with staff/alice",
    ]);
    expect(hostOf(alice)).toBe("staff/alice");
    expect(await serviceSays(boss, "HS DEL alice")).toEqual(["Alice is not shown with staff/alice any more"]);
    expect(hostOf(alice)).toBe("192.0.2.2");
    expect(await serviceSays(boss, "HS DEL alice")).toEqual(["Alice: It has no host"]);
    expect(await serviceSays(boss, "HS LIST")).toEqual(["No account has a host, or asks for one"]);
  });

  test.each(["SET alice my.host", "DEL alice", "APPROVE alice", "REJECT alice", "LIST"])(
    "alone may %s, with the privilege",
    async (line) => {
      const { network, alice, boss } = await open();
      network.makeOperator(boss, ["accounts"]);
      expect(await serviceSays(alice, `HS ${line}`)).toEqual([
        "Permission Denied- You're not an IRC operator",
      ]);
      expect(await serviceSays(boss, `HS ${line}`)).toEqual(["vhosts: Insufficient oper privileges."]);
    },
  );
});
