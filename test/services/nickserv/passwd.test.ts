import { describe, expect, test } from "vitest";
import type { ConfigInput } from "../../../src/config/schema.ts";
import { memoryStore } from "../../../src/store/memory-store.ts";
import { TestNetwork } from "../../kit/network.ts";
import { askNickServ } from "../../kit/nickserv.ts";
import { mail, Postbox } from "../../kit/postbox.ts";
import { inTrouble } from "../../kit/trouble.ts";

const usage = "Usage: PASSWD <old password> <new password>";
const wrong = "The password is wrong, or there is no such account";

/** Alice, who has registered with an address, and is logged in; letters go to the box. */
async function open(config: ConfigInput = { mail }) {
  const box = new Postbox();
  const network = new TestNetwork(config, { mailer: () => box });
  const alice = network.connect("alice", { caps: "sasl" });
  await askNickServ(alice, "REGISTER hunter2 alice@example.org");
  return { box, network, alice };
}

describe("PASSWD", () => {
  test("has the new password open the account, and the old one no more", async () => {
    const { network, alice } = await open();
    expect(await askNickServ(alice, "PASSWD hunter2 hunter3")).toEqual(["The password is changed"]);
    const other = network.connect("other");
    expect(await askNickServ(other, "IDENTIFY alice hunter2")).toEqual([wrong]);
    expect((await askNickServ(other, "IDENTIFY alice hunter3"))[0]).toBe("You are now logged in as alice");
  });

  test.each([
    ["PASSWD hunter2", usage],
    ["PASSWD wrong hunter3", wrong],
    ["PASSWD hunter2 short", "A password has at least 6 characters"],
  ])("%s: %s", async (line, answer) => {
    const { network, alice } = await open();
    expect(await askNickServ(alice, line)).toEqual([answer]);
    expect((await askNickServ(network.connect("o"), "IDENTIFY alice hunter2"))[0]).toMatch(/^You are now/);
  });

  test("is for who is logged in, and not for what stands in the configuration", async () => {
    const network = new TestNetwork({ accounts: [{ name: "alice", password: "sesame" }] });
    const alice = network.connect("alice");
    expect(await askNickServ(alice, "PASSWD sesame hunter3")).toEqual([
      "Log in first: IDENTIFY [<account>] <password>",
    ]);
    await askNickServ(alice, "IDENTIFY sesame");
    expect(await askNickServ(alice, "PASSWD sesame hunter3")).toEqual([
      "The password of this account stands in the server's configuration: its operator changes it",
    ]);
  });
});

test.each(["hunter3", "hunter2 hunter3"])(
  "PASSWD %s does not give a password to an account that is left without one",
  async (words) => {
    const store = memoryStore();
    const network = new TestNetwork({}, { store });
    const alice = network.connect("alice");
    await askNickServ(alice, "REGISTER hunter2");
    // As one that the configuration names no more: whoever took it out there wants nobody to log in to it.
    await store.accounts.update("alice", { passwordHash: undefined, scram: undefined });
    expect(await askNickServ(alice, `PASSWD ${words}`)).toEqual([words.includes(" ") ? wrong : usage]);
    expect((await store.accounts.find("alice"))?.passwordHash).toBeUndefined();
  },
);

test("PASSWD says so when the store is in trouble", async () => {
  const store = memoryStore();
  let isDown = false;
  const rim = { store: { ...store, accounts: inTrouble(store.accounts, () => isDown) } };
  const alice = new TestNetwork({}, rim).connect("alice");
  await askNickServ(alice, "REGISTER hunter2");
  isDown = true;
  expect(await askNickServ(alice, "PASSWD hunter2 hunter3")).toEqual([
    "Nobody can log in right now, try again later",
  ]);
});

