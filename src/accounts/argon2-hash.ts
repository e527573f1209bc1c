// RFC 9106 3.1 allows far more than a login may cost: what a strange file asks for must not take the machine.
const HASH =
  /^\$argon2id\$v=19\$m=(\d{1,6}),t=(\d{1,2}),p=(\d{1,2})\$[A-Za-z0-9+/]{11,86}\$[A-Za-z0-9+/]{16,171}$/;
const MOST_MEMORY_KIB = 256 * 1024;

/** Whether a text begins like an argon2id hash. */
export function isArgon2Hash(stored: string): boolean {
  return stored.startsWith("$argon2id$");
}

/** Whether the password made this argon2id hash (`$argon2id$v=19$m=…,t=…,p=…$<salt>$<hash>`); false for anything else. */
export async function verifyArgon2(password: string, hash: string): Promise<boolean> {
  const [, memory, passes, lanes] = HASH.exec(hash) ?? [];
  if (memory === undefined || Number(memory) > MOST_MEMORY_KIB) return false;
  if (Number(passes) > 16 || Number(lanes) > 16) return false;
  // Loaded only here: most servers never see such a hash.
  const { verify } = await import("@node-rs/argon2");
  return await verify(hash, password);
}
