import { createHash, timingSafeEqual } from "node:crypto";
import type { Verification } from "../store/port/accounts.ts";
import { randomWord } from "./random-word.ts";

/** What a code is good for. */
type CodePurpose = "verify" | "reset";

/** A code for a letter, of 130 bits that nobody guesses, and what is kept of it. */
export function makeCode(
  purpose: CodePurpose,
  expiresAt: number,
): { readonly code: string; readonly kept: Verification } {
  const code = randomWord(26);
  return { code, kept: { hash: hashFor(purpose, code), expiresAt } };
}

/** Whether this is the code that was sent for that, and not too late. */
export function isCode(
  purpose: CodePurpose,
  given: string,
  kept: Verification | undefined,
  now: number,
): boolean {
  const expected = Buffer.from(kept?.hash ?? "");
  const found = Buffer.from(hashFor(purpose, given.trim().toLowerCase()));
  const isSame = expected.length === found.length && timingSafeEqual(expected, found);
  return isSame && kept !== undefined && now < kept.expiresAt;
}

/** Whether an account with this code was never verified; one for another password says nothing of that. */
export function awaitsVerification(kept: Verification | undefined): boolean {
  return kept !== undefined && !kept.hash.startsWith("reset:");
}

function hashFor(purpose: CodePurpose, code: string): string {
  return `${purpose}:${createHash("sha256").update(code).digest("base64")}`;
}
