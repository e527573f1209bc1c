import type { PasswordChecks } from "./password-checks.ts";
import { makeScramCredentials, type ScramCredentials } from "./scram-credentials.ts";

/** What is kept of a password. */
export interface Credentials {
  readonly passwordHash: string;
  /** Left out for a password that SCRAM cannot say. */
  readonly scram: ScramCredentials | undefined;
}

/** Makes what is kept of a password; `busy` if too many wait, or who asked is gone. */
export async function makeCredentials(
  password: string,
  passwords: PasswordChecks,
  isAwaited?: () => boolean,
): Promise<Credentials | "busy"> {
  const passwordHash = await passwords.hash(password, isAwaited);
  if (passwordHash === undefined) return "busy";
  const scram = await makeScramCredentials(password, passwords);
  if (scram === "busy") return "busy";
  return { passwordHash, scram: scram === "impossible" ? undefined : scram };
}
