import yargs from "yargs";
import type { ConfigSources } from "../config/load.ts";
import type { StartServer } from "../node/running-server.ts";
import { packageVersion } from "../node/version.ts";
import { accountOptions } from "./account-options.ts";
import { dbOptions } from "./db-options.ts";
import { failureLines } from "./failure.ts";
import { genpasswd } from "./genpasswd.ts";
import { gentoken } from "./gentoken.ts";
import { initOptions } from "./init-options.ts";
import { checkOptions, serveOptions, sourcesOf } from "./options.ts";
import { watchOutput } from "./output.ts";
import { serve } from "./serve.ts";
import type { Signals } from "./signals.ts";
import { printLines, type Terminal } from "./terminal.ts";
import { usageError } from "./usage.ts";

/** Runs one command line; gives the exit status, or nothing where a server goes on. */
export async function runCli(
  argv: readonly string[],
  start: StartServer,
  terminal: Terminal,
  signals: Signals,
): Promise<number | undefined> {
  let status: number | undefined = 0;
  const output = watchOutput(terminal);
  const parser = parserFor(argv, terminal, {
    async serve(sources) {
      await serve(sources, start, terminal, signals);
      status = undefined;
    },
    async examine(sources) {
      const [{ doctor }, { thisMachine }] = await Promise.all([
        import("./doctor.ts"),
        import("../node/doctor/machine.ts"),
      ]);
      status = await doctor(sources, thisMachine, terminal);
    },
  });
  try {
    // With a callback yargs prints nothing itself and hands over what it would have said.
    await parser.parseAsync([...argv], {}, (_error, _argv, text) => {
      if (text !== "") printLines(terminal.stdout, [text]);
    });
    const isWritten = await output.isWritten();
    return isWritten || status === undefined ? status : 1;
  } catch (error) {
    if (output.isCauseOf(error)) return (await output.isWritten()) ? 0 : 1;
    printLines(
      terminal.stderr,
      failureLines(error).map((line) => `ircd-ts: ${line}`),
    );
    return 1;
  }
}

/** The commands that decide on the exit status. */
interface Doings {
  serve(sources: ConfigSources): Promise<void>;
  examine(sources: ConfigSources): Promise<void>;
}

function parserFor(argv: readonly string[], terminal: Terminal, { serve, examine }: Doings) {
  return (
    yargs()
      .scriptName("ircd-ts")
      .usage("$0 [options]\n\nAn IRC server.")
      .command("$0", "serve (what it does without a command)", serveOptions, (given) =>
        serve(sourcesOf(given, terminal.env)),
      )
      .command("genpasswd", "make the hash of a password", {}, () => genpasswd(terminal))
      .command("gentoken", "make a token for the admin API, and its hash", {}, () => gentoken(terminal))
      // What follows is loaded for its command alone: a server that starts has no use for it.
      .command("init [file]", "write a configuration file to begin with", initOptions, async (given) => {
        const { init } = await import("./init.ts");
        init(given, terminal);
      })
      .command("config-schema", "print the JSON Schema of the configuration file", {}, async () => {
        const { configJsonSchema } = await import("../config/json-schema.ts");
        terminal.stdout.write(configJsonSchema());
      })
      .command(
        "check-config <file>",
        "check a configuration file, with the variables and options that go before it",
        (command) =>
          command
            .options(checkOptions)
            .positional("file", { type: "string", demandOption: true, describe: "file to check" }),
        async (given) => {
          const { file } = given;
          const { checkConfig } = await import("./check-config.ts");
          await checkConfig(sourcesOf({ ...given, config: file }, terminal.env));
          terminal.stdout.write(`${file}: no mistakes\n`);
        },
      )
      .command("doctor", "look whether this machine can serve as it is configured", serveOptions, (given) =>
        examine(sourcesOf(given, terminal.env)),
      )
      .command(
        "db <action> [file]",
        "export, import, check or back up the database",
        dbOptions,
        async (given) => {
          const { db } = await import("./db.ts");
          await db(given, terminal);
        },
      )
      .command(
        "account <action> <name>",
        "export all that is kept of an account",
        accountOptions,
        async (given) => {
          const { exportAccount } = await import("./account.ts");
          await exportAccount(given, terminal);
        },
      )
      .parserConfiguration({ "boolean-negation": false, "camel-case-expansion": false })
      .strict()
      // What we say is English; yargs would take the language of the terminal for its half.
      .locale("en")
      .version(packageVersion())
      .help()
      .alias("help", "h")
      .wrap(100)
      .exitProcess(false)
      .fail((message, error) => {
        throw usageError(argv, message, error);
      })
  );
}
