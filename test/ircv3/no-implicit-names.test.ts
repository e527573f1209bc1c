import { describe, expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";
import { openRoom } from "../kit/room.ts";

const names = (lines: readonly string[]) => lines.filter((line) => / (?:353|366) /.test(line));

/** #room with a topic, and erin outside, who wants no names. */
function room(caps = "no-implicit-names") {
  const opened = openRoom();
  opened.alice.send("TOPIC #room :hello");
  const erin = opened.network.connect("erin", { caps });
  for (const client of [opened.alice, opened.bob]) client.read();
  return { ...opened, erin };
}

// "When negotiated, servers MUST NOT send an implicit NAMES reply after sending a JOIN message."
describe("who has asked for no names gets none", () => {
  test("on JOIN: the JOIN and the topic come as always", () => {
    const { erin } = room();
    expect(erin.ask("JOIN #room").map((line) => line.split(" ")[1])).toEqual(["JOIN", "332", "333"]);
    expect(erin.ask("JOIN #new")).toEqual([":erin!erin@192.0.2.6 JOIN #new"]);
  });

  test("on JOIN of several channels, and where a forward leads elsewhere", () => {
    const { erin, alice } = room();
    alice.send("JOIN #full", "MODE #full +lf 1 #room");
    expect(names(erin.ask("JOIN #a,#b,#full"))).toEqual([]);
    expect(erin.numerics("WHOIS erin").find((line) => line.startsWith("319"))).toContain("#room");
  });

  test("on SAJOIN", () => {
    const { erin, network, alice } = room();
    network.makeOperator(alice);
    alice.send("SAJOIN erin #room");
    const lines = erin.read();
    expect(lines.some((line) => line.includes(" JOIN #room"))).toBe(true);
    expect(names(lines)).toEqual([]);
  });

  test("when a channel is renamed, as who knows no RENAME sees it", () => {
    const { erin, alice } = room();
    erin.send("JOIN #room");
    erin.read();
    alice.send("CAP REQ :draft/channel-rename", "RENAME #room #other");
    const lines = erin.read();
    expect(lines.some((line) => line.includes(" JOIN #other"))).toBe(true);
    expect(names(lines)).toEqual([]);
  });

  test("in the answer that has the label of the JOIN", () => {
    const { network } = room();
    const frank = network.connect("frank", { caps: "no-implicit-names batch labeled-response" });
    expect(frank.ask("@label=x JOIN #new")).toEqual(["@label=x :frank!frank@192.0.2.7 JOIN #new"]);
  });
});

// "Servers MUST reply to explicit NAMES commands sent by the client as usual."
test("NAMES is answered as usual", () => {
  const { erin } = room();
  erin.send("JOIN #room");
  expect(erin.numerics("NAMES #room")).toEqual([
    "353 = #room :@alice bob carol erin",
    "366 #room :End of /NAMES list",
  ]);
});

test("others get the names as ever, and so does who gives the capability back", () => {
  const { erin, dave } = room();
  expect(names(dave.ask("JOIN #room"))).toHaveLength(2);
  erin.send("CAP REQ :-no-implicit-names");
  expect(names(erin.ask("JOIN #room"))).toHaveLength(2);
});

test("who asks after registration gets no names from then on", () => {
  const alice = new TestNetwork().connect("alice");
  expect(names(alice.ask("JOIN #one"))).toHaveLength(2);
  alice.send("CAP REQ :no-implicit-names");
  expect(names(alice.ask("JOIN #two"))).toEqual([]);
});
