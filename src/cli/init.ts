import { writeFileSync } from "node:fs";
import { presets } from "../config/presets.ts";
import { starterFile } from "../config/starter.ts";
import { reasonOf, StartError } from "../node/start-error.ts";
import type { PresetName } from "./init-options.ts";
import { printLines, type Terminal } from "./terminal.ts";

/** Writes a configuration to begin with, never over another. */
export function init(
  { file, preset }: { readonly file: string; readonly preset: PresetName | undefined },
  terminal: Terminal,
): void {
  const chosen = preset && presets[preset];
  try {
    // Passwords will stand in it.
    writeFileSync(file, starterFile(chosen), { flag: "wx", mode: 0o600 });
  } catch (cause) {
    const reason = reasonOf(cause);
    throw new StartError(
      "NOT_WRITTEN",
      reason === "EEXIST"
        ? `init: ${file} is there already, and stays as it is; name another file`
        : `init: cannot write ${file} (${reason})`,
      { cause },
    );
  }
  const missing = ["the server", chosen?.missing].filter((what) => what !== undefined).join(" and ");
  printLines(terminal.stdout, [`${file}: written; name ${missing} in it, then: ircd-ts --config ${file}`]);
}
