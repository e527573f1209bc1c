import { describe, expect, test } from "vitest";
import type { ConfigInput } from "../../src/config/schema.ts";
import type { TestClient } from "../kit/client.ts";
import { TestNetwork } from "../kit/network.ts";
import { mail, Postbox } from "../kit/postbox.ts";
import { tokensIn } from "../kit/tokens.ts";

// account-registration.md, clause by clause.

const verifying: ConfigInput = { mail, registration: { verify: true } };

/** A client that is negotiating, with a nick or none. */
function early(network: TestNetwork, nick?: string): TestClient {
  const client = network.open();
  client.send("CAP LS 302", ...(nick === undefined ? [] : [`NICK ${nick}`, `USER ${nick} 0 * :${nick}`]));
  client.read();
  return client;
}

const offered = (config: ConfigInput) =>
  new TestNetwork(config)
    .open()
    .ask("CAP LS 302")
    .join(" ")
    .split(/ :?/)
    .find((word) => word.startsWith("draft/account-registration"));

describe("Capability", () => {
  test.each([
    [{}, "draft/account-registration=before-connect"],
    [{ registration: { beforeConnect: false } }, "draft/account-registration"],
    [{ registration: { emailRequired: true } }, "draft/account-registration=before-connect,email-required"],
    [
      { registration: { customAccountName: true } },
      "draft/account-registration=before-connect,custom-account-name",
    ],
    [verifying, "draft/account-registration=before-connect,email-required"],
    [{ registration: { enabled: false } }, undefined],
    // REGISTER must not be a way around what else is asked for.
    [{ password: "sesame" }, "draft/account-registration"],
    [{ accountRequired: true }, "draft/account-registration"],
    [
      { accountRequired: true, registration: { beforeConnect: true } },
      "draft/account-registration=before-connect",
    ],
  ] as const)("%j: %s", (config, value) => {
    expect(offered(config)).toBe(value);
  });

  test("may be asked for, and REHASH tells of another value", async () => {
    const network = new TestNetwork();
    const alice = network.connect("alice");
    alice.send("CAP LS 302");
    expect(alice.ask("CAP REQ :draft/account-registration")[0]).toContain(" ACK ");
    network.config = { ...network.config, registration: { emailRequired: true } };
    await network.node.rehash();
    expect(alice.read()).toEqual([
      ":irc.test CAP alice NEW :draft/account-registration=before-connect,email-required",
    ]);
  });
});

describe("ISUPPORT token", () => {
  test("draft/ACCOUNTREQUIRED is present where nobody comes in without an account", () => {
    const tokens = (config: ConfigInput) =>
      tokensIn(early(new TestNetwork(config)).ask("CAP REQ draft/extended-isupport", "ISUPPORT"));
    expect(tokens({ accountRequired: true })).toContain("draft/ACCOUNTREQUIRED");
    expect(tokens({})).not.toContain("draft/ACCOUNTREQUIRED");
  });
});

