import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A folder with files of plugins, for as long as a test takes. */
export class PluginFolder implements Disposable {
  readonly #folder = mkdtempSync(join(tmpdir(), "ircd-plugins-"));

  /** Writes a file and gives its path. */
  write(name: string, text: string): string {
    const file = join(this.#folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  }

  /** A plugin whose command `WORD` says what its file says. */
  says(text: string, name = "says.ts"): string {
    return this.write(
      name,
      `import { definePlugin } from "ircd-ts";
       const text: string = ${JSON.stringify(text)};
       export default definePlugin({
         name: "says",
         description: "says a word",
         setup(api) {
           api.mode({ letter: "y", does: "nothing" });
           api.command({ name: "WORD", help: "Says a word.", run: () => text });
         },
       });`,
    );
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
