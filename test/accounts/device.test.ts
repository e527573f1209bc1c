import { describe, expect, test } from "vitest";
import { namedDevice } from "../../src/accounts/device.ts";
import { TestNetwork } from "../kit/network.ts";
import { plainLines } from "../kit/plain.ts";
import { scramFinal } from "../kit/sasl-client.ts";

test.each([
  ["alice", "alice", undefined],
  ["alice@phone", "alice", "phone"],
  ["alice/phone", "alice", "phone"],
  ["alice/libera@phone", "alice", "liberaphone"],
  ["alice@", "alice", undefined],
  ["@phone", "@phone", undefined],
  ["alice@my phone\r\n", "alice", "myphone"],
  [`alice@${"x".repeat(99)}`, "alice", "x".repeat(32)],
  ["", "", undefined],
])("%j is an account and a device", (given, account, device) => {
  expect(namedDevice(given)).toEqual({ account, device });
});

describe("who logs in as account@device", () => {
  function open() {
    const network = new TestNetwork({ accounts: [{ name: "Alice", password: "sesame" }] });
    const client = network.open();
    client.send("CAP REQ :sasl", "NICK alice", "USER alice 0 * :Alice");
    client.read();
    const device = () => network.node.world.userByNick("alice")?.sessions[0]?.device;
    return { client, device };
  }

  test.each(["alice@phone", "ALICE/phone"])("is on it, by PLAIN: %s", async (name) => {
    const { client, device } = open();
    await client.answer(...plainLines(name, "sesame"));
    client.send("CAP END");
    expect(device()).toBe("phone");
    expect(client.numerics("WHOIS alice")).toContain("330 alice Alice :is logged in as");
  });

  test("is on it, by PASS", async () => {
    const network = new TestNetwork({ accounts: [{ name: "Alice", password: "sesame" }] });
    const client = network.open();
    await client.answer("PASS alice@phone:sesame");
    client.send("NICK alice", "USER alice 0 * :Alice");
    expect(network.node.world.userByNick("alice")).toMatchObject({
      identity: { account: "Alice" },
      sessions: [{ device: "phone" }],
    });
  });

  test("may name the account without the device as who they act for, and no other", async () => {
    const { client } = open();
    const says = (authzid: string) => Buffer.from(`${authzid}\0alice@phone\0sesame`).toString("base64");
    expect((await client.answer("AUTHENTICATE PLAIN", `AUTHENTICATE ${says("bob")}`)).at(-1)).toContain(
      " 904 ",
    );
    expect((await client.answer("AUTHENTICATE PLAIN", `AUTHENTICATE ${says("alice")}`)).at(-1)).toContain(
      " 903 ",
    );
  });

  test("is on it, by SCRAM-SHA-256", async () => {
    const { client, device } = open();
    const encoded = (text: string) => `AUTHENTICATE ${Buffer.from(text).toString("base64")}`;
    client.send("AUTHENTICATE SCRAM-SHA-256");
    const bare = "n=alice@phone,r=abc";
    const [challenge = ""] = (await client.answer(encoded(`n,,${bare}`))).slice(-1);
    const first = Buffer.from(challenge.split(" ")[1] ?? "", "base64").toString();
    await client.answer(encoded(scramFinal("sesame", bare, first).text));
    expect((await client.answer("AUTHENTICATE +")).at(-1)).toContain(" 903 ");
    client.send("CAP END");
    expect(device()).toBe("phone");
  });
});
