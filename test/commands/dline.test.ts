import { expect, test } from "vitest";
import { openBans } from "../kit/bans.ts";

test("refuses addresses where they connect, before a word is said", async () => {
  const { network, root, bob } = openBans();
  await root.answer("DLINE 192.0.2.3/32 :too loud");
  expect(bob.ended).toBe(true);
  const again = network.open({ address: "192.0.2.3" });
  expect(again.read()).toEqual(["ERROR :Closing Link: 192.0.2.3 (DLINE: too loud)"]);
});

test("is not about whom an ELINE excepts", async () => {
  const { network, root } = openBans();
  await root.answer("DLINE 2001:db8::/32", "ELINE *@2001:db8::7");
  const eve = network.open({ address: "2001:db8::7" });
  expect(eve.read()).toEqual([]);
  expect(network.open({ address: "2001:db8::8" }).ended).toBe(true);
});

test("wants an address or a block of them", async () => {
  const { root } = openBans();
  expect((await root.answer("CAP REQ standard-replies", "DLINE bob@host"))[1]).toBe(
    ":irc.test FAIL DLINE INVALID_MASK bob@host :That is no mask for this kind of ban",
  );
});
