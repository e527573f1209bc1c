import { describe, expect, test } from "vitest";
import type { ConfigInput } from "../../src/config/schema.ts";
import type { AccountSettings } from "../../src/world/account.ts";
import type { TestClient } from "../kit/client.ts";
import { logIn } from "../kit/log-in.ts";
import { makeAccount } from "../kit/make-account.ts";
import { TestNetwork } from "../kit/network.ts";
import { plainLines } from "../kit/plain.ts";

const registered = "433 alice :Nickname is registered: log in to its account, or take another";

async function open(config: ConfigInput = {}, settings: AccountSettings = {}): Promise<TestNetwork> {
  const network = new TestNetwork({
    unlimited: true,
    accounts: [{ name: "Alice", password: "sesame" }],
    ...config,
  });
  await makeAccount(network, "Alice", settings);
  return network;
}

const notices = (client: TestClient) => client.read().filter((line) => line.includes(" NOTICE "));
const says = (nick: string, text: string) => `:NickServ!NickServ@services NOTICE ${nick} :${text}`;

describe("a registered nick, strictly guarded", () => {
  test("is refused to a stranger who wants it", async () => {
    const bob = (await open()).connect("bob");
    expect(bob.numerics("NICK Alice")).toEqual([registered.replace("alice", "Alice")]);
  });

  test("is refused to a stranger who comes in under it, who may take another", async () => {
    const client = (await open()).open();
    expect(client.ask("NICK alice", "USER a 0 * :A")).toEqual([
      `:irc.test ${registered.replace("433", "433 *")}`,
    ]);
    expect(client.ask("NICK bob")[0]).toContain(" 001 bob ");
  });

  test("is its owner's, who is logged in", async () => {
    const network = await open();
    const bob = network.connect("bob");
    logIn(network, bob, "Alice");
    bob.read();
    expect(bob.ask("NICK alice")).toEqual([":bob!bob@192.0.2.2 NICK :alice"]);
  });

  test("is its owner's who logs in after NICK and USER were said", async () => {
    const alice = (await open()).open();
    const lines = await alice.answer(
      ...["CAP REQ :sasl", "NICK alice", "USER alice 0 * :Alice"],
      ...plainLines("Alice", "sesame"),
      "CAP END",
    );
    expect(lines.join("\n")).toContain(" 001 alice ");
  });

  test("is nobody else's, even if they are logged in", async () => {
    const network = await open();
    await makeAccount(network, "bob");
    const bob = network.connect("carol");
    logIn(network, bob, "bob");
    expect(bob.numerics("NICK alice")).toEqual([registered]);
  });

  test("is lost to who has it when it becomes somebody's, unless they log in in time", async () => {
    const network = new TestNetwork({ nicks: { seconds: 20 } });
    const alice = network.connect("alice");
    await makeAccount(network, "Alice");
    // Whoever registers it themselves is logged in by then.
    network.advance(250);
    expect(notices(alice)).toEqual([
      says("alice", "alice is registered: log in to its account within 20 seconds, or you get another nick"),
    ]);
    network.advance(19_000);
    expect(alice.read()).toEqual([]);
    network.advance(2_000);
    const [why, renamed = ""] = alice.read();
    expect(why).toBe(says("alice", "alice belongs to Alice: you get another nick"));
    expect(renamed).toMatch(/^:alice!alice@192\.0\.2\.2 NICK :Guest\d+$/);
  });

  test("stays with who logs in in time", async () => {
    const network = new TestNetwork();
    const alice = network.connect("alice");
    await makeAccount(network, "Alice");
    logIn(network, alice, "Alice");
    alice.read();
    network.advance(60_000);
    expect(alice.session.nick).toBe("alice");
  });

  test("is no more its owner's who logs out: they are told, and renamed", async () => {
    const network = await open();
    const bob = network.connect("bob");
    logIn(network, bob, "Alice");
    bob.send("NICK alice");
    logIn(network, bob, undefined);
    expect(notices(bob)[0]).toContain("alice is registered: log in to its account within 30 seconds");
    network.advance(31_000);
    expect(bob.session.nick).toMatch(/^Guest\d+$/);
  });

  test("is free again once the account is gone", async () => {
    const network = await open();
    const { accounts } = network.node.host.control;
    await accounts.erase(accounts.keyOf("alice"));
    expect(network.connect("alice").session.nick).toBe("alice");
  });
});

