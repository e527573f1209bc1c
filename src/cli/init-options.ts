import type { Argv } from "yargs";
import { ConfigError } from "../config/config-error.ts";
import { PRESETS } from "../config/presets.ts";

/** One of the presets. */
export type PresetName = (typeof PRESETS)[number];

/** The arguments of `ircd-ts init`. */
export function initOptions(command: Argv) {
  return command
    .positional("file", { type: "string", default: "ircd.yaml", describe: "file to write" })
    .option("preset", {
      type: "string",
      requiresArg: true,
      describe: `what the server is for: ${PRESETS.join(", ")}; everything is at its default without one`,
      coerce: presetFrom,
    });
}

function presetFrom(given: string | readonly string[]): PresetName {
  const word = [given].flat().at(-1);
  const preset = PRESETS.find((name) => name === word);
  if (preset) return preset;
  throw new ConfigError([`--preset: must be one of ${PRESETS.join(", ")}, not "${word}"`]);
}
