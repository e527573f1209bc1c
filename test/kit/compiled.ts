import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The package as it is published, compiled anew into a folder of its own; programs in it may import "ircd-ts". */
export class CompiledPackage implements Disposable {
  readonly #folder = mkdtempSync(join(tmpdir(), "ircd-compiled-"));

  constructor() {
    copyFileSync(join(root, "package.json"), join(this.#folder, "package.json"));
    symlinkSync(join(root, "node_modules"), join(this.#folder, "node_modules"));
    const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
    const options = ["--project", "tsconfig.build.json", "--outDir", join(this.#folder, "dist")];
    execFileSync(process.execPath, [compiler, ...options], { cwd: root });
  }

  /** Puts a program into the package, and gives its file. */
  program(name: string, text: string): string {
    const file = join(this.#folder, name);
    writeFileSync(file, text);
    return file;
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
