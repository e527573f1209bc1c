import { expect, test } from "vitest";
import type { TestClient } from "../kit/client.ts";
import { openRoom } from "../kit/room.ts";

const join = (nick: string, last: number) => `:${nick}!${nick}@192.0.2.${last} JOIN #room`;

/** Names in #room as a client sees them. */
function namesFor(client: TestClient): string {
  const [line = ""] = client.numerics("NAMES #room");
  return line.slice(line.indexOf(":") + 1);
}

test("+D hides who joined from everybody else until the first word", () => {
  const { alice, bob, dave } = openRoom("+D");
  expect(dave.ask("JOIN #room")[0]).toBe(join("dave", 5));
  expect(alice.read()).toEqual([]);
  expect(namesFor(alice)).toBe("@alice bob carol");
  expect(namesFor(dave)).toBe("@alice bob carol dave");
  expect(alice.ask("WHO #room").filter((line) => line.includes(" 352 "))).toHaveLength(3);
  dave.send("PRIVMSG #room :hello");
  for (const client of [alice, bob]) {
    expect(client.read()).toEqual([join("dave", 5), ":dave!dave@192.0.2.5 PRIVMSG #room :hello"]);
  }
  expect(namesFor(bob)).toBe("@alice bob carol dave");
  expect(dave.read()).toEqual([]);
});

test("who was hidden by +D and goes was never seen", () => {
  const { network, alice, dave } = openRoom("+D");
  dave.send("JOIN #room", "NICK david", "PART #room", "JOIN #room", "QUIT");
  expect(alice.read()).toEqual([]);
  expect(network.node.world.channelByName("#room")?.members.size).toBe(3);
});

test("a status, a topic and a kick show whom +D hides", () => {
  const { alice, bob, dave } = openRoom("+D-t");
  dave.send("JOIN #room");
  expect(alice.ask("MODE #room +v dave")).toEqual([
    join("dave", 5),
    ":alice!alice@192.0.2.2 MODE #room +v dave",
  ]);
  dave.send("PART #room", "JOIN #room");
  bob.read();
  dave.send("TOPIC #room :new");
  expect(bob.read()).toEqual([join("dave", 5), ":dave!dave@192.0.2.5 TOPIC #room :new"]);
  dave.send("PART #room", "JOIN #room");
  bob.read();
  alice.send("KICK #room dave");
  expect(bob.read()).toEqual([join("dave", 5), ":alice!alice@192.0.2.2 KICK #room dave :alice"]);
});

test("-D leaves those hidden who have not yet spoken", () => {
  const { alice, dave } = openRoom("+D");
  dave.send("JOIN #room");
  alice.ask("MODE #room -D");
  expect(namesFor(alice)).toBe("@alice bob carol");
  dave.send("PRIVMSG #room :hi");
  expect(alice.read()[0]).toBe(join("dave", 5));
});

test("an invitation does not betray whom +D hides", () => {
  const { alice, dave } = openRoom("+D");
  dave.send("JOIN #room");
  expect(alice.numerics("INVITE dave #room")).toEqual(["341 dave #room"]);
});

test("under +u members come and go before the operators alone", () => {
  const { alice, bob, dave } = openRoom("+u");
  dave.send("JOIN #room", "NICK david", "PART #room :bye", "JOIN #room", "QUIT :gone");
  expect(alice.read()).toEqual([
    join("dave", 5),
    ":dave!dave@192.0.2.5 NICK :david",
    ":david!dave@192.0.2.5 PART #room :bye",
    ":david!dave@192.0.2.5 JOIN #room",
    ":david!dave@192.0.2.5 QUIT :Quit: gone",
  ]);
  expect(bob.read()).toEqual([]);
});

test("under +u members see operators and themselves in NAMES, operators see all", () => {
  const { alice, bob, dave } = openRoom("+u");
  expect(namesFor(bob)).toBe("@alice bob");
  expect(namesFor(alice)).toBe("@alice bob carol");
  expect(namesFor(dave)).toBe("@alice");
});

test("under +u a kick of a member is seen by the operators and the one kicked", () => {
  const { alice, bob, carol } = openRoom("+u");
  const line = ":alice!alice@192.0.2.2 KICK #room bob :alice";
  expect(alice.ask("KICK #room bob")).toEqual([line]);
  expect(bob.read()).toEqual([line]);
  expect(carol.read()).toEqual([]);
});

test("under +u a voice is told to operators and the voiced, other modes of the line to all", () => {
  const { alice, bob, carol } = openRoom("+u");
  alice.send("MODE #room +mv bob");
  expect(carol.read()).toEqual([":alice!alice@192.0.2.2 MODE #room +m"]);
  const both = [":alice!alice@192.0.2.2 MODE #room +m", ":alice!alice@192.0.2.2 MODE #room +v bob"];
  expect(bob.read()).toEqual(both);
  expect(alice.read()).toEqual(both);
});

test("under +u who becomes an operator is shown to those who did not know them", () => {
  const { alice, bob, carol } = openRoom("+u");
  const mode = ":alice!alice@192.0.2.2 MODE #room +ov bob bob";
  expect(alice.ask("MODE #room +ov bob bob")).toEqual([mode]);
  expect(bob.read()).toEqual([mode]);
  expect(carol.read()).toEqual([join("bob", 3), mode]);
  expect(namesFor(carol)).toBe("@alice @bob carol");
});

test("under +u the first word of a member shows whom +D hides to the operators alone", () => {
  const { alice, bob, dave } = openRoom("+uD");
  dave.send("JOIN #room", "PRIVMSG #room :hi");
  const said = ":dave!dave@192.0.2.5 PRIVMSG #room :hi";
  expect(alice.read()).toEqual([":dave!dave@192.0.2.5 JOIN #room", said]);
  expect(bob.read()).toEqual([said]);
  dave.send("PART #room");
  expect(alice.read()).toEqual([":dave!dave@192.0.2.5 PART #room"]);
  expect(bob.read()).toEqual([]);
});
