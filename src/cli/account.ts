import { once } from "node:events";
import { loadConfig } from "../config/load.ts";
import { openOfflineDatabase } from "../node/offline-database.ts";
import { StartError } from "../node/start-error.ts";
import type { Terminal } from "./terminal.ts";

/** What `ircd-ts account` was given. */
export interface AccountArguments {
  readonly name: string;
  readonly data: string | undefined;
  readonly config: string | undefined;
}

/** Writes all that is kept of one account, as JSON lines: what its owner may ask for. */
export async function exportAccount(
  { name, data, config }: AccountArguments,
  { stdout, env }: Terminal,
): Promise<void> {
  const loaded = loadConfig({
    file: config,
    variables: env,
    defaults: { data: "data" },
    flags: { data },
    flagNames: { data: "--data" },
  });
  if (loaded.data === undefined)
    throw new StartError("USAGE", "account: the configuration names no data folder");
  const database = await openOfflineDatabase(loaded.data, false);
  try {
    let isKnown = false;
    for await (const line of database.accountLines(name)) {
      isKnown = true;
      if (!stdout.write(`${line}\n`)) await once(stdout, "drain");
    }
    if (!isKnown) throw new StartError("NO_ACCOUNT", `there is no account ${name} in ${database.file}`);
  } finally {
    await database.close();
  }
}
