import { describe, expect, test } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { operBlocks, rightsOfClass } from "../../src/config/oper-classes.ts";
import { snomaskTable } from "../../src/world/snomasks.ts";
import { refusal } from "../kit/refusal.ts";

const wrong = (text: string) => refusal({ file: "ircd.yaml", text });
const rights = (text: string, name: string) => rightsOfClass(loadConfig({ text }).operClasses, name);

describe("operClasses", () => {
  const text = `operClasses:
  base: { privileges: [kill, wallops], snomask: ck, title: a helper }
  middle: { extends: base, privileges: [kill, ban] }
  top: { extends: middle, privileges: all, title: the boss }
  empty: {}
`;

  test("a class has what the classes above it have, and its own words go before theirs", () => {
    expect(rights(text, "middle")).toEqual({
      privileges: ["kill", "ban", "wallops"],
      snomask: "ck",
      title: "a helper",
    });
    expect(rights(text, "top")).toEqual({ privileges: undefined, snomask: "ck", title: "the boss" });
    expect(rights(text, "empty").privileges).toEqual([]);
  });

  test("what everything is granted to is inherited, too", () => {
    const config = "operClasses: { top: { privileges: all }, under: { extends: top } }";
    expect(rights(config, "under").privileges).toBeUndefined();
  });

  test("an operator has a class, privileges of its own, or everything", () => {
    const opers = ["{ name: a, class: base }", "{ name: b, privileges: [die] }", "{ name: c }"];
    const lines = opers.map((oper) => `  - ${oper.replace(" }", `, password: "$scrypt$x" }`)}`);
    const blocks = operBlocks(loadConfig({ text: `${text}opers:\n${lines.join("\n")}\n` }));
    expect(blocks.map(({ privileges }) => privileges)).toEqual([["kill", "wallops"], ["die"], undefined]);
  });

  test("classes that extend themselves are named with line and key", () => {
    expect(wrong("operClasses:\n  a: { extends: a }\n")).toEqual([
      "ircd.yaml:2:17: operClasses.a.extends: leads back to the class itself: a, a",
    ]);
    expect(wrong("operClasses:\n  a: { extends: b }\n  b: { extends: a }\n  c: { extends: a }\n")).toEqual([
      "ircd.yaml:2:17: operClasses.a.extends: leads back to the class itself: a, b, a",
      "ircd.yaml:3:17: operClasses.b.extends: leads back to the class itself: b, a, b",
    ]);
  });

  test("classes that are not there are named with line and key, and what was meant", () => {
    expect(wrong("operClasses:\n  helper: {}\n  b: { extends: helpr }\n")).toEqual([
      'ircd.yaml:3:17: operClasses.b.extends: "helpr" is no class of operClasses; did you mean helper?',
    ]);
    const oper = `opers:\n  - { name: root, password: "$scrypt$x", class: constructor }\n`;
    expect(wrong(oper)).toEqual(['ircd.yaml:2:49: opers[0].class: "constructor" is no class of operClasses']);
  });

  test("unknown keys, privileges, categories and names are refused", () => {
    expect(wrong("operClasses:\n  a: { privilege: [kill] }\n")).toEqual([
      "ircd.yaml:2:8: operClasses.a.privilege: is no key of the configuration; did you mean privileges?",
    ]);
    expect(wrong("operClasses: { a: { privileges: [fly] } }")[0]).toMatch(
      /a\.privileges\[0\]: must be one of .*, not "fly"/,
    );
    expect(wrong("operClasses: { a: { snomask: kQ } }")[0]).toMatch(/a\.snomask: must be letters out of/);
    expect(wrong('operClasses: { "a b": {} }')[0]).toMatch(/is no name of a class, which is a letter, then/);
    expect(wrong("operClasses: [a]")[0]).toMatch(/operClasses: must be a section of classes/);
  });

  test("takes the categories of server notices that there are, and no others", () => {
    for (const { letter } of snomaskTable)
      expect(rights(`operClasses: { a: { snomask: ${letter} } }`, "a").snomask).toBe(letter);
    const known = snomaskTable.map(({ letter }) => letter).sort();
    const named = /out of (\w+)/.exec(wrong("operClasses: { a: { snomask: '!' } }")[0] ?? "")?.[1];
    expect([...(named ?? "")].sort()).toEqual(known);
  });

  test("a variable gives a class in small letters", () => {
    const config = loadConfig({
      variables: {
        IRCD_OPER_CLASSES_HELPER_PRIVILEGES_0: "kill",
        IRCD_OPER_CLASSES_HELPER_TITLE: "a helper",
      },
    });
    expect(config.operClasses).toMatchObject({ helper: { privileges: ["kill"], title: "a helper" } });
  });
});

test.each([
  ["class: a, privileges: [kill]", "opers[0].privileges: goes without class"],
  ["auto: true", "opers[0].auto: needs a certfp or an account"],
  ["account: bob, auto: true", "opers[0].auto: goes without password"],
])("an operator with %s is refused", (keys, problem) => {
  const text = `operClasses: { a: {} }\nopers: [{ name: root, password: "$scrypt$x", ${keys} }]`;
  expect(wrong(text).map((line) => line.replace(/^\S+ /, ""))).toContain(problem);
});
