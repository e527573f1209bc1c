import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { configKeys } from "../../src/config/keys.ts";
import { loadConfig } from "../../src/config/load.ts";
import { variableNamed, variableNames } from "../../src/config/variables.ts";
import { refusal } from "../kit/refusal.ts";

const from = (variables: Record<string, string>, text = "") => loadConfig({ text, variables });
const problems = (variables: Record<string, string>, text = "") =>
  refusal({ file: "ircd.yaml", text, variables });

describe("variables", () => {
  const leaves = configKeys().filter(({ isSection }) => !isSection);
  const paths = variableNames().map((name) => {
    const found = variableNamed(name);
    const steps = found.kind === "value" ? found.steps.map((step) => step.name) : [];
    return { name, path: steps.join(".") };
  });

  test.each(leaves)("of the key $path have its name, and stand for it", ({ path }) => {
    const words = path
      .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
      .replaceAll("[].", "_0_")
      .replaceAll(".", "_");
    const place = path.replaceAll("[]", ".0");
    const mine = paths.filter((variable) => `${variable.path}.`.startsWith(`${place}.`));
    expect(mine.length).toBeGreaterThan(0);
    for (const { name } of mine) expect(`${name}_`).toMatch(new RegExp(`^IRCD_${words.toUpperCase()}_`));
  });

  test("have names that are all different, one form or another apart", () => {
    const names = variableNames();
    const forms = ["IRCD_OPERS_0_PRIVILEGES", "IRCD_OPER_CLASSES_NAME_PRIVILEGES"];
    const twice = names.filter((name, index) => names.indexOf(name) !== index);
    expect(twice.filter((name) => !forms.includes(name))).toEqual(["IRCD_LOG_PRETTY"]);
  });

  test("give texts, numbers and flags", () => {
    const config = from({
      IRCD_NETWORK: "Example",
      IRCD_LIMITS_NICK_LENGTH: "20",
      IRCD_UTF8_ONLY: "false",
      IRCD_CONNECTIONS_COMMANDS_PER_SECOND: "1.5",
      IRCD_CONNECTIONS_PER_BLOCK_IPV4_PREFIX: "20",
      IRCD_LOG_PRETTY: "true",
      IRCD_PASSWORD: "12345",
    });
    expect(config).toMatchObject({
      network: "Example",
      limits: { nickLength: 20 },
      utf8Only: false,
      connections: { commands: { perSecond: 1.5 }, perBlock: { max: 256, ipv4Prefix: 20 } },
      log: { pretty: true },
      password: "12345",
    });
  });

  test("go before the file key by key, and flags go before them", () => {
    const text = "network: File\ndescription: File\nconnections: { clients: 5, perAddress: 2 }\n";
    const variables = { IRCD_NETWORK: "Variable", IRCD_CONNECTIONS_CLIENTS: "6", IRCD_NAME: "v.example" };
    const config = loadConfig({ text, variables, flags: { name: "f.example" }, defaults: { data: "data" } });
    expect(config).toMatchObject({
      ...{ network: "Variable", description: "File", name: "f.example", data: "data" },
      connections: { clients: 6, perAddress: 2 },
    });
  });

  test("alter one value of an item that the file lists, and leave the others", () => {
    const text = "listeners:\n  - { port: 1, console: true }\n  - { port: 2 }\n";
    const { listeners } = from({ IRCD_LISTENERS_0_PORT: "7", IRCD_LISTENERS_2_HOST: "::1" }, text);
    expect(listeners).toMatchObject([{ port: 7, console: true }, { port: 2 }, { host: "::1", port: 6667 }]);
  });

  test("make a list of their own where the file has none", () => {
    const config = from({
      IRCD_LISTENERS_0_PORT: "7000",
      IRCD_CONNECTIONS_EXEMPT_0: "192.0.2.0/24",
      IRCD_OPERS_0_NAME: "root",
      IRCD_OPERS_0_PASSWORD: "$scrypt$x",
      IRCD_OPERS_0_PRIVILEGES_1: "rehash",
      IRCD_OPERS_0_PRIVILEGES_0: "kill",
    });
    expect(config.listeners).toMatchObject([{ host: "127.0.0.1", port: 7000 }]);
    expect(config.connections.exempt).toEqual(["192.0.2.0/24"]);
    expect(config.opers).toMatchObject([{ name: "root", privileges: ["kill", "rehash"] }]);
  });

  test("keep the order of a list of more than ten", () => {
    const places = Array.from({ length: 12 }, (_, place) => place);
    const variables = Object.fromEntries(
      places.map((place) => [`IRCD_CONNECTIONS_EXEMPT_${place}`, `10.0.0.${place}`]),
    );
    expect(from(variables).connections.exempt).toEqual(places.map((place) => `10.0.0.${place}`));
  });

  test("that give another form of a key take the place of the first", () => {
    expect(from({ IRCD_MOTD_FILE: "motd.txt" }, "motd: { text: hello }").motd).toEqual({ file: "motd.txt" });
    expect(from({ IRCD_MOTD: "hello" }, "motd: { file: motd.txt }").motd).toEqual({ text: "hello" });
  });

  test("that begin with something else are nobody's business", () => {
    expect(problems({ IRC_NAME: "x", PATH: "/bin", ircd_name: "x", XIRCD_NAME: "x" })).toEqual([]);
  });

  test("ending in _FILE name the file of a secret, and of nothing else", () => {
    const file = join(mkdtempSync(join(tmpdir(), "ircd-secret-")), "password");
    writeFileSync(file, "se same\n");
    expect(from({ IRCD_PASSWORD_FILE: file }).password).toBe("se same");
    const missing = `${file}.gone`;
    expect(problems({ IRCD_PASSWORD_FILE: missing })).toEqual([
      `IRCD_PASSWORD_FILE: ${missing} cannot be read (ENOENT)`,
    ]);
    expect(problems({ IRCD_PASSWORD: "x", IRCD_PASSWORD_FILE: file })).toEqual([
      "IRCD_PASSWORD_FILE: goes without IRCD_PASSWORD",
    ]);
    expect(problems({ IRCD_NETWORK_FILE: file })[0]).toMatch(/^IRCD_NETWORK_FILE: names no key/);
  });
});

