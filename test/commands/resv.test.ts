import { expect, test } from "vitest";
import { openBans } from "../kit/bans.ts";

test("keeps a nick from all but operators", async () => {
  const { root, bob } = openBans();
  await root.answer("RESV *serv* :services only");
  expect(bob.numerics("NICK TheServant")).toEqual(["437 TheServant :This name is reserved: services only"]);
  expect(root.ask("NICK TheServant")).toEqual([":root!root@192.0.2.2 NICK :TheServant"]);
});

test("keeps a channel, be it there or not", async () => {
  const { root, bob, carol } = openBans();
  bob.ask("JOIN #there");
  await root.answer("QLINE #there :closed", "RESV #new*");
  expect(carol.numerics("JOIN #there", "JOIN #newer")).toEqual([
    "437 #there :This name is reserved: closed",
    "437 #newer :This name is reserved: No reason given",
  ]);
  expect(carol.ask("NICK newton")).toEqual([":carol!carol@192.0.2.4 NICK :newton"]);
});
