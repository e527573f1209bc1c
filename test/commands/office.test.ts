import { describe, expect, test } from "vitest";
import type { ConfigInput } from "../../src/config/schema.ts";
import { cheapHash } from "../kit/cheap-hash.ts";
import type { TestClient } from "../kit/client.ts";
import { logIn } from "../kit/log-in.ts";
import { makeAccount } from "../kit/make-account.ts";
import { TestNetwork } from "../kit/network.ts";

const password = cheapHash("sesame");
const operClasses = {
  helper: { privileges: ["kill"], snomask: "ck", title: "a helper of Example" },
  admin: { extends: "helper", privileges: ["rehash", "wallops"] },
} as const satisfies ConfigInput["operClasses"];
const opers = [{ name: "root", password, class: "admin" }] as const satisfies ConfigInput["opers"];

async function oper(network: TestNetwork, nick: string, name = "root"): Promise<TestClient> {
  const client = network.connect(nick);
  await client.answer(`OPER ${name} sesame`);
  return client;
}

describe("a class of operators", () => {
  test("says what its operators may do, what they are told and what WHOIS calls them", async () => {
    const network = new TestNetwork({ opers, operClasses });
    const alice = network.connect("alice");
    expect(await alice.answer("OPER root sesame")).toEqual([
      ":irc.test 381 alice :You are now an IRC operator",
      ":alice!alice@192.0.2.2 MODE alice :+os",
      ":irc.test 008 alice +ck :Server notice mask",
    ]);
    expect(alice.numerics("KILL nobody :x")).toEqual(["401 nobody :No such nick/channel"]);
    expect(alice.numerics("DIE")).toEqual(["723 die :Insufficient oper privileges."]);
    expect(alice.numerics("WHOIS alice")).toContain("313 alice :is a helper of Example");
  });

  test("STATS o and O tell operators who may be one, and what classes may do", async () => {
    const network = new TestNetwork({ opers, operClasses });
    const alice = await oper(network, "alice");
    expect(alice.numerics("STATS o", "STATS O")).toEqual([
      "243 O *@* * root rehash,wallops,kill admin",
      "219 o :End of /STATS report",
      "249 O :helper: kill",
      "249 O :admin (extends helper): rehash,wallops,kill",
      "219 O :End of /STATS report",
    ]);
  });
});

describe("REHASH", () => {
  test("gives an operator in office what their class says now, and tells them", async () => {
    const network = new TestNetwork({ opers, operClasses });
    const [boss, alice] = [network.connect("boss"), await oper(network, "alice")];
    network.makeOperator(boss);
    network.config = { ...network.config, operClasses: { ...operClasses, helper: { privileges: ["die"] } } };
    await boss.answer("REHASH");
    expect(alice.read()).toEqual([
      ":irc.test NOTICE alice :*** What you may do as admin has changed: rehash, wallops, die",
    ]);
    expect(alice.numerics("KILL boss :x")).toEqual(["723 kill :Insufficient oper privileges."]);
    expect(alice.ask("WALLOPS :hello").join()).not.toContain("723");
    await boss.answer("REHASH");
    expect(alice.read()).toEqual([]);
  });

  test.each<[string, ConfigInput["opers"]]>([
    ["is not named any more", []],
    ["may not come from there any more", [{ ...opers[0], hosts: ["*@198.51.100.1"] }]],
    ["has to show a certificate now", [{ ...opers[0], certfp: "ab".repeat(32) }]],
  ])("takes the office from an operator who %s, and tells them", async (_, next) => {
    const network = new TestNetwork({ opers, operClasses });
    const [boss, alice] = [network.connect("boss"), await oper(network, "alice")];
    network.makeOperator(boss);
    network.config = { ...network.config, opers: next };
    await boss.answer("REHASH");
    expect(alice.read()).toEqual([
      ":alice!alice@192.0.2.3 MODE alice :-os",
      ":irc.test NOTICE alice :*** You are no longer an operator: the configuration has changed",
    ]);
    expect(alice.numerics("KILL boss :x")).toEqual(["481 :Permission Denied- You're not an IRC operator"]);
    expect(network.node.world.operatorCount).toBe(1);
  });

  test("is done whole by an operator whom it takes the office from", async () => {
    const network = new TestNetwork({ opers, operClasses });
    const alice = await oper(network, "alice");
    network.config = { ...network.config, opers: [], limits: { topicLength: 5 } };
    const lines = await alice.answer("REHASH");
    expect(lines).toContain(":irc.test 005 alice TOPICLEN=5 :are supported by this server");
    expect(lines).toContain(":alice!alice@192.0.2.2 MODE alice :-os");
    expect(network.node.world.settings.limits.topicLength).toBe(5);
  });

  test("leaves an operator nothing of another who has the same name", async () => {
    const two = [
      { name: "root", password, hosts: ["*@198.51.100.1"] },
      { name: "root", password, hosts: ["*@192.0.2.0/24"], privileges: ["kill"] },
    ] as const satisfies ConfigInput["opers"];
    const network = new TestNetwork({ opers: two });
    await oper(network, "alice");
    expect(network.node.world.userByNick("alice")?.oper?.privileges).toEqual(["kill"]);
    network.config = { ...network.config, opers: [two[0]] };
    await network.node.rehash();
    expect(network.node.world.userByNick("alice")?.oper).toBeUndefined();
  });

  test("by signal reviews operators, too, and one of them can be hidden", async () => {
    const network = new TestNetwork({ opers, operClasses });
    const alice = await oper(network, "alice");
    network.config = { ...network.config, opers: [{ ...opers[0], hidden: true }] };
    await network.node.rehash();
    expect(alice.read()[0]).toBe(":alice!alice@192.0.2.2 MODE alice :+H");
  });
});

