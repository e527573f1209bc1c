import { expect, test } from "vitest";
import { ConfigError } from "../../src/config/config-error.ts";
import { loadConfig } from "../../src/config/load.ts";
import { TestNetwork } from "../kit/network.ts";
import { tokensIn } from "../kit/tokens.ts";

const url = "https://example.org/icon.svg";
const iconIn = (lines: readonly string[]) => tokensIn(lines).filter((token) => /icon/i.test(token));
const welcome = (network: TestNetwork) => network.open().ask("NICK alice", "USER alice 0 * :Alice");

test("005 tells where the icon is, in the name it has while the text is a draft", () => {
  expect(iconIn(welcome(new TestNetwork({ icon: url })))).toEqual([`draft/ICON=${url}`]);
  expect(iconIn(welcome(new TestNetwork()))).toEqual([]);
});

test("the icon is there before registration, for who asks", () => {
  const client = new TestNetwork({ icon: url }).open();
  client.send("CAP REQ :draft/extended-isupport");
  expect(iconIn(client.ask("ISUPPORT"))).toEqual([`draft/ICON=${url}`]);
});

// Modern IRC, RPL_ISUPPORT: "=" in a value is escaped.
test("what means something else in 005 is escaped", () => {
  const icon = "https://example.org/?a=1&b=2";
  expect(iconIn(welcome(new TestNetwork({ icon })))).toEqual([
    "draft/ICON=https://example.org/?a\\x3D1&b\\x3D2",
  ]);
});

test("the longest there may be stands whole in its line, before the longest nick", () => {
  const icon = `https://${"=".repeat(48)}`;
  const network = new TestNetwork({ icon, name: `irc.${"x".repeat(55)}.org`, limits: { nickLength: 64 } });
  const lines = network.connect("n".repeat(64)).ask("ISUPPORT");
  expect(iconIn(lines)).toEqual([`draft/ICON=https://${"\\x3D".repeat(48)}`]);
  for (const line of lines) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(510);
});

test("REHASH tells of another icon, of a new one and of none", async () => {
  const network = new TestNetwork();
  const alice = network.connect("alice");
  const told: string[][] = [];
  for (const icon of [url, "http://example.org/other.png", undefined]) {
    network.config = { name: "irc.test", network: "Test", ...(icon !== undefined && { icon }) };
    await network.node.rehash();
    told.push(tokensIn(alice.read()));
  }
  expect(told).toEqual([[`draft/ICON=${url}`], ["draft/ICON=http://example.org/other.png"], ["-draft/ICON"]]);
});

// "the value MUST be a URL to an image".
test.each([
  ["no URL", "icon.svg"],
  ["another scheme", "ftp://example.org/icon.svg"],
  ["a script", "javascript:alert(1)"],
  ["data", "data:image/svg+xml,x"],
  ["nothing behind the scheme", "https://"],
  ["a space", "https://example.org/my icon.svg"],
  ["a line's end", "https://example.org/icon.svg\r\nQUIT"],
  ["a backslash", "https://example.org\\icon.svg"],
  ["what is not ASCII", "https://example.org/ä.svg"],
  ["too much of it", `https://example.org/${"x".repeat(181)}`],
  ["too much of it with its escapes", `https://${"=".repeat(49)}`],
])("an icon with %s is a mistake", (_, icon) => {
  expect(() => loadConfig({ flags: { icon } })).toThrow(ConfigError);
  expect(() => loadConfig({ flags: { icon } })).toThrow(/^icon: must be an https: or http: URL/);
});
