// Removes folders of this package that are made anew: node bin/clean.mjs dist
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

for (const folder of process.argv.slice(2)) {
  rmSync(fileURLToPath(new URL(`../${folder}`, import.meta.url)), { recursive: true, force: true });
}
