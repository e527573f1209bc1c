import { describe, expect, test } from "vitest";
import type { ConfigInput } from "../../src/config/schema.ts";
import { cheapHash } from "../kit/cheap-hash.ts";
import type { TestClient } from "../kit/client.ts";
import { TestNetwork } from "../kit/network.ts";
import { plainLines } from "../kit/plain.ts";

const closed = { password: "sesame" };

async function knocking(config: { password?: string }, ...lines: readonly string[]): Promise<string[]> {
  const network = new TestNetwork(config);
  const client = network.open();
  client.send(...lines, "NICK alice", "USER alice 0 * :Alice");
  let came: string[] = [];
  await network.until(() => {
    came = [...came, ...client.read()];
    return client.ended || came.some((line) => / 376 /.test(line));
  });
  return came;
}

test("who gives the server's password comes in", async () => {
  expect((await knocking(closed, "PASS sesame"))[0]).toContain(" 001 alice ");
});

test("the last of several counts", async () => {
  expect((await knocking(closed, "PASS open", "PASS sesame"))[0]).toContain(" 001 alice ");
  expect((await knocking(closed, "PASS sesame", "PASS open"))[0]).toContain(" 464 ");
});

test.each([[["PASS open"]], [["PASS :"]], [[]]])("%j lets nobody in: 464, and the end", async (lines) => {
  expect(await knocking(closed, ...lines)).toEqual([
    ":irc.test 464 alice :Password incorrect",
    "ERROR :Closing Link: 192.0.2.2 (Bad Password)",
  ]);
});

test("where there is no password any is let pass", async () => {
  expect((await knocking({}, "PASS whatever"))[0]).toContain(" 001 alice ");
});

test("PASS without a parameter is 461, after registration 462", () => {
  const network = new TestNetwork();
  expect(network.open().numerics("PASS")).toEqual(["461 PASS :Not enough parameters"]);
  expect(network.connect("alice").numerics("PASS x")).toEqual(["462 :You may not reregister"]);
});

test("the password never enters the log", async () => {
  const network = new TestNetwork(closed);
  const client = network.open();
  client.send("PASS sesame", "NICK alice", "USER alice 0 * :Alice");
  await network.until(() => client.session.user !== undefined);
  expect(JSON.stringify(network.entries)).not.toContain("sesame");
});

describe("PASS account:password", () => {
  const accounts = [{ name: "Alice", password: cheapHash("open:sesame") }];
  const account = (client: TestClient) =>
    client
      .numerics("WHOIS alice")
      .find((line) => line.startsWith("330"))
      ?.split(" ")[2];

  async function coming(config: ConfigInput, ...lines: readonly string[]) {
    const client = new TestNetwork({ accounts, ...config }).open();
    const came = await client.answer(...lines, "NICK alice", "USER alice 0 * :Alice");
    return { client, came };
  }

  test.each([{}, closed])("logs in, and lets in whatever the server's password is: %j", async (config) => {
    const { client, came } = await coming(config, "PASS alice:open:sesame");
    expect(came[0]).toBe(":irc.test 900 * *!*@192.0.2.2 Alice :You are now logged in as Alice");
    expect(came[1]).toContain(" 001 alice ");
    expect(account(client)).toBe("Alice");
  });

  test.each([{}, closed])("that is wrong lets nobody in: %j", async (config) => {
    expect((await coming(config, "PASS alice:sesame")).came).toEqual([
      ":irc.test 464 * :Password incorrect",
      "ERROR :Closing Link: 192.0.2.2 (Bad Password)",
    ]);
  });

  test("a server's password with a colon in it is that, and logs nobody in", async () => {
    const { client, came } = await coming({ password: "alice:open:sesame" }, "PASS alice:open:sesame");
    expect(came[0]).toContain(" 001 alice ");
    expect(account(client)).toBeUndefined();
  });

  test("whoever has logged in with SASL needs no server's password", async () => {
    const client = new TestNetwork({ accounts, ...closed }).open();
    client.send("CAP REQ :sasl", "NICK alice", "USER alice 0 * :Alice");
    await client.answer(...plainLines("alice", "open:sesame"));
    expect(client.numerics("CAP END")[0]).toMatch(/^001 /);
  });

  test.each([
    ["PASS :", {}],
    ["PASS ::sesame", {}],
    ["PASS nobody:sesame", { accounts: [], registration: { enabled: false } }],
  ])("%s is no account's where it cannot be: %j", async (line, config) => {
    expect((await coming(config, line)).came[0]).toContain(" 001 alice ");
  });

  test("is throttled like any login, and tells a locked account apart only when it is closed", async () => {
    const locked = [{ name: "Alice", password: cheapHash("x"), suspended: true }];
    expect((await coming({ accounts: locked }, "PASS alice:x")).came.at(-1)).toContain(
      "(Your account is locked)",
    );
    const network = new TestNetwork({ accounts });
    const last = async () => (await network.open({ address: "198.51.100.7" }).answer("PASS alice:x")).at(-1);
    for (let at = 0; at < 5; at += 1) expect(await last()).toContain("(Bad Password)");
    expect(await last()).toContain("(Too many attempts, try again later)");
  });

  test("never enters the log", async () => {
    const client = new TestNetwork({ accounts });
    await client.open().answer("PASS alice:open:sesame", "NICK alice", "USER alice 0 * :Alice");
    expect(JSON.stringify(client.entries.slice(1))).not.toContain("sesame");
  });
});
