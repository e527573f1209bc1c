import { expect, test } from "vitest";
import { openBans } from "../kit/bans.ts";
import { comeAs } from "../kit/come-as.ts";
import { logIn } from "../kit/log-in.ts";
import { makeAccount } from "../kit/make-account.ts";
import type { TestNetwork } from "../kit/network.ts";

const cloak = { suffix: "hidden.test", secret: "correct horse battery staple, twice over" };
const hidden = { cloak, accountHost: "users.test" };
const hostOf = (network: TestNetwork, nick: string) =>
  network.node.world.userByNick(nick)?.identity.host ?? "";
const come = (network: TestNetwork, address: string) =>
  network.open({ address }).ask("NICK eve", "USER eve 0 * :Eve");

/** An operator who sees cloaks and no real hosts, and mallory, who is shown with one. */
function hiddenBans() {
  const { network, root } = openBans(hidden);
  network.makeOperator(root, ["ban"]);
  const mallory = network.connect("mallory", { address: "203.0.113.9" });
  const neighbour = network.connect("neighbour", { address: "203.0.113.10" });
  root.read();
  const host = hostOf(network, "mallory");
  return { network, root, mallory, neighbour, host, block: host.replace(/^[^.]+/, "*") };
}

test("a cloak that was copied bans whom it hides, now and when they come again", async () => {
  const { network, root, mallory, neighbour, host } = hiddenBans();
  await root.answer(`KLINE *@${host} :out`);
  expect([mallory.ended, neighbour.ended]).toEqual([true, false]);
  expect(come(network, "203.0.113.9")).toContain(":irc.test 465 * :You are banned from this server: out");
  expect(come(network, "203.0.113.11")[0]).toMatch(/^:irc.test 001 eve /);
});

test("the end of a cloak bans the block of addresses", async () => {
  const { network, root, mallory, neighbour, block } = hiddenBans();
  await root.answer(`UBAN ADD *@${block} :out`);
  expect([mallory.ended, neighbour.ended]).toEqual([true, true]);
  expect(come(network, "203.0.113.11")[0]).toMatch(/^:irc.test 465 /);
  expect(come(network, "203.0.114.9")[0]).toMatch(/^:irc.test 001 /);
});

test("UBAN INFO and TESTMASK tell whom a cloak is about", async () => {
  const { network, root, host, block } = hiddenBans();
  expect(await root.answer(`UBAN INFO *@${host}`)).toEqual([
    `:irc.test NOTICE * :mallory!mallory@${host}`,
    `:irc.test NOTICE * :1 user would be hit by KLINE *@${host}`,
  ]);
  await root.answer(`MUTE *@${block}`);
  expect((await root.answer("UBAN INFO neighbour"))[0]).toContain(`MUTE *@${block} by`);
  network.makeOperator(root);
  expect(root.numerics(`TESTMASK *@${block}`).at(-1)).toBe(
    `724 *!*@${block} 2 0 :Local/remote clients match`,
  );
});

test("UBAN INFO tells that no exception is about a host that can be asked for", async () => {
  const { network, root, mallory } = hiddenBans();
  await makeAccount(network, "mal");
  logIn(network, mallory, "mal");
  const hits = async (kind: string) => (await root.answer(`UBAN INFO ${kind} *@mal.users.test`)).at(-1);
  expect(await hits("kline")).toBe(":irc.test NOTICE * :1 user would be hit by KLINE *@mal.users.test");
  expect(await hits("eline")).toBe(":irc.test NOTICE * :0 users would be hit by ELINE *@mal.users.test");
});

test("who hides the cloak behind the host of an account, or of an operator, is still meant by each", async () => {
  for (const which of ["cloak", "account", "given"]) {
    const { network, root, mallory, host } = hiddenBans();
    await makeAccount(network, "mal");
    logIn(network, mallory, "mal");
    const boss = network.connect("boss");
    network.makeOperator(boss);
    boss.send("CHGHOST mallory given.example");
    expect(hostOf(network, "mallory")).toBe("given.example");
    const mask = { cloak: host, account: "mal.users.test", given: "given.example" }[which];
    await root.answer(`KLINE *@${mask} :out`);
    expect(mallory.ended).toBe(true);
  }
});

test("who logs in to an account that a ban is about, or its host, is put off", async () => {
  for (const mask of ["a:mal", "*@mal.users.test"]) {
    const { network, root, mallory } = hiddenBans();
    await makeAccount(network, "mal");
    await root.answer(`KLINE ${mask} :out`);
    expect(mallory.ended).toBe(false);
    logIn(network, mallory, "mal");
    expect(mallory.ended).toBe(true);
  }
});

test("and who has logged in before they come does not come in", async () => {
  const { network, root } = hiddenBans();
  await root.answer("KLINE *@mal.users.test :out");
  expect(comeAs(network, "mal").ended).toBe(true);
  expect(comeAs(network, "eve").ended).toBe(false);
});

test("an exception by cloak goes before a ban on the address, at the door, too", async () => {
  const { network, root, mallory, neighbour, host } = hiddenBans();
  await root.answer(`ELINE *@${host} :friend`, "DLINE 203.0.113.0/24 :out");
  expect([mallory.ended, neighbour.ended]).toEqual([false, true]);
  expect(come(network, "203.0.113.9")[0]).toMatch(/^:irc.test 001 /);
  expect(network.open({ address: "203.0.113.10" }).read()).toEqual([
    "ERROR :Closing Link: 203.0.113.10 (DLINE: out)",
  ]);
});

test.each(["KLINE *@*.hidden.test", "SHUN *@*.users.test", "KLINE *@*.*.hidden.TEST"])(
  "%s would be about everybody who is shown with such a host",
  async (line) => {
    const { root } = hiddenBans();
    const answer = await root.answer("CAP REQ standard-replies", line);
    expect(answer.join()).toContain("It would be about nearly everybody");
  },
);
