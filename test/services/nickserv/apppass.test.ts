import { expect, test } from "vitest";
import { memoryStore } from "../../../src/store/memory-store.ts";
import { TestNetwork } from "../../kit/network.ts";
import { askNickServ } from "../../kit/nickserv.ts";
import { plainLines } from "../../kit/plain.ts";
import { inTrouble } from "../../kit/trouble.ts";

async function open() {
  const store = memoryStore();
  // The clock stands still, and with it the budget.
  const network = new TestNetwork({ connections: { commands: { burst: 1000 } } }, { store });
  const alice = network.connect("alice");
  await askNickServ(alice, "REGISTER hunter2");
  const add = async (device: string) => {
    const [first = ""] = await askNickServ(alice, `APPPASS ADD ${device}`);
    return first.replace(`The password for ${device} is `, "");
  };
  return { store, network, alice, add };
}

test("a device has a password that is shown once, logs in by SASL, PASS and IDENTIFY, and is recorded", async () => {
  const { store, network, add } = await open();
  const password = await add("phone");
  expect(password).toMatch(/^(?:[a-z2-7]{5}-){4}[a-z2-7]{5}$/);
  expect((await store.appPasswords.of("alice"))[0]?.hash).not.toContain(password);
  network.now += 5000;
  const sasl = network.connect("sasl", { caps: "sasl" });
  expect((await sasl.answer(...plainLines("alice", password))).at(-1)).toContain(" 903 ");
  expect((await askNickServ(network.connect("ns"), `IDENTIFY alice ${password}`))[0]).toMatch(/^You are now/);
  const pass = network.open();
  expect((await pass.answer(`PASS alice:${password}`))[0]).toContain(" 900 * *!*@");
  await network.until(() => true);
  expect((await store.appPasswords.of("alice"))[0]?.lastUsedAt).toBe(network.now);
});

test("LIST tells when, DEL takes back, and then the password opens nothing", async () => {
  const { network, alice, add } = await open();
  expect(await askNickServ(alice, "APPPASS LIST")).toEqual(["No device has a password of its own"]);
  const password = await add("phone");
  const made = "phone: made on Tue, 14 Nov 2023 22:13:20 GMT";
  expect(await askNickServ(alice, "APPPASS LIST")).toEqual([`${made}, never used`]);
  const other = network.connect("other");
  await askNickServ(other, `IDENTIFY alice ${password}`);
  expect(await askNickServ(alice, "APPPASS LIST")).toEqual([
    `${made}, last used on Tue, 14 Nov 2023 22:13:20 GMT`,
  ]);
  expect(await askNickServ(alice, "APPPASS DEL phone")).toEqual(["The password for phone is gone"]);
  expect(await askNickServ(alice, "APPPASS DEL phone")).toEqual(["phone has no password"]);
  expect((await askNickServ(other, "LOGOUT", `IDENTIFY alice ${password}`)).at(-1)).toBe(
    "The password is wrong, or there is no such account",
  );
});

test("a device's password changes none", async () => {
  const { alice, add } = await open();
  const password = await add("phone");
  expect(await askNickServ(alice, `PASSWD ${password} hunter3`)).toEqual([
    "The password of a device does not change that of the account",
  ]);
});

test("so many devices, and no more; each once", async () => {
  const { alice, add } = await open();
  for (let at = 0; at < 9; at += 1) await add(`d${at}`);
  expect(await askNickServ(alice, "APPPASS ADD d1")).toEqual(["d1 has a password already: DEL it first"]);
  await add("d9");
  expect(await askNickServ(alice, "APPPASS ADD d10")).toEqual([
    "No more than 10 devices have passwords: DEL one first",
  ]);
});

test.each([
  ["APPPASS", "Usage: APPPASS <ADD, DEL or LIST> [<device>]"],
  ["APPPASS ADD", "Usage: APPPASS ADD <device>, APPPASS DEL <device>, or APPPASS LIST"],
  ["APPPASS DANCE x", "Usage: APPPASS ADD <device>, APPPASS DEL <device>, or APPPASS LIST"],
  ["APPPASS ADD my phone", "A device is named by one word of at most 32 characters, without , and :"],
])("%s: %s", async (line, answer) => {
  const { alice } = await open();
  expect(await askNickServ(alice, line)).toEqual([answer]);
});

test("who is not logged in has no devices", async () => {
  const bob = new TestNetwork().connect("bob");
  expect(await askNickServ(bob, "APPPASS LIST")).toEqual(["Log in first: IDENTIFY [<account>] <password>"]);
});

test("says so when the store takes or gives nothing", async () => {
  const store = memoryStore();
  const broken = { ...store, appPasswords: inTrouble(store.appPasswords, () => true) };
  const alice = new TestNetwork({}, { store: broken }).connect("alice");
  await askNickServ(alice, "REGISTER hunter2");
  for (const line of ["APPPASS ADD phone", "APPPASS DEL phone", "APPPASS LIST"])
    expect(await askNickServ(alice, line)).toEqual(["Nothing can be stored right now: try again later"]);
});
