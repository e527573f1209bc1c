import { afterEach, expect, test } from "vitest";
import { StartError } from "../../src/node/start-error.ts";
import { definePlugin } from "../../src/plugins/define-plugin.ts";
import { TestNetwork } from "../kit/network.ts";
import { PluginFolder } from "./files.ts";

const folders: PluginFolder[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) folder[Symbol.dispose]();
});

/** A network with the plugin `says` in a file, its operator, and #room with +y. */
async function open() {
  const folder = new PluginFolder();
  folders.push(folder);
  const path = folder.says("one");
  const network = new TestNetwork({ unlimited: true, plugins: [{ path }] });
  await network.node.load();
  const root = network.connect("root");
  network.makeOperator(root);
  root.ask("JOIN #room", "MODE #room +y");
  return { folder, path, network, root };
}

function word(root: { ask(line: string): string[] }): string | undefined {
  return root.ask("WORD")[0]?.split(" :")[1];
}

test("REHASH leaves a plugin alone whose files are the same", async () => {
  const { root, network, path, folder } = await open();
  expect((await root.answer("REHASH")).join("\n")).not.toContain("plugin");
  // Touched, and not changed.
  folder.says("one");
  expect((await root.answer("REHASH")).join("\n")).not.toContain("plugin");
  network.config = { ...network.config, plugins: [{ path, failures: 5 }] };
  expect((await root.answer("REHASH")).join("\n")).toContain("*** plugin says: loaded");
});

test("REHASH loads it anew when one of its files has changed, and its modes stay", async () => {
  const { folder, root } = await open();
  folder.says("two");
  const lines = (await root.answer("REHASH")).join("\n");
  expect(lines).toContain("*** plugin says: unloaded");
  expect(lines).toContain("*** plugin says: loaded");
  expect(lines).not.toContain("MODE #room");
  expect(word(root)).toBe("two");
});

test("a command that is loaded anew goes on being counted", async () => {
  const { folder, root, network } = await open();
  root.ask("WORD", "WORD");
  folder.says("two");
  await root.answer("REHASH");
  expect(word(root)).toBe("two");
  expect(network.node.host.commandCounts.counts.get("WORD")?.times).toBe(3);
});

test("REHASH sees a file that the plugin's file imports", async () => {
  const folder = new PluginFolder();
  folders.push(folder);
  folder.write("word.ts", 'export const word = "one";');
  const path = folder.write(
    "main.ts",
    `import { word } from "./word.ts";
     export default { name: "says", description: "x", setup(api) {
       api.command({ name: "WORD", help: "x", run: () => word });
     } };`,
  );
  const network = new TestNetwork({ unlimited: true, plugins: [{ path }] });
  await network.node.load();
  const root = network.connect("root");
  network.makeOperator(root);
  expect(word(root)).toBe("one");
  folder.write("word.ts", 'export const word = "two";');
  await root.answer("REHASH");
  expect(word(root)).toBe("two");
});

