import { expect, test } from "vitest";
import { openOwnRoom, told } from "../kit/own-room.ts";

test("which bans are about somebody does not tell where they come from", async () => {
  const { network, alice, carol } = await openOwnRoom({
    cloak: { suffix: "cloak.test", secret: "s".repeat(40) },
  });
  const { address } = carol.session;
  const cloak = carol.session.user?.identity.host ?? "";
  expect(cloak).toMatch(/\.cloak\.test$/);
  alice.send(`MODE #room +bbb *!*@${address} *!*@192.0.2.* m:*!*@192.*`);
  expect(await told(alice, "CS UNBAN #room carol")).toEqual(["0 bans were taken off #room"]);
  alice.send(`MODE #room +bb *!*@${cloak} m:*!*@*.cloak.test`);
  expect(await told(alice, "CS UNBAN #room carol")).toEqual(["2 bans were taken off #room"]);
  // One's own address is no secret, nor is anybody's to who may see them.
  expect(await told(alice, "CS UNBAN #room")).toEqual(["2 bans were taken off #room"]);
  network.makeOperator(alice);
  expect(await told(alice, "CS UNBAN #room carol")).toEqual(["1 ban was taken off #room"]);
});
