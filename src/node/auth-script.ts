import type { ForeignAccounts, ForeignClaim } from "../accounts/foreign-accounts.ts";
import type { Config } from "../config/schema.ts";
import type { ScriptReading } from "../http/metrics/readings.ts";
import { Script, ScriptError } from "../net/script.ts";
import { ScriptCounts } from "./script-counts.ts";

/** What knows the accounts of this network, and can make one. */
interface Accounts {
  /** Makes an account for whom the script knows; false if nobody may have that name. */
  adopt(name: string): Promise<boolean>;
  exists(name: string): Promise<boolean>;
}

/** Who may log in by what the configured script says. */
export class AuthScript implements ForeignAccounts {
  readonly #config: () => Config;
  readonly #accounts: Accounts;
  readonly #counts = new ScriptCounts();
  readonly #script = new Script(this.#counts);

  constructor(config: () => Config, accounts: Accounts) {
    this.#config = config;
    this.#accounts = accounts;
  }

  /** How the script fares. */
  get reading(): ScriptReading {
    return this.#counts.readingOf(this.#script);
  }

  get available(): boolean {
    return this.#config().scripts.auth !== undefined;
  }

  async judge({ account, password, certfp, address }: ForeignClaim): Promise<string | undefined> {
    const options = this.#config().scripts.auth;
    if (!options) return undefined;
    const question = { accountName: account, passphrase: password, certfp, ip: address };
    const answer = await this.#script.ask(question, options, verdictOf);
    if (!answer.success) return undefined;
    const name = answer.accountName ?? account;
    if (name === undefined) return undefined;
    if (await this.#accounts.exists(name)) return name;
    return options.autocreate && (await this.#accounts.adopt(name)) ? name : undefined;
  }

  /** Ends what runs: nobody waits for it any more. */
  end(): void {
    this.#script.end();
  }
}

function verdictOf(answer: unknown): { readonly success: boolean; readonly accountName: string | undefined } {
  const { success, accountName } =
    typeof answer === "object" && answer !== null
      ? (answer as { readonly success?: unknown; readonly accountName?: unknown })
      : {};
  if (typeof success !== "boolean")
    throw new ScriptError("SCRIPT_ANSWER", "the script has not answered whether it is a success");
  const isNamed = typeof accountName === "string" && accountName !== "";
  return { success, accountName: isNamed ? accountName : undefined };
}
