import type { Argv } from "yargs";

/** The options of both commands: which server, and as whom. */
export function serverOptions<T>(argv: Argv<T>) {
  return argv
    .option("host", { type: "string", default: "127.0.0.1", describe: "Address of the server to examine" })
    .option("port", {
      type: "number",
      describe: "Its port; without one, the server of this repository is started",
    })
    .option("oper-name", { type: "string", describe: "Name of an operator block of that server" })
    .option("oper-password", { type: "string", describe: "Password of that operator block" })
    .option("account", { type: "string", describe: "Name of an account that server knows" })
    .option("password", { type: "string", describe: "Password of that account" })
    .implies("oper-name", "oper-password")
    .implies("oper-password", "oper-name")
    .implies("account", "password")
    .implies("password", "account")
    .strict();
}
