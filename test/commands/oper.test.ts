import { describe, expect, test } from "vitest";
import { cheapHash } from "../kit/cheap-hash.ts";
import { TestNetwork } from "../kit/network.ts";

const opers = [
  { name: "root", password: cheapHash("open sesame"), hosts: ["*@192.0.2.0/24"] },
  { name: "helper", password: cheapHash("second"), privileges: ["kill"] },
  { name: "carded", password: cheapHash("third"), certfp: `${"AB:".repeat(31)}CD` },
] as const;

describe("OPER", () => {
  test("makes an operator of who knows name and password: 381, MODE and 008", async () => {
    const network = new TestNetwork({ opers });
    const alice = network.connect("alice");
    expect(await alice.answer("OPER root :open sesame")).toEqual([
      ":irc.test 381 alice :You are now an IRC operator",
      ":alice!alice@192.0.2.2 MODE alice :+os",
      ":irc.test 008 alice +fkorsvx :Server notice mask",
      ":irc.test NOTICE * :*** alice!alice@192.0.2.2 is now an operator (root)",
    ]);
    expect(network.node.world.userByNick("alice")?.oper).toEqual({ name: "root", privileges: undefined });
  });

  test("takes a password that is kept as an argon2id hash", async () => {
    const password = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
    const alice = new TestNetwork({ opers: [{ name: "root", password }] }).connect("alice");
    expect(await alice.answer("OPER root wrong")).toEqual([":irc.test 464 alice :Password incorrect"]);
    expect(await alice.answer("OPER root password")).toContain(
      ":irc.test 381 alice :You are now an IRC operator",
    );
  });

  test("grants the privileges of the block and no others", async () => {
    const network = new TestNetwork({ opers });
    const alice = network.connect("alice");
    await alice.answer("OPER helper second");
    expect(alice.numerics("WALLOPS :hello")).toEqual(["723 wallops :Insufficient oper privileges."]);
    expect(alice.numerics("KILL nobody :x")).toEqual(["401 nobody :No such nick/channel"]);
  });

  test("answers 464 to a wrong password and 491 to an unknown name", async () => {
    const network = new TestNetwork({ opers });
    const alice = network.connect("alice");
    expect(await alice.answer("OPER root wrong")).toEqual([":irc.test 464 alice :Password incorrect"]);
    expect(await alice.answer("OPER nobody wrong")).toEqual([
      ":irc.test 491 alice :No O-lines for your host",
    ]);
    expect(network.node.world.operatorCount).toBe(0);
  });

  test("answers 491 to who comes from elsewhere, whatever host others see", async () => {
    const network = new TestNetwork({ opers });
    const mallory = network.connect("mallory", { address: "198.51.100.7" });
    const alice = network.connect("alice");
    network.makeOperator(alice);
    alice.send("CHGHOST mallory 192.0.2.9");
    mallory.read();
    expect(await mallory.answer("OPER root :open sesame")).toEqual([
      ":irc.test 491 mallory :No O-lines for your host",
    ]);
  });

  test("answers 491 to who does not show the certificate of the block", async () => {
    const network = new TestNetwork({ opers });
    const alice = network.connect("alice", { tls: true });
    expect(await alice.answer("OPER carded third")).toEqual([
      ":irc.test 491 alice :No O-lines for your host",
    ]);
  });

  test("answers 461 without a password and 451 before registration", () => {
    const network = new TestNetwork({ opers });
    expect(network.connect("alice").numerics("OPER root")).toEqual(["461 OPER :Not enough parameters"]);
    expect(network.open().numerics("OPER root x")).toEqual(["451 :You have not registered"]);
  });

  test("tells operators of attempts that failed", async () => {
    const network = new TestNetwork({ opers });
    const [boss, alice] = [network.connect("boss"), network.connect("alice")];
    network.makeOperator(boss);
    await alice.answer("OPER root wrong", "OPER nobody wrong");
    const who = "alice!alice@192.0.2.3";
    expect(boss.read()).toEqual([
      `:irc.test NOTICE * :*** Failed OPER attempt by ${who} with the name root`,
      `:irc.test NOTICE * :*** Failed OPER attempt by ${who} with an unknown name`,
    ]);
  });

  test("leaves neither password nor mistyped name in the log", async () => {
    const network = new TestNetwork({ opers });
    const alice = network.connect("alice");
    await alice.answer("OPER root :open sesame", "OPER hunter2 hunter3", "OPER root hunter4");
    expect(JSON.stringify(network.entries)).not.toMatch(/sesame|hunter|scrypt/);
  });

  test("makes the next line wait until it is known who one is", async () => {
    const network = new TestNetwork({ opers });
    const alice = network.connect("alice");
    const lines = await alice.answer("OPER root :open sesame", "GLOBOPS :all mine");
    expect(lines.at(-1)).toBe(":alice!alice@192.0.2.2 NOTICE * :*** Global -- all mine");
  });

  test("others are told when somebody ceases to be an operator", () => {
    const network = new TestNetwork();
    const [boss, other] = [network.connect("boss"), network.connect("other")];
    network.makeOperator(boss);
    network.makeOperator(other);
    boss.read();
    other.send("MODE other -o");
    expect(boss.read()).toEqual([":irc.test NOTICE * :*** other!other@192.0.2.3 is no longer an operator"]);
  });

  test("is undone by MODE -o, with everything that only operators may have", async () => {
    const network = new TestNetwork({ opers });
    const alice = network.connect("alice");
    await alice.answer("OPER root :open sesame");
    expect(alice.ask("MODE alice -o")[0]).toBe(":alice!alice@192.0.2.2 MODE alice :-os");
    expect(alice.numerics("KILL alice :x")).toEqual(["481 :Permission Denied- You're not an IRC operator"]);
    expect(network.node.world.userByNick("alice")?.snomask).toBe("");
  });
});
