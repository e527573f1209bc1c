import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { AppPassword } from "./accounts.ts";
import { randomWord } from "./random-word.ts";

/** A new password for a device: five groups of five, 125 bits that nobody has to remember. */
export function makeAppPassword(): string {
  return (randomWord(25).match(/.{5}/g) ?? []).join("-");
}

/**
 * What is kept of it. Nobody can go through 2^125 of them, so that no slow hash is needed: however many an account
 * has, a login costs no more for them.
 */
export function hashAppPassword(password: string): string {
  return `$sha256$${digest(password).toString("base64")}`;
}

/** The device whose password this is, if it is one's. */
export function deviceOf(password: string, known: readonly AppPassword[] = []): string | undefined {
  const given = digest(password);
  return known.find(({ hash }) => timingSafeEqual(given, digestIn(hash)))?.device;
}

function digest(password: string): Buffer {
  return createHash("sha256").update(password).digest();
}

// What is no such hash is nobody's password.
function digestIn(hash: string): Buffer {
  const bytes = Buffer.from(/^\$sha256\$([A-Za-z0-9+/]{43}=)$/.exec(hash)?.[1] ?? "", "base64");
  return bytes.length === 32 ? bytes : randomBytes(32);
}