describe("REGISTER", () => {
  test("while connected: the account is there, and the client authenticated to it", async () => {
    const network = new TestNetwork();
    const alice = network.connect("tester", { caps: "account-notify" });
    expect(await alice.answer("REGISTER tester * hunter2")).toEqual([
      ":irc.test REGISTER SUCCESS tester :Account successfully registered",
      ":tester!tester@192.0.2.2 ACCOUNT tester",
      ":tester!tester@192.0.2.2 MODE tester :+r",
      ":irc.test 900 tester tester!tester@192.0.2.2 tester :You are now logged in as tester",
    ]);
    expect(alice.numerics("WHOIS tester")).toContain("330 tester tester :is logged in as");
    expect(network.node.world.accountNamed("tester")).toMatchObject({ status: "active", nicks: ["tester"] });
  });

  test("`*` is the current nick, whatever its case, and so is that nick in another one", async () => {
    const network = new TestNetwork();
    await network.connect("Tester").answer("REGISTER * * hunter2");
    await network.connect("other").answer("REGISTER OTHER * hunter2");
    expect([...network.node.world.accounts.values()].map(({ name }) => name)).toEqual(["Tester", "OTHER"]);
  });

  test("before-connect: registers, and comes in with the account", async () => {
    const tester = early(new TestNetwork(), "tester");
    expect(await tester.answer("REGISTER * * hunter2")).toEqual([
      ":irc.test REGISTER SUCCESS tester :Account successfully registered",
      ":irc.test 900 tester tester!tester@192.0.2.2 tester :You are now logged in as tester",
    ]);
    expect(tester.numerics("CAP END")[0]).toMatch(/^001 /);
    expect(tester.numerics("WHOIS tester")).toContain("330 tester tester :is logged in as");
  });

  test("custom-account-name: the account may be named otherwise", async () => {
    const network = new TestNetwork({ registration: { customAccountName: true } });
    const [alice, bob] = [network.connect("alice"), network.connect("bob")];
    expect((await alice.answer("REGISTER wonder * hunter2"))[0]).toContain("REGISTER SUCCESS wonder ");
    expect(network.node.world.ownerOfNick(network.node.world.names.foldNick("alice"))).toBeUndefined();
    // What somebody is called at the moment is not for another to take.
    expect(await bob.answer("REGISTER alice * hunter2")).toEqual([
      ":irc.test FAIL REGISTER BAD_ACCOUNT_NAME alice :alice: Nickname is already in use",
    ]);
  });

  test("an e-mail address is kept, and verified only where that is configured", async () => {
    const [box, network] = [new Postbox(), new TestNetwork({ registration: { emailRequired: true } })];
    const tester = network.connect("tester");
    expect((await tester.answer("REGISTER * tester@example.org hunter2"))[0]).toContain("REGISTER SUCCESS");
    expect(box.letters).toEqual([]);
  });
});

