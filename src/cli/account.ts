import { StartError } from "../node/start-error.ts";
import { type DatabasePlace, withDatabase } from "./offline.ts";
import { writeLines } from "./output.ts";
import type { Terminal } from "./terminal.ts";

/** What `ircd-ts account` was given. */
export interface AccountArguments extends DatabasePlace {
  readonly name: string;
}

/** Writes all that is kept of one account, as JSON lines: what its owner may ask for. */
export async function exportAccount(given: AccountArguments, terminal: Terminal): Promise<void> {
  const { name } = given;
  const { stdout } = terminal;
  await withDatabase("account", given, false, terminal, async (database) => {
    const written = await writeLines(database.accountLines(name), stdout);
    if (written === 0) throw new StartError("NO_ACCOUNT", `there is no account ${name} in ${database.file}`);
  });
}
