import { expect, test } from "vitest";
import { openRoom } from "../kit/room.ts";

test("a kick is seen by all members, and the kicked one is out", () => {
  const { alice, bob, carol } = openRoom();
  const line = ":alice!alice@192.0.2.2 KICK #room bob :enough";
  expect(alice.ask("KICK #room BOB :enough")).toEqual([line]);
  expect(bob.read()).toEqual([line]);
  expect(carol.read()).toEqual([line]);
  expect(bob.numerics("PRIVMSG #room :hi")).toEqual(["404 #room :Cannot send to channel (+n)"]);
});

test("without a reason, or with an empty one, the kicker's nick stands for it", () => {
  const { alice } = openRoom();
  expect(alice.ask("KICK #room bob", "KICK #room carol :")).toEqual([
    ":alice!alice@192.0.2.2 KICK #room bob :alice",
    ":alice!alice@192.0.2.2 KICK #room carol :alice",
  ]);
});

test("a long reason is cut at a code point", () => {
  const { alice } = openRoom();
  const [line = ""] = alice.ask(`KICK #room bob :${"é".repeat(230)}`);
  expect(line.slice(line.indexOf(" :") + 2)).toBe("é".repeat(195));
});

test("one channel and several nicks: a line for each", () => {
  const { bob, alice } = openRoom();
  alice.send("KICK #room carol,bob :out");
  expect(bob.read().map((line) => line.split(" ")[3])).toEqual(["carol", "bob"]);
});

test("channels and nicks pair by position, several channels go with one nick", () => {
  const { alice, bob, carol } = openRoom();
  for (const client of [alice, bob, carol]) client.send("JOIN #two");
  alice.read();
  expect(alice.ask("KICK #room,#two bob,carol :x").map((line) => line.slice(23))).toEqual([
    "KICK #room bob :x",
    "KICK #two carol :x",
  ]);
  bob.send("JOIN #room");
  alice.read();
  expect(alice.ask("KICK #room,#two bob :x").map((line) => line.slice(23))).toEqual([
    "KICK #room bob :x",
    "KICK #two bob :x",
  ]);
});

test("lists that do not pair, or are empty, answer 461", () => {
  const { alice } = openRoom();
  expect(alice.numerics("KICK #a,#b x,y,z")).toEqual(["461 KICK :Not enough parameters"]);
  expect(alice.numerics("KICK , ,")).toEqual(["461 KICK :Not enough parameters"]);
});

test("more targets than TARGMAX answer 407", () => {
  const { alice } = openRoom("", { limits: { commandTargets: 1 } });
  expect(alice.numerics("KICK #room bob,carol")).toEqual(["407 carol :Too many targets"]);
});

test("who may not kick reads why", () => {
  const { alice, bob, dave } = openRoom();
  expect(bob.numerics("KICK #room alice")).toEqual(["482 #room :You're not channel operator"]);
  expect(dave.numerics("KICK #room alice")).toEqual(["442 #room :You're not on that channel"]);
  expect(alice.numerics("KICK #none bob")).toEqual(["403 #none :No such channel"]);
  expect(alice.numerics("KICK #room dave")).toEqual(["441 dave #room :They aren't on that channel"]);
  expect(alice.numerics("KICK #room nobody")).toEqual(["401 nobody :No such nick/channel"]);
});

test("from outside a secret channel KICK answers as for one that does not exist", () => {
  const { dave } = openRoom("+s");
  expect(dave.numerics("KICK #room alice")).toEqual(["403 #room :No such channel"]);
});

test("half-operators kick those below them, not each other and not operators", () => {
  const { alice, bob } = openRoom("+hh bob carol");
  const refusal = (nick: string) => [`484 #room :Cannot kick ${nick} (they rank as high as you)`];
  expect(bob.numerics("KICK #room carol")).toEqual(refusal("carol"));
  expect(bob.numerics("KICK #room alice")).toEqual(refusal("alice"));
  alice.send("MODE #room -h carol");
  bob.read();
  expect(bob.ask("KICK #room carol")).toEqual([":bob!bob@192.0.2.3 KICK #room carol :bob"]);
});

test("operators may kick each other and themselves", () => {
  const { bob } = openRoom("+o bob");
  expect(bob.ask("KICK #room alice,bob")).toHaveLength(2);
});

test("the last one kicked takes the channel along", () => {
  const { alice } = openRoom();
  alice.send("KICK #room alice,bob,carol", "JOIN #new", "MODE #new +m", "KICK #new alice");
  alice.read();
  alice.send("JOIN #new");
  expect(alice.numerics("MODE #new")[0]).toBe("324 #new +nt");
});