test("REHASH that comes while a password is checked leaves nobody what was read before it", async () => {
  const network = new TestNetwork({ opers, operClasses });
  const alice = network.connect("alice");
  alice.send("OPER root sesame");
  network.config = { ...network.config, opers: [] };
  await network.node.rehash();
  expect(await alice.answer()).toEqual([":irc.test 263 alice OPER :Please wait a while and try again."]);
  expect(network.node.world.operatorCount).toBe(0);
});

describe("OPER by certificate", () => {
  const certfp = "ab".repeat(32);
  const shown = `${"AB:".repeat(31)}AB`;
  const carded = { name: "root", certfp: shown } as const;

  test("takes no password, whatever the spelling of the fingerprint", async () => {
    const network = new TestNetwork({ opers: [carded] });
    const alice = network.connect("alice", { tls: true, certfp });
    expect(await alice.answer("OPER root")).toContain(":irc.test 381 alice :You are now an IRC operator");
  });

  test("is refused to who shows another one, or none", async () => {
    const network = new TestNetwork({ opers: [carded] });
    const [alice, bob] = [
      network.connect("alice", { tls: true, certfp: "cd".repeat(32) }),
      network.connect("bob"),
    ];
    expect(await alice.answer("OPER root")).toEqual([":irc.test 491 alice :No O-lines for your host"]);
    expect(await bob.answer("OPER root guess")).toEqual([":irc.test 491 bob :No O-lines for your host"]);
  });

  test("demands the password, too, where there is one", async () => {
    const network = new TestNetwork({ opers: [{ ...carded, password }] });
    const alice = network.connect("alice", { tls: true, certfp });
    expect(alice.numerics("OPER root")).toEqual(["461 OPER :Not enough parameters"]);
    expect(await alice.answer("OPER root wrong")).toEqual([":irc.test 464 alice :Password incorrect"]);
    expect(await alice.answer("OPER root sesame")).toContain(
      ":irc.test 381 alice :You are now an IRC operator",
    );
  });

  test("goes by itself where that is asked for, after the welcome, and from there alone", () => {
    const network = new TestNetwork({ opers: [{ ...carded, auto: true, hosts: ["*@192.0.2.0/24"] }] });
    const alice = network.open({ tls: true, certfp });
    const lines = alice.ask("NICK alice", "USER alice 0 * :Alice");
    const place = lines.indexOf(":irc.test 381 alice :You are now an IRC operator");
    expect(place).toBeGreaterThan(lines.findIndex((line) => / 422 | 376 /.test(line)));
    expect(network.connect("bob", { tls: true, certfp, address: "198.51.100.1" }).session.user?.oper).toBe(
      undefined,
    );
    expect(network.connect("carol").session.user?.oper).toBe(undefined);
  });
});

