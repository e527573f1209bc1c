import { expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";
import { openRoom } from "../kit/room.ts";

test("NAMES lists the members of each channel asked for, and its end", () => {
  const { alice, bob } = openRoom("+v bob");
  alice.send("JOIN #two");
  expect(bob.numerics("NAMES #ROOM,#none,#two")).toEqual([
    "353 = #room :@alice +bob carol",
    "366 #room :End of /NAMES list",
    "366 #none :End of /NAMES list",
    "353 = #two :@alice",
    "366 #two :End of /NAMES list",
  ]);
});

test("NAMES alone answers the end alone", () => {
  const { bob } = openRoom();
  expect(bob.numerics("NAMES")).toEqual(["366 * :End of /NAMES list"]);
});

test.each([
  ["s", "@"],
  ["p", "*"],
])("a +%s channel has the symbol %s for those inside, and is empty from outside", (letter, symbol) => {
  const { bob, dave } = openRoom(`+${letter}`);
  expect(bob.numerics("NAMES #room")[0]).toBe(`353 ${symbol} #room :@alice bob carol`);
  expect(dave.numerics("NAMES #room")).toEqual(["366 #room :End of /NAMES list"]);
});

test("the invisible are shown to those inside only", () => {
  const { bob, carol, dave } = openRoom();
  bob.send("MODE bob +i");
  expect(dave.numerics("NAMES #room")[0]).toBe("353 = #room :@alice carol");
  expect(carol.numerics("NAMES #room")[0]).toBe("353 = #room :@alice bob carol");
});

test("userhost-in-names shows whole masks", () => {
  const { network } = openRoom();
  const erin = network.connect("erin", { caps: "userhost-in-names" });
  expect(erin.numerics("NAMES #room")[0]).toContain("@alice!alice@192.0.2.2 bob!bob@192.0.2.3");
});

test("many names make many lines, each whole and in 512 bytes", () => {
  const network = new TestNetwork({ unlimited: true, casemapping: "utf8", utf8Nicks: true });
  const channel = `#${"я".repeat(60)}`;
  const nicks = Array.from({ length: 40 }, (_, index) => `${"я".repeat(20)}${index}`);
  const clients = nicks.map((nick) => network.connect(nick));
  for (const client of clients) client.send(`JOIN ${channel}`);
  const [first] = clients;
  const lines = first?.ask(`NAMES ${channel}`) ?? [];
  expect(lines.every((line) => Buffer.byteLength(line) <= 510)).toBe(true);
  const shown = lines.flatMap((line) =>
    line.includes(" 353 ") ? (line.split(" :")[1] ?? "").split(" ") : [],
  );
  expect(shown.map((name) => name.replace("@", ""))).toEqual(nicks);
});