describe("SENDPASS and RESETPASS", () => {
  test("choose a new password with the code of a letter, once", async () => {
    const { box, network } = await open();
    const other = network.connect("other");
    expect(await askNickServ(other, "SENDPASS Alice")).toEqual([
      "If Alice has an e-mail address, a code is on its way there",
    ]);
    await network.until(() => box.letters.length === 1);
    expect(box.letters).toMatchObject([{ to: "alice@example.org", subject: "A new password on Test" }]);
    const { code } = box;
    expect(await askNickServ(other, `RESETPASS alice ${code} hunter3`)).toEqual(["The password is changed"]);
    expect(await askNickServ(other, `RESETPASS alice ${code} hunter4`)).toEqual([
      "This is not the code, or it has expired",
    ]);
    expect((await askNickServ(other, "IDENTIFY alice hunter3"))[0]).toMatch(/^You are now/);
  });

  test("a code is good for an hour, and for its account alone", async () => {
    const { box, network } = await open();
    const other = network.connect("other");
    await askNickServ(other, "SENDPASS alice");
    await network.until(() => box.letters.length === 1);
    network.now += 3_600_000;
    expect(await askNickServ(other, `RESETPASS alice ${box.code} hunter3`)).toEqual([
      "This is not the code, or it has expired",
    ]);
    expect(await askNickServ(other, `RESETPASS nobody ${box.code} hunter3`)).toEqual([
      "This is not the code, or it has expired",
    ]);
  });

  test("say nothing of whether there is such an account, and write to nobody else", async () => {
    const { box, network } = await open({ mail, accounts: [{ name: "bob", password: "x" }] });
    const other = network.connect("other");
    await network.node.load();
    for (const account of ["nobody", "bob"])
      expect(await askNickServ(other, `SENDPASS ${account}`)).toEqual([
        `If ${account} has an e-mail address, a code is on its way there`,
      ]);
    expect(box.letters).toEqual([]);
  });

  test("fill nobody's mailbox", async () => {
    const { box, network } = await open();
    const ask = (address: string) =>
      askNickServ(network.connect(`n${address.replaceAll(".", "")}`, { address }), "SENDPASS alice");
    for (let at = 0; at < 4; at += 1) await ask(`198.51.100.${at}`);
    expect(box.letters).toHaveLength(2);
    for (let at = 0; at < 4; at += 1)
      await askNickServ(network.connect(`m${at}`, { address: "203.0.113.1" }), "SENDPASS x");
    const last = network.connect("last", { address: "203.0.113.1" });
    expect((await askNickServ(last, "SENDPASS y", "SENDPASS z")).at(-1)).toBe(
      "Too many codes were asked for from your address, try again later",
    );
    network.now += 900_000;
    await ask("198.51.100.9");
    await network.until(() => box.letters.length === 3);
  });

  test("send an account that waits its code once more", async () => {
    const { box, network, alice } = await open({ mail, registration: { verify: true } });
    const first = box.code;
    await askNickServ(alice, "SENDPASS alice");
    await network.until(() => box.letters.length === 2);
    expect(box.code).not.toBe(first);
    expect(await askNickServ(alice, `RESETPASS alice ${box.code} hunter3`)).toEqual([
      "This is not the code, or it has expired",
    ]);
    expect((await askNickServ(alice, `VERIFY alice ${box.code}`))[0]).toBe("alice is verified");
  });

  test("leave an account what it is, if it is suspended and comes back meanwhile", async () => {
    const { box, network, alice } = await open();
    const { accounts } = network.node.host.control;
    await askNickServ(alice, "SENDPASS alice");
    await network.until(() => box.letters.length === 1);
    await accounts.update(accounts.keyOf("alice"), { status: "suspended" });
    const other = network.connect("other");
    expect(await askNickServ(other, `RESETPASS alice ${box.code} hunter3`)).toEqual([
      "This is not the code, or it has expired",
    ]);
    await accounts.unsuspend(accounts.keyOf("alice"));
    network.now += 86_400_000;
    await network.node.tidy();
    expect(network.node.world.accountNamed("alice")?.status).toBe("active");
  });

  test("refuse in plain words where no mail is sent", async () => {
    const { alice } = await open({});
    expect(await askNickServ(alice, "SENDPASS alice")).toEqual([
      "This server sends no mail: ask its operators for a new password",
    ]);
  });
});
