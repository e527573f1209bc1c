import { createHash, timingSafeEqual } from "node:crypto";
import type { Verification } from "../store/port/accounts.ts";
import { randomWord } from "./random-word.ts";

/** A code for a letter, of 130 bits that nobody guesses, and what is kept of it. */
export function makeCode(expiresAt: number): { readonly code: string; readonly kept: Verification } {
  const code = randomWord(26);
  return { code, kept: { hash: digest(code).toString("base64"), expiresAt } };
}

/** Whether this is the code that was sent, and not too late. */
export function isCode(given: string, kept: Verification | undefined, now: number): boolean {
  const expected = Buffer.from(kept?.hash ?? "", "base64");
  const found = digest(given.trim().toLowerCase());
  const isSame = expected.length === found.length && timingSafeEqual(expected, found);
  return isSame && kept !== undefined && now < kept.expiresAt;
}

function digest(code: string): Buffer {
  return createHash("sha256").update(code).digest();
}
