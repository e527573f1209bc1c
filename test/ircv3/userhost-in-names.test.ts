import { expect, test } from "vitest";
import type { TestClient } from "../kit/client.ts";
import { TestNetwork } from "../kit/network.ts";
import { openRoom } from "../kit/room.ts";

const namesIn = (client: TestClient, line = "NAMES #room") =>
  client.numerics(line).flatMap((found) => /^353 \S #room :(.*)$/.exec(found)?.[1]?.split(" ") ?? []);

// "to contain the full hostmask (nick!user@host) of every user listed".
test("NAMES has the hostmask of everybody, behind the prefix, and so has what follows JOIN", () => {
  const { network } = openRoom("+v bob");
  const erin = network.connect("erin", { caps: "userhost-in-names" });
  const all = [
    "@alice!alice@192.0.2.2",
    "+bob!bob@192.0.2.3",
    "carol!carol@192.0.2.4",
    "erin!erin@192.0.2.6",
  ];
  expect(namesIn(erin)).toEqual(all.slice(0, 3));
  expect(namesIn(erin, "JOIN #room")).toEqual(all);
});

test("the user name and the host are those that everybody sees", () => {
  const { network, alice } = openRoom();
  network.makeOperator(alice);
  alice.send("CHGHOST bob shown.example", "CHGIDENT bob shown");
  const erin = network.connect("erin", { caps: "userhost-in-names" });
  expect(namesIn(erin)).toContain("bob!shown@shown.example");
});

test("others see nicks, and who gives the capability back does, too", () => {
  const { alice, bob } = openRoom();
  bob.send("CAP REQ :userhost-in-names");
  bob.read();
  expect(namesIn(alice)).toEqual(["@alice", "bob", "carol"]);
  expect(namesIn(bob)[0]).toBe("@alice!alice@192.0.2.2");
  bob.send("CAP REQ :-userhost-in-names");
  bob.read();
  expect(namesIn(bob)).toEqual(["@alice", "bob", "carol"]);
});

test("005 has no UHNAMES, and PROTOCTL is no command: new servers SHOULD NOT have them", () => {
  const alice = new TestNetwork().connect("alice");
  expect(alice.numerics("ISUPPORT").join(" ")).not.toContain("UHNAMES");
  expect(alice.numerics("PROTOCTL UHNAMES")).toEqual(["421 PROTOCTL :Unknown command"]);
});

test("hostmasks as long as they may be are divided among lines, each whole", () => {
  const host = `${"x".repeat(60)}.abc`;
  const network = new TestNetwork(
    { name: `irc.${"x".repeat(55)}.org`, unlimited: true, limits: { nickLength: 64, userLength: 32 } },
    { lookUp: () => ({ host, user: undefined }) },
  );
  const nicks = Array.from({ length: 12 }, (_, at) => `n${at}`.padEnd(64, "n"));
  const clients = nicks.map((nick) => {
    const client = network.open();
    client.send("CAP REQ :userhost-in-names multi-prefix", `NICK ${nick}`, `USER ${"u".repeat(32)} 0 * :x`);
    client.send("CAP END", "JOIN #room");
    return client;
  });
  clients[0]?.send(`MODE #room +qaohv ${Array(5).fill(nicks[0]).join(" ")}`);
  const lines = clients[0]?.ask("NAMES #room") ?? [];
  for (const line of lines) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(510);
  const shown = lines.flatMap((line) => / 353 \S+ = #room :(.*)$/.exec(line)?.[1]?.split(" ") ?? []);
  expect(shown.map((name) => name.replace(/^[~&@%+]+/, ""))).toEqual(
    nicks.map((nick) => `${nick}!${"u".repeat(32)}@${host}`),
  );
});