describe("FAIL REGISTER", () => {
  const refusals: readonly [string, ConfigInput, string, string][] = [
    ["ACCOUNT_NAME_MUST_BE_NICK", {}, "REGISTER other * hunter2", "other"],
    ["BAD_ACCOUNT_NAME", { registration: { customAccountName: true } }, "REGISTER 0x * hunter2", "0x"],
    [
      "BAD_ACCOUNT_NAME",
      { registration: { customAccountName: true } },
      "REGISTER nickserv * hunter2",
      "nickserv",
    ],
    [
      "BAD_ACCOUNT_NAME",
      { registration: { customAccountName: true } },
      `REGISTER ${"x".repeat(31)} * hunter2`,
      "x".repeat(31),
    ],
    ["WEAK_PASSWORD", {}, "REGISTER * * short", "*"],
    ["WEAK_PASSWORD", {}, "REGISTER * * :", "*"],
    ["WEAK_PASSWORD", {}, "REGISTER tester * tester1", "tester"],
    ["UNACCEPTABLE_PASSWORD", {}, `REGISTER * * ${"x".repeat(301)}`, "*"],
    ["UNACCEPTABLE_PASSWORD", {}, "REGISTER * * :two  spaces", "*"],
    ["UNACCEPTABLE_PASSWORD", {}, "REGISTER * * bell\x07bell", "*"],
    ["INVALID_EMAIL", {}, "REGISTER * nowhere hunter2", "*"],
    ["INVALID_EMAIL", {}, "REGISTER * a@-example hunter2", "*"],
    ["INVALID_EMAIL", { registration: { emailRequired: true } }, "REGISTER * * hunter2", "*"],
    ["UNACCEPTABLE_EMAIL", {}, "REGISTER * a,b@example.org hunter2", "*"],
    ["TEMPORARILY_UNAVAILABLE", { registration: { enabled: false } }, "REGISTER * * hunter2", "*"],
  ];

  test.each(refusals)("%s: %j, %s", async (code, config, line, account) => {
    const network = new TestNetwork(config);
    const tester = network.connect("tester");
    const [answer = "", ...others] = await tester.answer(line);
    const named = account === "*" ? "tester" : account;
    expect(answer.split(" :")[0]).toBe(`:irc.test FAIL REGISTER ${code} ${named}`);
    expect(others).toEqual([]);
    expect(network.node.world.accounts.size).toBe(0);
  });

  test("ACCOUNT_EXISTS, for a stored account, a configured one and a grouped nick", async () => {
    const network = new TestNetwork({
      nicks: { protect: "off" },
      accounts: [{ name: "bob", password: "x" }],
    });
    await network.connect("tester").answer("REGISTER * * hunter2", "QUIT");
    for (const nick of ["TESTER", "Bob"]) {
      expect(await network.connect(nick).answer("REGISTER * * hunter2")).toEqual([
        `:irc.test FAIL REGISTER ACCOUNT_EXISTS ${nick} :This name is registered already`,
      ]);
    }
  });

  test("ACCOUNT_EXISTS: of two who want a name at once, one gets it", async () => {
    const network = new TestNetwork();
    const both = [early(network, "tester"), early(network, "tester")];
    const answers = await Promise.all(both.map((client) => client.answer("REGISTER * * hunter2")));
    expect(answers.map(([first = ""]) => first.split(" ").slice(1, 4).join(" ")).sort()).toEqual([
      "FAIL REGISTER ACCOUNT_EXISTS",
      "REGISTER SUCCESS tester",
    ]);
  });

  test("NEED_NICK *, before anything is said of the account", async () => {
    const network = new TestNetwork();
    await network.connect("taken").answer("REGISTER * * hunter2");
    for (const account of ["*", "taken"])
      expect(await early(network).answer(`REGISTER ${account} * hunter2`)).toEqual([
        ":irc.test FAIL REGISTER NEED_NICK * :Choose a nick first",
      ]);
  });

  test.each(["REGISTER * * hunter2", "VERIFY tester x"])("ALREADY_AUTHENTICATED: %s", async (line) => {
    for (const tester of [early(new TestNetwork(), "tester"), new TestNetwork().connect("tester")]) {
      await tester.answer("REGISTER * * hunter2");
      expect(await tester.answer(line)).toEqual([
        `:irc.test FAIL ${line.split(" ")[0]} ALREADY_AUTHENTICATED tester :You are logged in already`,
      ]);
    }
  });

  test.each(["REGISTER * * hunter2", "VERIFY tester x"])("COMPLETE_CONNECTION_REQUIRED: %s", async (line) => {
    const tester = early(new TestNetwork({ registration: { beforeConnect: false } }), "tester");
    expect(await tester.answer(line)).toEqual([
      `:irc.test FAIL ${line.split(" ")[0]} COMPLETE_CONNECTION_REQUIRED :Come in first, then try again`,
    ]);
  });

  test("TEMPORARILY_UNAVAILABLE after too many from one address, until a while has passed", async () => {
    const network = new TestNetwork({ registration: { throttle: { count: 2, seconds: 60 } } });
    const from = async (nick: string, address: string) => {
      const client = network.connect(nick, { address });
      const [answer = ""] = await client.answer("REGISTER * * hunter2");
      return answer.split(" ")[3];
    };
    expect(await from("a", "198.51.100.7")).toBe("a");
    expect(await from("b", "198.51.100.7")).toBe("b");
    expect(await from("c", "198.51.100.7")).toBe("TEMPORARILY_UNAVAILABLE");
    expect(await from("d", "198.51.100.8")).toBe("d");
    network.now += 60_000;
    expect(await from("e", "198.51.100.7")).toBe("e");
  });
});

function openVerifying(config: ConfigInput = verifying) {
  const box = new Postbox();
  const network = new TestNetwork(config, { mailer: () => box });
  return { box, network };
}

