import { createHash, createHmac, pbkdf2, randomBytes, timingSafeEqual } from "node:crypto";
import type { PasswordChecks } from "./password-checks.ts";
import { saslPrep } from "./sasl-prep.ts";

/** What a server keeps for SCRAM-SHA-256 (RFC 5802 2.2): no password, and nothing to log in elsewhere with; in base64. */
export interface ScramCredentials {
  readonly salt: string;
  readonly iterations: number;
  readonly storedKey: string;
  readonly serverKey: string;
}

/** RFC 7677 4 wants 4,096 at least; a phone takes four times as many in its stride. */
export const scramIterations = 16_384;

/** What to keep when a password is set; `impossible` for one that RFC 4013 prohibits, `busy` if too many wait. */
export async function makeScramCredentials(
  password: string,
  passwords: PasswordChecks,
): Promise<ScramCredentials | "impossible" | "busy"> {
  const prepared = saslPrep(password);
  if (prepared === undefined) return "impossible";
  const made = await passwords.inTurn(() =>
    deriveScram(prepared, randomBytes(16).toString("base64"), scramIterations),
  );
  return made ?? "busy";
}

/** The credentials of a prepared password with this salt (base64): RFC 5802 3. Slow, on purpose. */
export async function deriveScram(
  prepared: string,
  salt: string,
  iterations: number,
): Promise<ScramCredentials> {
  const salted = await derive(prepared, Buffer.from(salt, "base64"), iterations);
  const storedKey = createHash("sha256").update(hmac(salted, "Client Key")).digest("base64");
  return { salt, iterations, storedKey, serverKey: hmac(salted, "Server Key").toString("base64") };
}

/** The server's own proof (base64) for an AuthMessage, if the client's is right: RFC 5802 3. */
export function serverSignature(
  { storedKey, serverKey }: ScramCredentials,
  message: string,
  proof: string,
): string | undefined {
  const stored = Buffer.from(storedKey, "base64");
  const signature = hmac(stored, message);
  const given = Buffer.from(proof, "base64");
  const clientKey = signature.map((byte, index) => byte ^ (given[index] ?? 0));
  const found = createHash("sha256").update(clientKey).digest();
  if (given.length !== signature.length || !isSame(found, stored)) return undefined;
  return hmac(Buffer.from(serverKey, "base64"), message).toString("base64");
}

function isSame(found: Buffer, stored: Buffer): boolean {
  return found.length === stored.length && timingSafeEqual(found, stored);
}

function hmac(key: Uint8Array, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

function derive(password: string, salt: Buffer, iterations: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    pbkdf2(password, salt, iterations, 32, "sha256", (error, key) => (error ? reject(error) : resolve(key)));
  });
}
