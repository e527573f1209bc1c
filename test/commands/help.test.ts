import { expect, test } from "vitest";
import { slashVerbs } from "../../src/commands/slash.ts";
import { fullTable } from "../../src/services/table.ts";
import { TestNetwork } from "../kit/network.ts";

const unlimited = { unlimited: true };

test("HELP lists every command and the other topics", () => {
  const numerics = new TestNetwork().connect("alice").numerics("HELP");
  expect(numerics[0]).toBe("704 * :** Help topics **");
  expect(numerics[1]).toBe("705 * :");
  expect(numerics.at(-1)).toMatch(/^706 \* :./);
  const words = new Set(numerics.flatMap((line) => line.slice("705 * :".length).split(" ")));
  for (const { name } of fullTable) expect(words).toContain(name);
  for (const topic of ["CMODES", "UMODES", "EXTBANS"]) expect(words).toContain(topic);
});

test.each(fullTable.map(({ name, help }) => [name, help]))("HELP explains %s", (name, help) => {
  const numerics = new TestNetwork(unlimited).connect("alice").numerics(`HELP ${name.toLowerCase()}`);
  expect(numerics[0]).toBe(`704 ${name} :** The ${name} command **`);
  expect(numerics[2]).toMatch(new RegExp(`^705 ${name} :${name}\\b`));
  expect(numerics.at(-1)).toMatch(new RegExp(`^706 ${name} :`));
  // What does not fit into a line goes on in the next.
  const said = numerics.map((line) => line.slice(`705 ${name} :`.length)).join(" ");
  expect(said.endsWith(` ${help}`)).toBe(true);
});

test("HELP shows the parameters, which may be left out in brackets", () => {
  const alice = new TestNetwork().connect("alice");
  expect(alice.numerics("HELP TOPIC")[2]).toBe("705 TOPIC :TOPIC <channel> [<text>]");
});

test("HELP explains the modes from their tables", () => {
  const alice = new TestNetwork().connect("alice");
  expect(alice.numerics("HELP cmodes")).toContain("705 CMODES :+n no messages from outside");
  expect(alice.numerics("HELP umodes")).toContain("705 UMODES :+i invisible to those who share no channel");
});

test.each([...slashVerbs])("HELP explains %s, which people type, with its slash or without", (name) => {
  const alice = new TestNetwork(unlimited).connect("alice");
  const explained = alice.numerics(`HELP ${name.toLowerCase()}`);
  expect(explained[0]).toMatch(new RegExp(`^704 ${name} :`));
  expect(explained.at(-1)).toMatch(new RegExp(`^706 ${name} :.*\\.$`));
  expect(alice.numerics(`HELP /${name}`)).toEqual(explained);
});

test("HELP ME shows how it is typed and what it does", () => {
  expect(new TestNetwork().connect("alice").numerics("HELP ME")).toEqual([
    "704 ME :** Help on ME **",
    "705 ME :",
    "705 ME :/me TEXT",
    "706 ME :Says in the current room what you do.",
  ]);
});

test("HELPOP is HELP", () => {
  const alice = new TestNetwork().connect("alice");
  expect(alice.numerics("HELPOP HELPOP")[0]).toBe("704 HELPOP :** The HELP command **");
});

test("HELP on what nobody knows answers 524", () => {
  const alice = new TestNetwork().connect("alice");
  expect(alice.numerics("HELP nonsense")).toEqual(["524 nonsense :No help available on this topic"]);
  expect(alice.numerics("HELP :two words")).toEqual(["524 * :No help available on this topic"]);
});