describe("VERIFY", () => {
  test("while connected: the code that was sent completes it", async () => {
    const { box, network } = openVerifying();
    const tester = network.connect("tester");
    expect(await tester.answer("REGISTER tester tester@example.org hunter2")).toEqual([
      ":irc.test REGISTER VERIFICATION_REQUIRED tester " +
        ":Account created, pending verification; verification code has been sent to tester@example.org",
    ]);
    expect(box.letters).toMatchObject([{ to: "tester@example.org", subject: "Your account on Test" }]);
    expect(network.node.world.accountNamed("tester")?.status).toBe("unverified");
    expect(tester.numerics("WHOIS tester").join()).not.toContain("330 ");
    expect(await tester.answer(`VERIFY tester ${box.code}`)).toEqual([
      ":irc.test VERIFY SUCCESS tester :Account successfully registered",
      ":tester!tester@192.0.2.2 MODE tester :+r",
      ":irc.test 900 tester tester!tester@192.0.2.2 tester :You are now logged in as tester",
    ]);
    expect(network.node.world.accountNamed("tester")?.status).toBe("active");
  });

  test("before-connect: the code authenticates at once", async () => {
    const { box, network } = openVerifying();
    const tester = early(network, "tester");
    await tester.answer("REGISTER * tester@example.org hunter2");
    expect(await tester.answer(`VERIFY tester ${box.code}`)).toEqual([
      ":irc.test VERIFY SUCCESS tester :Account successfully registered",
      ":irc.test 900 tester tester!tester@192.0.2.2 tester :You are now logged in as tester",
    ]);
    expect(tester.numerics("CAP END")[0]).toMatch(/^001 /);
  });

  test.each([
    ["another code", "tester", "aaaaaaaaaaaaaaaaaaaaaaaaaa"],
    ["an account there is not", "nobody", "aaaaaaaaaaaaaaaaaaaaaaaaaa"],
    ["an account that is verified", "done", "aaaaaaaaaaaaaaaaaaaaaaaaaa"],
  ])("INVALID_CODE: %s", async (_, account, code) => {
    const { box, network } = openVerifying();
    const done = network.connect("done");
    await done.answer("REGISTER * done@example.org hunter2");
    await done.answer(`VERIFY done ${box.code}`);
    const tester = network.connect("tester");
    await tester.answer("REGISTER * tester@example.org hunter2");
    expect(await tester.answer(`VERIFY ${account} ${code}`)).toEqual([
      `:irc.test FAIL VERIFY INVALID_CODE ${account} :This is not the code, or it has expired`,
    ]);
  });

  test("INVALID_CODE: one that has expired, and then the name is free again", async () => {
    const { box, network } = openVerifying({ mail, registration: { verify: true, verifySeconds: 60 } });
    const tester = network.connect("tester");
    await tester.answer("REGISTER * tester@example.org hunter2");
    network.now += 60_001;
    expect((await tester.answer(`VERIFY tester ${box.code}`))[0]).toContain(
      "FAIL VERIFY INVALID_CODE tester ",
    );
    await network.node.tidy();
    expect(network.node.world.accounts.size).toBe(0);
    expect((await tester.answer("REGISTER * tester@example.org hunter2"))[0]).toContain(
      "VERIFICATION_REQUIRED",
    );
  });

  test.each([
    ["refused", "INVALID_EMAIL"],
    ["unavailable", "TEMPORARILY_UNAVAILABLE"],
  ] as const)("a letter that is %s is FAIL REGISTER %s, and no account is left", async (fate, code) => {
    const { box, network } = openVerifying();
    box.fate = fate;
    const tester = network.connect("tester");
    const [answer] = await tester.answer("REGISTER * tester@example.org hunter2");
    expect(answer).toContain(`FAIL REGISTER ${code} tester `);
    expect(network.node.world.accounts.size).toBe(0);
    box.fate = "sent";
    expect((await tester.answer("REGISTER * tester@example.org hunter2"))[0]).toContain(
      "VERIFICATION_REQUIRED",
    );
  });
});

describe("FAIL * ACCOUNT_REQUIRED", () => {
  const required: ConfigInput = { accountRequired: true, accounts: [{ name: "tester", password: "sesame" }] };
  const farewell = "ERROR :Closing Link: 192.0.2.2 (An account is required)";

  test.each([
    ["USER", ["NICK tester"], "USER tester 0 * :Tester"],
    ["NICK", ["USER tester 0 * :Tester"], "NICK tester"],
    ["CAP END", ["CAP LS", "NICK tester", "USER tester 0 * :Tester"], "CAP END"],
  ])("answers %s if that ends registration without an account", (_, before, last) => {
    const client = new TestNetwork(required).open();
    client.send(...before);
    const lines = client.ask(last);
    expect(lines).toEqual([
      ":irc.test FAIL * ACCOUNT_REQUIRED :Only accounts come in here: log in with SASL, or with PASS account:password",
      farewell,
    ]);
    expect(client.ended).toBe(true);
  });

  test("tells of REGISTER where that is allowed, and who does it comes in", async () => {
    const network = new TestNetwork({ accountRequired: true, registration: { beforeConnect: true } });
    const [stranger, tester] = [network.open(), early(network, "tester")];
    expect(stranger.ask("NICK a", "USER a 0 * :A")[0]).toContain("or register one with REGISTER");
    await tester.answer("REGISTER * * hunter2");
    expect(tester.numerics("CAP END")[0]).toMatch(/^001 /);
  });
});
