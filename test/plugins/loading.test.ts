import { expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";
import { PluginFolder } from "./files.ts";

async function networkWith(...plugins: readonly Readonly<Record<string, unknown>>[]): Promise<TestNetwork> {
  const network = new TestNetwork({ unlimited: true, plugins });
  await network.node.load();
  return network;
}

test("a file in TypeScript is loaded, with its own files, its packages and zod of the server", async () => {
  using folder = new PluginFolder();
  folder.write("lib/words.ts", "export const words: readonly string[] = ['one', 'two'];");
  folder.write("node_modules/shout/package.json", '{ "name": "shout", "main": "index.js" }');
  folder.write("node_modules/shout/index.js", "module.exports = (text) => text.toUpperCase();");
  const path = folder.write(
    "words.ts",
    `import { readFileSync } from "node:fs";
     import { definePlugin } from "ircd-ts";
     import shout from "shout";
     import { z } from "zod";
     import { words } from "./lib/words.ts";
     const own: string = readFileSync(new URL("./lib/words.ts", import.meta.url), "utf8");
     export default definePlugin({
       name: "words",
       description: "says words",
       options: z.object({ last: z.string() }),
       setup(api, { last }) {
         api.command({ name: "WORDS", help: "Says words.", run: () => shout([...words, last].join(" ")) });
         api.command({ name: "LENGTH", help: "Says how long.", run: () => String(own.length) });
       },
     });`,
  );
  const network = await networkWith({ path, options: { last: "three" } });
  const alice = network.connect("alice");
  expect(alice.ask("WORDS", "LENGTH")).toEqual([
    ":irc.test NOTICE alice :ONE TWO THREE",
    ":irc.test NOTICE alice :55",
  ]);
});

test("a file in JavaScript, and a package, need nothing but an object", async () => {
  using folder = new PluginFolder();
  const plugin = (name: string) =>
    `{ name: "${name}", description: "x", setup(api) { api.command({ name: "${name}", help: "x", run: () => "${name}" }); } }`;
  const path = folder.write("plain.js", `export default ${plugin("plain")};`);
  const common = folder.write("common.cjs", `module.exports = ${plugin("common")};`);
  folder.write("node_modules/ircd-plugin-x/package.json", '{ "name": "ircd-plugin-x", "main": "x.js" }');
  folder.write("node_modules/ircd-plugin-x/x.js", `module.exports = ${plugin("packed")};`);
  const before = process.cwd();
  process.chdir(folder.write("here", "").slice(0, -"/here".length));
  try {
    const network = await networkWith({ path }, { path: common }, { package: "ircd-plugin-x" });
    const alice = network.connect("alice");
    expect(alice.ask("PLAIN", "COMMON", "PACKED").map((line) => line.split(" :")[1])).toEqual([
      "plain",
      "common",
      "packed",
    ]);
  } finally {
    process.chdir(before);
  }
});

test.each<[string, string | undefined, RegExp]>([
  ["a file that is missing", undefined, /^plugins\[0\]: \S*\/bad\.ts cannot be read \(ENOENT\)$/],
  ["a syntax error", "export default {\n  name: \n};", /^plugins\[0\]: \S*bad\.ts:3:\d+: /],
  ["a module that is missing", 'import "./gone.ts";\nexport default {};', /^plugins\[0\]: /],
  ["a package that is missing", 'import "not-there-at-all";', /not-there-at-all/],
  ["a throw", "throw new Error('no, thanks');", /^plugins\[0\]: bad failed as it was loaded: no, thanks$/],
  ["a throw of nothing", "throw undefined;", /^plugins\[0\]: bad failed as it was loaded: undefined$/],
  ["no default export", "export const x = 1;", /^plugins\[0\]: its default export must be what definePlugin/],
  ["what ircd-ts does not have", 'import { nothing } from "ircd-ts"; nothing();', /^plugins\[0\]: .*nothing/],
])("%s is told in one line that names the plugin", async (_, text, message) => {
  using folder = new PluginFolder();
  const path = folder.write("bad.ts", text ?? "");
  if (text === undefined) folder[Symbol.dispose]();
  const failed = await networkWith({ path }).then(
    () => "nothing",
    (error: unknown) => (error instanceof Error ? error.message : "no error"),
  );
  expect(failed).toMatch(message);
  expect(failed).not.toContain("\n");
});

test("a package that is not installed is told by its name", async () => {
  await expect(networkWith({ package: "ircd-plugin-nowhere" })).rejects.toThrow(
    /^plugins\[0\]: the package ircd-plugin-nowhere cannot be found from /,
  );
});

test("one place is needed, and one only", () => {
  for (const plugin of [{}, { use: "greeter", path: "x.ts" }] as const)
    expect(() => new TestNetwork({ plugins: [plugin] })).toThrow("needs one of use, path and package");
  expect(() => new TestNetwork({ plugins: [{ use: "nothing" as never }] })).toThrow(/plugins/);
});
