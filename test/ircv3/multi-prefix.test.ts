import { describe, expect, test } from "vitest";
import type { TestClient } from "../kit/client.ts";
import { forceStatus } from "../kit/force.ts";
import { openRoom } from "../kit/room.ts";

/** #room where bob has these status letters, and erin, who asks for all prefixes and is in it. */
function room(letters: string, caps = "multi-prefix") {
  const opened = openRoom();
  const erin = opened.network.connect("erin", { caps });
  erin.send("JOIN #room");
  for (const letter of letters) forceStatus(opened.network, "#room", "bob", letter);
  for (const client of [opened.bob, erin]) client.read();
  return { ...opened, erin };
}

const inNames = (client: TestClient) => / (\S*)bob\b/.exec(client.numerics("NAMES #room")[0] ?? "")?.[1];
const inWho = (client: TestClient, line: string) => {
  const row = client.numerics(line).find((found) => found.includes(" bob "));
  return /[HG]\*?([~&@%+]*)/.exec(row ?? "")?.[1];
};
const inWhois = (client: TestClient) =>
  / (\S*)#room/.exec(
    client
      .numerics("WHOIS bob")
      .find((line) => line.startsWith("319"))
      ?.replace(":", "") ?? "",
  )?.[1];

// "These prefixes MUST be in order of 'rank', from highest to lowest", whatever the order they were given in.
describe.each([
  ["qaohv", "~&@%+"],
  ["vhoaq", "~&@%+"],
  ["vo", "@+"],
  ["hv", "%+"],
  ["va", "&+"],
  ["q", "~"],
  ["v", "+"],
  ["", ""],
])("the prefixes of who was given %j", (letters, all) => {
  const highest = all.slice(0, 1);

  test("are all in NAMES, WHO, WHOX and WHOIS for who has asked for it", () => {
    const { erin } = room(letters);
    expect(inNames(erin)).toBe(all);
    expect(inWho(erin, "WHO #room")).toBe(all);
    expect(inWho(erin, "WHO #room %cnf")).toBe(all);
    expect(inWhois(erin)).toBe(all);
  });

  test("are the highest for everybody else", () => {
    const { carol } = room(letters);
    expect(inNames(carol)).toBe(highest);
    expect(inWho(carol, "WHO #room")).toBe(highest);
    expect(inWho(carol, "WHO #room %cnf")).toBe(highest);
    expect(inWhois(carol)).toBe(highest);
  });
});

test("all are there in the names that follow JOIN, and in WHO and WHOIS by nick", () => {
  const { network } = room("ov");
  const frank = network.connect("frank", { caps: "multi-prefix" });
  const names = frank.numerics("JOIN #room").find((line) => line.startsWith("353"));
  expect(names).toBe("353 = #room :@alice @+bob carol erin frank");
  expect(inWho(frank, "WHO bob")).toBe("@+");
  expect(inWhois(frank)).toBe("@+");
});

test("what is taken away again is not shown", () => {
  const { alice, erin } = room("ohv");
  alice.send("MODE #room -oh bob bob");
  erin.read();
  expect([inNames(erin), inWho(erin, "WHO #room"), inWhois(erin)]).toEqual(["+", "+", "+"]);
});

test("they stand before the hostmask where that is asked for, too", () => {
  const { erin } = room("ov", "multi-prefix userhost-in-names");
  expect(erin.numerics("NAMES #room")[0]).toContain(" @+bob!bob@192.0.2.3 ");
});

test("who gives the capability back sees the highest alone", () => {
  const { erin } = room("ov");
  erin.send("CAP REQ :-multi-prefix");
  erin.read();
  expect([inNames(erin), inWho(erin, "WHO #room"), inWhois(erin)]).toEqual(["@", "@", "@"]);
});

test("each channel has its own", () => {
  const { bob, erin } = room("v");
  bob.send("JOIN #other", "MODE #other +v bob");
  erin.read();
  const shown = erin.numerics("WHOIS bob").find((line) => line.startsWith("319"));
  expect(shown).toBe("319 bob :+#room @+#other");
});
