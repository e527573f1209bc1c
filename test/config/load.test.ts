import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defaultConfig, loadConfig } from "../../src/config/load.ts";
import { refusal } from "../kit/refusal.ts";

const fromText = (text: string) => refusal({ file: "ircd.yaml", text });

describe("loadConfig", () => {
  test("gives a complete configuration when told nothing", () => {
    const config = defaultConfig();
    expect(config.listeners).toEqual([{ host: "127.0.0.1", port: 6667, console: false }]);
    expect(config.limits.nickLength).toBe(30);
    expect(config.connections.perBlock).toEqual({ max: 256, ipv4Prefix: 24, ipv6Prefix: 64 });
    expect(config.data).toBeUndefined();
  });

  test("freezes what it gives, all the way down", () => {
    const config = loadConfig({ text: "listeners: [{ port: 1 }]" });
    expect(Object.isFrozen(config)).toBe(true);
    expect(Object.isFrozen(config.listeners[0])).toBe(true);
    expect(Object.isFrozen(config.connections.perBlock)).toBe(true);
  });

  test("gives each caller defaults of its own", () => {
    expect(defaultConfig().listeners).not.toBe(defaultConfig().listeners);
  });

  test("reads a file", () => {
    const file = join(mkdtempSync(join(tmpdir(), "ircd-config-")), "ircd.yaml");
    writeFileSync(file, "network: Testnet\n");
    expect(loadConfig({ file }).network).toBe("Testnet");
  });

  test("names a file that is not there", () => {
    expect(refusal({ file: "no/such.yaml" })).toEqual(["no/such.yaml: cannot be read (ENOENT)"]);
  });

  test("takes an empty section for one that was left out", () => {
    expect(loadConfig({ text: "limits:\n  # nickLength: 9\n" }).limits.nickLength).toBe(30);
  });

  test("takes a text, or the file that holds it, for the message of the day", () => {
    expect(loadConfig({ text: "motd: hello" }).motd).toEqual({ text: "hello" });
    expect(loadConfig({ text: "motd: { file: motd.txt }" }).motd).toEqual({ file: "motd.txt" });
  });

  test("lets flags go before the file, key by key, and lists as a whole", () => {
    const config = loadConfig({
      text: "connections: { clients: 5, perAddress: 2 }\nlisteners: [{ port: 1 }, { port: 2 }]",
      flags: { connections: { clients: 7 }, listeners: [{ port: 3 }] },
    });
    expect(config.connections).toMatchObject({ clients: 7, perAddress: 2 });
    expect(config.listeners.map(({ port }) => port)).toEqual([3]);
  });
});

