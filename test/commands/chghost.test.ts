import { expect, test } from "vitest";
import { operatorRoom, refusalsOf, refusedWithout } from "../kit/operator-room.ts";

test("CHGHOST is for operators with the privilege", () => {
  expect(refusalsOf(operatorRoom(), "CHGHOST alice staff.example")).toEqual(refusedWithout("chghost"));
});

test("CHGHOST changes the host others see, and tells its owner with 396", () => {
  const { boss, owner, alice } = operatorRoom();
  expect(boss.ask("CHGHOST alice staff/alice")).toEqual([
    ":irc.test NOTICE * :*** boss used CHGHOST alice staff/alice",
  ]);
  expect(alice.read()).toEqual([":irc.test 396 alice staff/alice :is now your visible host"]);
  owner.read();
  alice.send("PRIVMSG #room :hi");
  expect(owner.read()).toEqual([":alice!alice@staff/alice PRIVMSG #room :hi"]);
});

test("a ban on the real host still holds after CHGHOST", () => {
  const { boss, owner, alice } = operatorRoom();
  owner.ask("MODE #room +b *!*@192.0.2.4");
  boss.send("CHGHOST alice staff.example");
  alice.read();
  expect(alice.numerics("PRIVMSG #room :hi")).toEqual(["404 #room :Cannot send to channel (+b)"]);
});

test.each([":x", "a b", "a!b", "a@b", "", "-x", "x".repeat(65), "é"])(
  "CHGHOST refuses the host %j",
  (host) => {
    const { boss, network } = operatorRoom();
    expect(boss.numerics(`CHGHOST alice :${host}`)).toEqual(["400 CHGHOST :This is no host"]);
    expect(network.node.world.userByNick("alice")?.identity.host).toBe("192.0.2.4");
  },
);
