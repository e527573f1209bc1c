import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Config } from "../../config/schema.ts";
import { maySignUpEarly } from "../account-parts.ts";
import { DATABASE_FILE } from "../data-folder.ts";
import { type Finding, findingsAbout } from "./finding.ts";

/** Whether anybody can come in, where only accounts do. */
export function examineWayIn(config: Config): Finding | undefined {
  if (!config.accountRequired) return undefined;
  const { ok, fault } = findingsAbout("accounts");
  const { accounts, bearer, scripts, data } = config;
  if (accounts.length > 0) return ok(`${accounts.length} in the configuration`);
  if (bearer !== undefined) return ok("they log in with tokens");
  if (scripts.auth !== undefined) return ok("a script knows them");
  if (maySignUpEarly(config)) return ok("whoever connects may register one");
  // Who has registered before it became so is in the database.
  if (data !== undefined && existsSync(join(data, DATABASE_FILE))) return ok("those in the database come in");
  return fault(
    "nobody can come in: accountRequired is set, and nobody has an account. List them in accounts, or let whoever " +
      "connects register one (registration.beforeConnect)",
  );
}
