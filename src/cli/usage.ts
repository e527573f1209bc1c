import { didYouMean } from "../config/did-you-mean.ts";
import { StartError } from "../node/start-error.ts";
import { ACCOUNT_ACTIONS } from "./account-options.ts";
import { DB_ACTIONS } from "./db-options.ts";
import { serveOptions } from "./options.ts";

/** What has to follow a command. */
const needs: ReadonlyMap<string, string> = new Map([
  ["check-config", "the file to check"],
  ["db", `one of ${DB_ACTIONS.join(", ")}`],
  ["account", `${ACCOUNT_ACTIONS.join(", ")}, and the name of the account`],
]);

const place = ["data", "config"];

/** The options of commands that do not have those of the server. */
const optionsOf: ReadonlyMap<string, readonly string[]> = new Map([
  ["db", place],
  ["account", place],
  ["init", ["preset"]],
  ["genpasswd", []],
  ["gentoken", []],
  ["config-schema", []],
]);

const commands = [...needs.keys(), "config-schema", "doctor", "genpasswd", "gentoken", "init"];

/**
 * What is wrong with a command line, in one line. yargs wraps what its own checks and our coercions throw into a YError;
 * anything else passes as it is.
 */
export function usageError(
  argv: readonly string[],
  message: string | undefined,
  error: Error | undefined,
): Error {
  if (error !== undefined && error.name !== "YError") return error;
  return new StartError("USAGE", explained(argv, error?.message ?? message ?? ""));
}

/** The command; what goes before it are options and their values. */
function commandIn(argv: readonly string[]): string {
  return argv.find((word) => commands.includes(word)) ?? "";
}

function explained(argv: readonly string[], text: string): string {
  const command = commandIn(argv);
  const unknown = /^Unknown (?:arguments?|commands?): ([^,]+)/.exec(text)?.[1];
  if (unknown !== undefined) return notKnown(argv, unknown);
  const lacking = /^Not enough arguments following: (.+)/.exec(text)?.[1];
  if (lacking !== undefined) return `--${lacking}: needs a value`;
  const need = text.startsWith("Not enough non-option arguments") ? needs.get(command) : undefined;
  if (need !== undefined) return `${command}: needs ${need}`;
  return /^(--|account:|db:|init:)/.test(text) ? text : `${text}; ircd-ts --help lists the options`;
}

function takesConfig(command: string): boolean {
  return (optionsOf.get(command) ?? Object.keys(serveOptions)).includes("config");
}

function notKnown(argv: readonly string[], word: string): string {
  const command = commandIn(argv);
  const isCommand = command !== "";
  const help = `${isCommand ? `ircd-ts ${command}` : "ircd-ts"} --help lists them`;
  const option = argv.find((given) => /^--?/.exec(given) && given.replace(/^--?/, "").split("=")[0] === word);
  if (option !== undefined) {
    const meant = didYouMean(word, optionsOf.get(command) ?? Object.keys(serveOptions));
    const name = option.split("=")[0];
    return `no such option: ${name}; ${meant === undefined || meant === word ? help : `did you mean --${meant}?`}`;
  }
  if (/\.ya?ml$/.test(word) && takesConfig(command))
    return `${isCommand ? `${command}: takes no` : "no such command:"} ${word}; did you mean --config ${word}?`;
  if (isCommand) return `${command}: takes no "${word}"; ${help.replace("lists them", "says what it takes")}`;
  const meant = didYouMean(word, commands);
  return `no such command: ${word}; ${meant === undefined ? help : `did you mean ${meant}?`}`;
}
