import { readFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { BUNDLED_PLUGINS } from "../../src/config/plugins.ts";
import { bundledPlugins } from "../../src/features/bundled.ts";
import { vettedTypes } from "../../src/world/verdicts.ts";
import { TestNetwork } from "../kit/network.ts";
import { PluginFolder } from "../plugins/files.ts";

const page = readFileSync(new URL("../../docs/plugins.md", import.meta.url), "utf8");
const examples = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].flatMap(([, text = ""]) =>
  text.includes("definePlugin({") ? [text] : [],
);
const folder = new PluginFolder();
afterAll(() => folder[Symbol.dispose]());

test.each(examples.map((text) => [/name: "(\S+)"/.exec(text)?.[1] ?? "", text] as const))(
  "the example %s is loaded as it stands",
  async (name, text) => {
    const path = folder.write(`${name}.ts`, text);
    const options = name === "motto" ? { motto: "Onwards" } : {};
    const network = new TestNetwork({ plugins: [{ path, options }] });
    await network.node.load();
    expect(network.node.plugins.counts).toMatchObject([{ name, isOn: true, failures: 0 }]);
    await network.node.plugins.close();
  },
);

test("there are as many as the page needs, and the first says hello", async () => {
  expect(examples.length).toBeGreaterThan(5);
  const network = new TestNetwork({ plugins: [{ path: folder.write("hello.ts", examples[0] ?? "") }] });
  await network.node.load();
  expect(network.connect("alice").ask("HELLO")).toEqual([":irc.test NOTICE alice :Hello, alice!"]);
});

test("the configuration it shows is one, and it names every plugin that comes along", () => {
  const [, text = ""] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];
  expect(loadConfig({ text }).plugins).toHaveLength(4);
  expect([...bundledPlugins.keys()].sort()).toEqual([...BUNDLED_PLUGINS].sort());
  for (const name of BUNDLED_PLUGINS) expect(page).toContain(`[\`${name}\`](../src/features/${name}.ts)`);
});

test("it names every change that rules may be asked about", () => {
  for (const type of vettedTypes) expect(page).toContain(`\`${type}\``);
});