describe("a registered nick, leniently guarded", () => {
  const lenient = { nicks: { protect: "lenient", seconds: 30 } } as const;

  test("may be taken, for a while", async () => {
    const network = await open(lenient);
    const alice = network.connect("alice");
    network.advance(31_000);
    expect(alice.session.nick).toMatch(/^Guest\d+$/);
  });

  test("gives no more time to who leaves it and comes back", async () => {
    const network = await open(lenient);
    const alice = network.connect("alice");
    network.advance(20_000);
    alice.send("NICK other");
    network.advance(5_000);
    alice.send("NICK alice");
    expect(notices(alice)).toEqual([]);
    network.advance(6_000);
    expect(alice.session.nick).toMatch(/^Guest\d+$/);
  });

  test("is left alone with who took another in time", async () => {
    const network = await open(lenient);
    const alice = network.connect("alice");
    alice.send("NICK other");
    network.advance(60_000);
    expect(alice.session.nick).toBe("other");
  });

  test("nobody is watched who has left", async () => {
    const network = await open(lenient);
    network.connect("alice").vanish();
    network.advance(60_000);
    expect(network.entries.filter(({ request }) => request.type === "nick-due")).toEqual([]);
  });
});

describe("what its account has chosen counts more than the network's way", () => {
  test("off", async () => {
    const bob = (await open({}, { enforce: "off" })).connect("bob");
    expect(bob.ask("NICK alice")).toEqual([":bob!bob@192.0.2.2 NICK :alice"]);
  });

  test("strict", async () => {
    const bob = (await open({ nicks: { protect: "off" } }, { enforce: "strict" })).connect("bob");
    expect(bob.numerics("NICK alice")).toEqual([registered]);
  });

  test("REHASH may guard what was anybody's: who has it is told", async () => {
    const network = await open({ nicks: { protect: "off" } });
    const alice = network.connect("alice");
    network.config = { ...network.config, nicks: { protect: "lenient" } };
    await network.node.rehash();
    expect(notices(alice)[0]).toContain("alice is registered: log in");
  });
});

describe("a guest's nick", () => {
  test("fits where nicks are short", async () => {
    const network = await open({ limits: { nickLength: 5 }, nicks: { protect: "lenient" } });
    const alice = network.connect("alice");
    network.advance(31_000);
    expect(alice.session.nick).toMatch(/^G[uest]*\d+$/);
    expect(alice.session.nick.length).toBeLessThanOrEqual(5);
  });
});

describe("where nicks are accounts", () => {
  const areAccounts = { nicks: { areAccounts: true } };

  test("who logs in while coming in gets the name of the account", async () => {
    const alice = (await open(areAccounts)).open();
    const lines = await alice.answer(
      ...["CAP REQ :sasl", "NICK whatever", "USER alice 0 * :Alice"],
      ...plainLines("alice", "sesame"),
      "CAP END",
    );
    expect(lines.join("\n")).toContain(" 001 Alice ");
  });

  test("who logs in later gets it then", async () => {
    const network = await open(areAccounts);
    const bob = network.connect("bob");
    logIn(network, bob, "Alice");
    expect(bob.read()).toContain(":bob!bob@192.0.2.2 NICK :Alice");
  });

  test("and keeps it", async () => {
    const network = await open(areAccounts);
    const alice = network.connect("bob");
    logIn(network, alice, "Alice");
    expect(alice.numerics("NICK bob")).toEqual(["433 bob :You go by the name of your account here: Alice"]);
    expect(alice.ask("NICK alice")).toEqual([":Alice!bob@192.0.2.2 NICK :alice"]);
  });

  test("unless it is in use, or no nick", async () => {
    const network = await open({ nicks: { areAccounts: true, protect: "off" } });
    network.connect("alice");
    const bob = network.connect("bob");
    for (const account of ["Alice", "9lives"]) logIn(network, bob, account);
    expect(bob.session.nick).toBe("bob");
  });
});