test("a plugin that is taken out is undone: its modes are removed from channels by an entry", async () => {
  const { root, network } = await open();
  network.config = { ...network.config, plugins: [] };
  const lines = await root.answer("REHASH");
  expect(lines).toContain(":irc.test MODE #room -y");
  expect(lines.join("\n")).toMatch(/ 005 root CHANMODES=[^ y]* /);
  expect(lines.join("\n")).toContain("*** plugin says: unloaded");
  expect(root.ask("WORD")[0]).toMatch(/ 421 /);
  expect(root.ask("MODE #room +y")[0]).toMatch(/ 472 /);
  expect(root.ask("MODE #room")[0]).toMatch(/ 324 root #room \+nt$/);
});

test.each<[string, string]>([
  ["does not read", "export default {{"],
  ["throws as it is loaded", "throw new Error('no');"],
  [
    "throws in its setup",
    "export default { name: 'says', description: 'x', setup() { throw new Error('no'); } };",
  ],
  [
    "takes a command of the server",
    "export default { name: 'says', description: 'x', setup(api) { api.command({ name: 'JOIN', help: 'x', run() {} }); } };",
  ],
])("a plugin that %s changes nothing at REHASH", async (_, text) => {
  const { folder, path, root, network } = await open();
  folder.write("says.ts", text);
  network.config = {
    ...network.config,
    description: "Another",
    plugins: [{ use: "greeter", options: { text: "hi" } }, { path }],
  };
  const lines = await root.answer("REHASH");
  expect(lines.join("\n")).toMatch(/\*\*\* Nothing was changed: plugins\[1\]/);
  expect(word(root)).toBe("one");
  expect(root.ask("MODE #room")[0]).toMatch(/\+nty$/);
  expect(network.node.plugins.counts.map(({ name }) => name)).toEqual(["says"]);
  expect(root.numerics("LINKS").join()).not.toContain("Another");
  // Set right, it is loaded.
  folder.says("three");
  await root.answer("REHASH");
  expect(word(root)).toBe("three");
});

test("a plugin that is ready is let go of when something else cannot be put in force", async () => {
  const done: string[] = [];
  const plugin = (name: string) =>
    definePlugin({
      name,
      description: "clears away",
      setup(api) {
        api.every(1, () => done.push(`${name} rang`));
        return () => done.push(`${name} cleared away`);
      },
    });
  const network = new TestNetwork(
    { unlimited: true, plugins: [{ path: "one" }] },
    {
      findPlugin: async ({ path = "" }) => ({ exported: plugin(path), hash: path }),
      prepare: async () => {
        throw new StartError("PORT", "the port is taken");
      },
    },
  );
  await network.node.load();
  network.config = { ...network.config, plugins: [{ path: "two" }] };
  await expect(network.node.rehash()).rejects.toThrow("the port is taken");
  network.advance(1000);
  expect(done).toEqual(["two cleared away", "one rang"]);
  expect(network.node.plugins.counts.map(({ name }) => name)).toEqual(["one"]);
});

test("a plugin that was switched off comes back when its files change, and not before", async () => {
  const folder = new PluginFolder();
  folders.push(folder);
  const write = (listener: string) =>
    folder.write(
      "off.ts",
      `export default { name: "off", description: "x", setup(api) {
         api.after("joined", () => { ${listener} });
         api.command({ name: "ALIVE", help: "x", run: () => "yes" });
       } };`,
    );
  const path = write("throw 1;");
  const network = new TestNetwork({ unlimited: true, plugins: [{ path, failures: 1 }] });
  await network.node.load();
  const root = network.connect("root");
  network.makeOperator(root);
  root.ask("JOIN #room");
  expect(root.ask("ALIVE")[0]).toMatch(/ 421 /);
  await root.answer("REHASH");
  expect(root.ask("ALIVE")[0]).toMatch(/ 421 /);
  write("");
  await root.answer("REHASH");
  expect(root.ask("ALIVE")[0]).toContain("yes");
});

test("a service whose nick somebody has is refused; once they have another it comes", async () => {
  const network = new TestNetwork({ unlimited: true });
  await network.node.load();
  const dice = network.connect("dice");
  network.config = { ...network.config, plugins: [{ use: "dice" }] };
  await expect(network.node.rehash()).rejects.toThrow("plugins[0] (dice): the nick Dice is in use");
  dice.send("NICK dora");
  await network.node.rehash();
  expect(dice.ask("PRIVMSG Dice :roll").at(-1)).toMatch(/^:Dice!Dice@services NOTICE dora :[1-6]$/);
  expect(dice.ask("NICK dice")[0]).toContain("kept for a service");
});

test("servers of one process load their plugins side by side", async () => {
  const folder = new PluginFolder();
  folders.push(folder);
  const words = await Promise.all(
    ["one", "two", "three"].map(async (text) => {
      const network = new TestNetwork({ plugins: [{ path: folder.says(text, `${text}.ts`) }] });
      await network.node.load();
      return word(network.connect("alice"));
    }),
  );
  expect(words).toEqual(["one", "two", "three"]);
});