describe("a wrong variable", () => {
  test.each([
    ["IRCD_LISTENERS_0_PORT", "x", 'must be a whole number from 0 to 65535, not "x"'],
    ["IRCD_LISTENERS_0_PORT", "", 'must be a whole number from 0 to 65535, not ""'],
    ["IRCD_LISTENERS_0_PORT", "1e3", 'must be a whole number from 0 to 65535, not "1e3"'],
    ["IRCD_LISTENERS_0_PORT", "0x10", 'must be a whole number from 0 to 65535, not "0x10"'],
    ["IRCD_LISTENERS_0_PORT", "65536", "must be a whole number from 0 to 65535, not 65536"],
    ["IRCD_UTF8_ONLY", "yes", 'must be true or false, not "yes"'],
    ["IRCD_LOG_LEVEL", "loud", "must be one of silent, fatal, error, warn, info, debug, trace"],
    ["IRCD_NAME", "nodot", 'must be a host name with a dot in it, at most 63 characters, not "nodot"'],
    ["IRCD_CONNECTIONS_EXEMPT_0", "x", 'must be an address or a block such as 10.0.0.0/8, not "x"'],
    ["IRCD_CONNECTIONS_EXEMPT_0", "010.0.0.0/8", "must be an address or a block such as 10.0.0.0/8"],
    ["IRCD_LISTENERS", "[{}]", "stands for a whole list, and a variable gives one value, as"],
    ["IRCD_LISTENERS_0", "{}", "stands for a whole section, and a variable gives one value, as"],
    ["IRCD_LIMITS", "1", "stands for a whole section, and a variable gives one value, as"],
    ["IRCD_CONNECTIONS_EXEMPT", "::1", "gives one value, as IRCD_CONNECTIONS_EXEMPT_0 does"],
    ["IRCD_LISTENERS_1_PORT", "1", "leaves a gap: the next place in that list is 0"],
    ["IRCD_LISTENERS_01_PORT", "1", "names no key of the configuration"],
    ["IRCD_LISTENERS_9999999_PORT", "1", "names no key of the configuration"],
    ["IRCD_LISTENERS_-1_PORT", "1", "names no key of the configuration"],
    ["IRCD_LIMITS_NICKLENGTH", "1", "did you mean IRCD_LIMITS_NICK_LENGTH?"],
    ["IRCD_LISTEN_3_PORT", "1", "did you mean IRCD_LISTENERS_3_PORT?"],
    ["IRCD_LIMITS_", "1", "names no key of the configuration"],
    ["IRCD_", "1", "names no key of the configuration"],
    ["IRCD_CONSTRUCTOR", "1", "names no key of the configuration"],
    ["IRCD___PROTO___X", "1", "names no key of the configuration"],
  ])("%s=%s is named with what is allowed", (name, value, problem) => {
    const lines = problems({ [name]: value });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(new RegExp(`^${name}: `));
    expect(lines[0]).toContain(problem);
  });

  test("is told together with every other mistake", () => {
    const variables = { IRCD_NETWROK: "x", IRCD_LIMITS_NICK_LENGTH: "0" };
    expect(problems(variables, "limits:\n  userLength: 0\n")).toEqual([
      "IRCD_NETWROK: names no key of the configuration; did you mean IRCD_NETWORK?",
      "IRCD_LIMITS_NICK_LENGTH: must be a whole number from 1 to 64, not 0",
      "ircd.yaml:2:15: limits.userLength: must be a whole number from 1 to 32, not 0",
    ]);
  });

  test("never shows a secret", () => {
    const lines = problems({
      ...{ IRCD_OPERS_0_PASSWORD: "hunter2", IRCD_OPERS_0_NAME: "root" },
      ...{ IRCD_OPERS: "hunter2", IRCD_PASWORD: "hunter2", IRCD_WEBIRC: "hunter2" },
    });
    expect(lines).toHaveLength(4);
    expect(lines.join()).not.toContain("hunter2");
  });

  test("is named when something is missing beside it", () => {
    expect(problems({ IRCD_OPERS_0_NAME: "root" })).toEqual([
      "IRCD_OPERS_0_NAME: opers[0].password: is missing, and so are certfp and account",
    ]);
    const text = "opers:\n  - { hosts: [x] }\n";
    expect(problems({ IRCD_OPERS_0_NAME: "root" }, text)[0]).toMatch(/^ircd.yaml:2:5: opers\[0\]\.password/);
  });

  test("goes without one that gives the same in another form", () => {
    const hash = "$scrypt$x";
    const variables = { IRCD_OPERS_0_PRIVILEGES: "all", IRCD_OPERS_0_PRIVILEGES_0: "kill" };
    expect(problems({ ...variables, IRCD_OPERS_0_NAME: "x", IRCD_OPERS_0_PASSWORD: hash })).toEqual([
      "IRCD_OPERS_0_PRIVILEGES_0: goes without IRCD_OPERS_0_PRIVILEGES",
    ]);
    expect(problems({ IRCD_MOTD_TEXT: "x", IRCD_MOTD_FILE: "y" })).toEqual([
      "IRCD_MOTD_FILE: motd: must be text, { text: … } or { file: … }, not a section",
    ]);
  });
});
