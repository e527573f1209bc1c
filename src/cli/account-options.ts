import type { Argv } from "yargs";
import { ConfigError } from "../config/config-error.ts";
import { text } from "./options.ts";

/** What can be done with an account of a server that does not run. */
export const ACCOUNT_ACTIONS = ["export"] as const;

/** The arguments of `ircd-ts account`. */
export function accountOptions(command: Argv) {
  return command
    .positional("action", {
      type: "string",
      demandOption: true,
      describe: `what to do: ${ACCOUNT_ACTIONS.join(", ")}`,
      coerce: actionFrom,
    })
    .positional("name", { type: "string", demandOption: true, describe: "the account" })
    .option("data", text("data folder (./data if left out)"))
    .option("config", text("configuration file that names it"));
}

function actionFrom(word: string): (typeof ACCOUNT_ACTIONS)[number] {
  const action = ACCOUNT_ACTIONS.find((name) => name === word);
  if (action) return action;
  throw new ConfigError([`account: does ${ACCOUNT_ACTIONS.join(", ")}, not "${word}"`]);
}
