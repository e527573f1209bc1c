import { expect, test } from "vitest";
import { openBans } from "../kit/bans.ts";
import { logIn } from "../kit/log-in.ts";

const until = (network: { advance(ms: number): void }, ms: number) => network.advance(ms);

test("puts off whom it is about, tells the operators, and keeps them off", async () => {
  const { network, root, bob, carol } = openBans();
  const told = await root.answer("KLINE bob@192.0.2.3 :spam|sold shoes");
  expect(told).toContain(":irc.test NOTICE * :*** root set KLINE bob@192.0.2.3 for good: spam | sold shoes");
  expect(told).toContain(":irc.test NOTICE root :KLINE bob@192.0.2.3 is set for good");
  expect(bob.read()).toEqual([
    ":irc.test 465 bob :You are banned from this server: spam",
    "ERROR :Closing Link: 192.0.2.3 (KLINE: spam)",
  ]);
  expect(carol.ended).toBe(false);
  const again = network.open({ address: "192.0.2.3" });
  again.send("NICK bob", "USER bob 0 * :Bob");
  expect(again.read()).toEqual([
    ":irc.test 465 * :You are banned from this server: spam",
    "ERROR :Closing Link: 192.0.2.3 (KLINE: spam)",
  ]);
});

test.each(["*@192.0.2.0/29", "192.0.2.3", "b?b@192.0.2.*", "BOB@192.0.2.3"])(
  "is about bob by %s",
  async (mask) => {
    const { root, bob } = openBans();
    await root.answer("ELINE *@192.0.2.2", "ELINE *@192.0.2.4", `KLINE ${mask} :out`);
    expect(bob.ended).toBe(true);
  },
);

test("is over when its time is", async () => {
  const { network, root } = openBans();
  await root.answer("KLINE 1h *@198.51.100.7 :later");
  const early = network.open({ address: "198.51.100.7" });
  early.send("NICK eve", "USER eve 0 * :Eve");
  expect(early.read()[0]).toBe(":irc.test 465 * :You are banned from this server: later");
  until(network, 3_600_001);
  const late = network.open({ address: "198.51.100.7" });
  late.send("NICK eve", "USER eve 0 * :Eve");
  expect(late.read()[0]).toMatch(/^:irc.test 001 eve /);
});

test("a soft one spares who is logged in, until they log out", async () => {
  const { network, root, bob, carol } = openBans();
  logIn(network, carol, "Carol");
  await root.answer("KLINE %*@192.0.2.0/24 :log in first");
  expect([bob.ended, carol.ended]).toEqual([true, false]);
  logIn(network, carol, undefined);
  expect(carol.ended).toBe(true);
});

test.each([
  ["KLINE *@*", "It would be about nearly everybody"],
  ["KLINE *@10.0.0.0/7", "It would be about nearly everybody"],
  ["KLINE bob@", "That is no mask for this kind of ban"],
])("%s is refused", async (line, reason) => {
  const { root } = openBans();
  const mask = line.split(" ")[1];
  expect(await root.answer("CAP REQ standard-replies", line)).toContain(
    `:irc.test FAIL KLINE INVALID_MASK ${mask} :${reason}`,
  );
});

test("UNKLINE lets them come again; there must be one", async () => {
  const { network, root } = openBans();
  await root.answer("KLINE *@198.51.100.7");
  expect(await root.answer("UNKLINE *@198.51.100.7")).toContain(
    ":irc.test NOTICE root :KLINE *@198.51.100.7 is ended",
  );
  const eve = network.open({ address: "198.51.100.7" });
  eve.send("NICK eve", "USER eve 0 * :Eve");
  expect(eve.read()[0]).toMatch(/^:irc.test 001 eve /);
  expect(await root.answer("UNKLINE *@198.51.100.7")).toEqual([
    ":irc.test FAIL UNKLINE NO_SUCH_BAN *@198.51.100.7 :There is no such ban",
  ]);
});

test("who sets one on themselves stays to take it back", async () => {
  const { root } = openBans();
  await root.answer("KLINE *@192.0.2.2");
  expect(root.ended).toBe(false);
});

test("needs the privilege", async () => {
  const { network, root, bob } = openBans();
  expect(bob.numerics("KLINE *@1.2.3.4")[0]).toMatch(/^481 /);
  network.makeOperator(root, ["kill"]);
  expect(root.numerics("KLINE *@1.2.3.4")).toEqual(["723 ban :Insufficient oper privileges."]);
});
