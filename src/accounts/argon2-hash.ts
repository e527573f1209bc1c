import { randomBytes } from "node:crypto";

// RFC 9106 3.1 allows far more than a login may cost: what a strange file asks for must not take the machine.
const HASH =
  /^\$argon2id\$v=19\$m=(\d{1,6}),t=(\d{1,2}),p=(\d{1,2})\$[A-Za-z0-9+/]{11,86}\$[A-Za-z0-9+/]{16,171}$/;
const MOST_MEMORY_KIB = 256 * 1024;
// OWASP's table begins with 19 MiB and two passes.
const LEAST_MEMORY_KIB = 19 * 1024;
const LEAST_PASSES = 2;

interface Argon2Cost {
  readonly memory: number;
  readonly passes: number;
  readonly lanes: number;
}

/** Whether a text begins like an argon2id hash. */
export function isArgon2Hash(stored: string): boolean {
  return stored.startsWith("$argon2id$");
}

/** Whether the password made this argon2id hash (`$argon2id$v=19$m=…,t=…,p=…$<salt>$<hash>`); false for anything else. */
export async function verifyArgon2(password: string, hash: string): Promise<boolean> {
  if (!costOf(hash)) return false;
  // Loaded only here: most servers never see such a hash.
  const { verify } = await import("@node-rs/argon2");
  return await verify(hash, password);
}

/** Whether an argon2id hash is easier to guess than it should be, or none that could be checked. */
export function isWeakArgon2(hash: string): boolean {
  const { memory, passes } = costOf(hash) ?? { memory: 0, passes: 0 };
  return memory < LEAST_MEMORY_KIB || memory * passes < LEAST_MEMORY_KIB * LEAST_PASSES;
}

/** A hash of the same cost that no password is known to make; nothing if that is no argon2id hash. */
export function argon2Decoy(hash: string): string | undefined {
  const cost = costOf(hash);
  if (!cost) return undefined;
  const { memory, passes, lanes } = cost;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${lanes}$${random(16)}$${random(32)}`;
}

function costOf(hash: string): Argon2Cost | undefined {
  const [memory = Number.NaN, passes = 0, lanes = 0] = (HASH.exec(hash) ?? []).slice(1).map(Number);
  const isBearable = memory <= MOST_MEMORY_KIB && passes <= 16 && lanes <= 16;
  return isBearable ? { memory, passes, lanes } : undefined;
}

// RFC 9106's strings have no padding.
function random(bytes: number): string {
  return randomBytes(bytes).toString("base64").replaceAll("=", "");
}
