import type { Argv } from "yargs";
import { ConfigError } from "../config/config-error.ts";
import { text } from "./options.ts";

/** What can be done with a database. */
export const DB_ACTIONS = ["export", "import", "check", "backup"] as const;

/** One of them. */
export type DbAction = (typeof DB_ACTIONS)[number];

/** The arguments of `ircd-ts db`. */
export function dbOptions(command: Argv) {
  return command
    .positional("action", {
      type: "string",
      demandOption: true,
      describe: `what to do: ${DB_ACTIONS.join(", ")}`,
      coerce: actionFrom,
    })
    .positional("file", {
      type: "string",
      describe: "file to write to or read from; export and import use stdout and stdin without one",
    })
    .option("data", text("data folder (./data if left out)"))
    .option("config", text("configuration file that names it"));
}

function actionFrom(word: string): DbAction {
  const action = DB_ACTIONS.find((name) => name === word);
  if (action) return action;
  throw new ConfigError([`db: does ${DB_ACTIONS.join(", ")}, not "${word}"`]);
}