describe("OPER by account", () => {
  const named = { name: "root", account: "Alice" } as const;

  async function accountRoom(config: ConfigInput) {
    const network = new TestNetwork({ ...config, nicks: { protect: "off" } });
    await makeAccount(network, "alice");
    const client = network.connect("someone");
    return {
      network,
      client,
      logIn: () => {
        logIn(network, client, "alice");
        return client.read();
      },
    };
  }

  test("is for who is logged in to it, and ends with the account", async () => {
    const { client, logIn } = await accountRoom({ opers: [named] });
    expect(await client.answer("OPER root")).toEqual([":irc.test 491 someone :No O-lines for your host"]);
    logIn();
    expect(await client.answer("OPER root")).toContain(":irc.test 381 someone :You are now an IRC operator");
    const lines = await client.answer("NS LOGOUT");
    expect(lines).toContain(
      ":irc.test NOTICE someone :*** You are no longer an operator: you have left the account",
    );
    expect(client.numerics("KILL someone :x")).toEqual([
      "481 :Permission Denied- You're not an IRC operator",
    ]);
  });

  test("goes by itself at the login where that is asked for", async () => {
    const { client, logIn } = await accountRoom({ opers: [{ ...named, auto: true }] });
    expect(client.session.user?.oper).toBeUndefined();
    expect(logIn()).toContain(":irc.test 381 someone :You are now an IRC operator");
  });

  test("goes by itself on the way in, too", async () => {
    const { network } = await accountRoom({ opers: [{ ...named, auto: true }] });
    const alice = network.open();
    if (alice.session.registration) alice.session.registration.account = "alice";
    expect(alice.ask("NICK alice", "USER alice 0 * :Alice")).toContain(
      ":irc.test 381 alice :You are now an IRC operator",
    );
  });

  test("is lost when the account is suspended", async () => {
    const { network, client, logIn } = await accountRoom({ opers: [{ ...named, auto: true }] });
    logIn();
    expect(client.session.user?.oper?.name).toBe("root");
    const boss = network.connect("boss");
    network.makeOperator(boss);
    await boss.answer("NS SUSPEND alice");
    expect(client.session.user?.oper).toBeUndefined();
    expect(client.session.user?.modes).not.toContain("o");
  });

  test("demands certificate and account where both stand", async () => {
    const certfp = "ab".repeat(32);
    const { client, logIn } = await accountRoom({ opers: [{ ...named, certfp, auto: true }] });
    logIn();
    expect(client.session.user?.identity.account).toBe("alice");
    expect(client.session.user?.oper).toBeUndefined();
    expect(await client.answer("OPER root")).toEqual([":irc.test 491 someone :No O-lines for your host"]);
  });
});

describe("a hidden operator", () => {
  async function hiddenRoom() {
    const network = new TestNetwork({ opers: [{ name: "root", password, hidden: true }] });
    const [bob, boss, alice] = [
      network.connect("bob"),
      network.connect("boss"),
      await oper(network, "alice"),
    ];
    network.makeOperator(boss);
    alice.read();
    return { network, bob, boss };
  }
  const asks = ["WHOIS alice", "WHO alice", "LUSERS", "STATS p", "USERHOST alice", "TRACE", "WHO * o"];
  const shows = (lines: readonly string[]) =>
    lines.filter((line) => /^313|alice H\*|252 [12]|p :alice|alice\*=|^204 .*alice/.test(line));

  test("is shown as one to operators, and to nobody else", async () => {
    const { network, bob, boss } = await hiddenRoom();
    expect(network.node.world.userByNick("alice")?.modes).toBe("Hos");
    expect(shows(bob.numerics(...asks)).filter((line) => !line.startsWith("252 1"))).toEqual([]);
    expect(shows(boss.numerics(...asks)).map((line) => line.slice(0, 3))).toEqual(
      expect.arrayContaining(["313", "352", "249", "302", "204"]),
    );
  });

  test("was never shown as one, not for a moment either", async () => {
    const { network } = await hiddenRoom();
    expect(network.node.world.operatorCount).toBe(1);
  });
});

test("a flood of OPER is held back by address, and is told to operators no more", async () => {
  const network = new TestNetwork({ opers: [{ name: "root", certfp: "ab".repeat(32) }] });
  const [boss, alice] = [network.connect("boss"), network.connect("alice")];
  network.makeOperator(boss);
  const answers: string[] = [];
  for (let time = 0; time < 9; time += 1) {
    network.advance(5000);
    answers.push(...(await alice.answer("OPER root")).map((line) => line.slice(10, 13)));
  }
  expect(answers).toEqual([...Array(5).fill("491"), ...Array(4).fill("263")]);
  expect(boss.read().filter((line) => line.includes("Failed OPER"))).toHaveLength(5);
});