describe("a wrong configuration", () => {
  test("names file, line, column, key and what is allowed", () => {
    expect(fromText("limits:\n  nickLength: x\n")).toEqual([
      'ircd.yaml:2:15: limits.nickLength: must be a whole number from 1 to 64, not "x"',
    ]);
  });

  test("names the item that is wrong where a value may have several forms", () => {
    expect(fromText("operClasses:\n  a: { privileges: [kill, kil] }\n")).toEqual([
      expect.stringMatching(
        /^ircd\.yaml:2:27: operClasses\.a\.privileges\[1\]: must be one of ban, .*, not "kil"$/,
      ),
    ]);
    expect(fromText("motd: { file: 5 }")).toEqual([
      "ircd.yaml:1:15: motd.file: must be one line of text, not 5",
    ]);
  });

  test("names every wrong line, not only the first", () => {
    expect(fromText("limits:\n  nickLength: 0\n  userLength: 1.5\nnetwork: two words\n")).toEqual([
      'ircd.yaml:4:10: network: must be one word of printable ASCII, at most 63 characters, not "two words"',
      "ircd.yaml:2:15: limits.nickLength: must be a whole number from 1 to 64, not 0",
      "ircd.yaml:3:15: limits.userLength: must be a whole number from 1 to 32, not 1.5",
    ]);
  });

  test("names an unknown key and the one that was meant", () => {
    expect(fromText("limits:\n  nicklenght: 9\n")).toEqual([
      "ircd.yaml:2:3: limits.nicklenght: is no key of the configuration; did you mean nickLength?",
    ]);
  });

  test("lists the keys that exist when none is near", () => {
    expect(fromText("admin:\n  favouriteColour: red\n")).toEqual([
      "ircd.yaml:2:3: admin.favouriteColour: is no key of the configuration; allowed are location, organisation, email",
    ]);
  });

  test("counts the places in a list", () => {
    expect(fromText("listeners:\n  - port: 1\n  - port: 99999\n")).toEqual([
      "ircd.yaml:3:11: listeners[1].port: must be a whole number from 0 to 65535, not 99999",
    ]);
    expect(fromText("listeners:\n  - prot: 1\n")[0]).toMatch(/listeners\[0\]\.prot: .*did you mean port\?$/);
  });

  test.each(["valueOf", "constructor", "__proto__", "hasOwnProperty"])("names the unknown key %s", (key) => {
    expect(fromText(`${key}: 1`)[0]).toMatch(`ircd.yaml:1:1: ${key}: is no key of the configuration`);
    expect(fromText(`limits:\n  ${key}: {}`)[0]).toMatch(`ircd.yaml:2:3: limits.${key}: is no key`);
  });

  test("says where a key is missing", () => {
    expect(fromText("opers:\n  - name: root\n")).toEqual([
      "ircd.yaml:2:5: opers[0].password: is missing, and so are certfp and account",
    ]);
  });

  test("calls a flag by its name", () => {
    const flags = { listeners: [{ port: -1 }] };
    expect(refusal({ flags, flagNames: { "listeners.0.port": "--port" } })).toEqual([
      "--port: must be a whole number from 0 to 65535, not -1",
    ]);
  });

  test("never shows a password", () => {
    const lines = fromText("password: [hunter2]\nopers: [{ name: root, password: hunter2 }]\n");
    expect(lines).toHaveLength(2);
    expect(lines.join()).not.toContain("hunter2");
  });

  test("refuses operators' passwords in plain text", () => {
    expect(fromText("opers: [{ name: root, password: hunter2 }]")).toHaveLength(1);
  });

  test.each(["a: [", "a: 1\na: 2", "a: *nothing", "\tx"])("reports YAML that is none: %j", (text) => {
    expect(fromText(text)[0]).toMatch(/^ircd\.yaml/);
  });

  test("says so where an alias stands within itself", () => {
    expect(fromText("motd: &a [*a]")).toEqual([
      "ircd.yaml: is nested too deeply, or an alias stands within itself",
    ]);
  });

  test("refuses --no-limits beyond loopback", () => {
    expect(fromText("unlimited: true\nlisteners: [{ host: 0.0.0.0 }]")).toEqual([
      "ircd.yaml:1:12: unlimited: is for loopback listeners only, and there is one on 0.0.0.0",
    ]);
    expect(fromText("unlimited: true\nlisteners: [{ host: '::1' }, { host: 127.0.0.9 }]")).toEqual([]);
  });

  test("refuses two listeners on one place, but as many free ports as are wanted", () => {
    expect(fromText("listeners: [{ port: 7 }, { port: 7 }]")[0]).toMatch(/listed twice$/);
    expect(fromText("listeners: [{ port: 0 }, { port: 0 }]")).toEqual([]);
  });

  test("refuses a listener for web clients that admits nobody, and one that is a console, too", () => {
    expect(fromText("listeners:\n  - websocket: { trustedProxies: [127.0.0.1] }\n")).toEqual([
      "ircd.yaml:2:16: listeners[0].websocket: admits nobody: it needs origins, or withoutOrigin: true",
    ]);
    expect(fromText("listeners:\n  - { console: true, websocket: { withoutOrigin: true } }\n")).toEqual([
      "ircd.yaml:2:33: listeners[0].websocket: goes without console",
    ]);
  });

  test.each([
    ...[
      "chat.example.org",
      "https://chat.example.org/",
      "https://chat.example.org/path",
      "https://*.example.org",
    ],
    ...[
      "https://",
      "https://a.example:99999",
      "https://a@b.example",
      "NULL",
      "https://a.example https://b.example",
    ],
  ])("refuses %s as an origin", (origin) => {
    const lines = fromText(`listeners: [{ websocket: { origins: ["${origin}"] } }]`);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/listeners\[0\]\.websocket\.origins\[0\]: must be an origin such as /);
  });

  test.each(["https://chat.example.org", "http://localhost:*", "http://[::1]:8080", "app://x", "null", "*"])(
    "takes %s for an origin",
    (origin) => expect(fromText(`listeners: [{ websocket: { origins: ["${origin}"] } }]`)).toEqual([]),
  );

  test("refuses UTF-8 nicks whose letters would not fold", () => {
    expect(fromText("utf8Nicks: true")).toEqual(["ircd.yaml:1:12: utf8Nicks: needs casemapping utf8"]);
  });

  test("is a ConfigError, whatever the text", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        refusal({ text });
      }),
    );
  });
});
