import { createHash, randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { argon2Decoy, isArgon2Hash, isWeakArgon2, verifyArgon2 } from "./argon2-hash.ts";

interface Cost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

// 32 MiB and about 50 ms: what OWASP's table calls N=2^15, r=8, p=3, with p at 1 for the sake of small machines.
const COST: Cost = { N: 32_768, r: 8, p: 1 };
const HASH =
  /^\$scrypt\$N=(\d{1,8}),r=(\d{1,3}),p=(\d{1,3})\$([A-Za-z0-9+/]{8,128}={0,2})\$([A-Za-z0-9+/]{16,128}={0,2})$/;
const MOST_MEMORY = 256 * 1024 * 1024;

/** A salted hash: `$scrypt$N=32768,r=8,p=1$<salt>$<hash>`, the last two in base64. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, 32, COST);
  return written(COST, salt, hash);
}

/** A hash that no password is known to make, to check against where there is none: as dear as this one, or as ours. */
export function decoyHash(like = ""): string {
  return argon2Decoy(like) ?? written(readHash(like)?.cost ?? COST, randomBytes(16), randomBytes(32));
}

/** Whether a password had better be hashed anew: it is in plain text, or easier to guess than if hashed today. */
export function needsRehash(stored: string): boolean {
  if (isArgon2Hash(stored)) return isWeakArgon2(stored);
  const { N, r, p } = readHash(stored)?.cost ?? { N: 0, r: 0, p: 0 };
  return N * r < COST.N * COST.r || N * r * p < COST.N * COST.r * COST.p;
}

/** Whether the password made this hash, of scrypt or argon2id; false for anything that is no such hash. */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  return isArgon2Hash(hash) ? await verifyArgon2(password, hash) : await verifyScrypt(password, hash);
}

/** Whether a configured password is a hash (of whatever kind) and not plain text. */
export function isPasswordHash(stored: string): boolean {
  return /^\$[a-z0-9-]+\$/.test(stored);
}

/** Whether two plain passwords are equal, in a time that tells nothing of either. */
export function isSamePassword(given: string, stored: string): boolean {
  return timingSafeEqual(digest(given), digest(stored));
}

function written({ N, r, p }: Cost, salt: Buffer, hash: Buffer): string {
  return `$scrypt$N=${N},r=${r},p=${p}$${salt.toString("base64")}$${hash.toString("base64")}`;
}

async function verifyScrypt(password: string, hash: string): Promise<boolean> {
  const read = readHash(hash);
  if (!read || !isBearable(read.cost)) return false;
  const found = await derive(password, read.salt, read.expected.length, read.cost);
  return timingSafeEqual(found, read.expected);
}

function readHash(hash: string) {
  const [, N, r, p, salt, expected] = HASH.exec(hash) ?? [];
  if (salt === undefined || expected === undefined) return undefined;
  return {
    cost: { N: Number(N), r: Number(r), p: Number(p) },
    salt: Buffer.from(salt, "base64"),
    expected: Buffer.from(expected, "base64"),
  };
}

// scrypt takes a power of two and 128·N·r bytes: a hash from a strange file must not take the machine.
function isBearable({ N, r, p }: Cost): boolean {
  const isPower = N > 1 && Number.isInteger(Math.log2(N));
  return isPower && r > 0 && p > 0 && p <= 16 && 128 * N * r <= MOST_MEMORY;
}

function derive(password: string, salt: Buffer, length: number, cost: Cost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const options = { ...cost, maxmem: 2 * MOST_MEMORY };
    scrypt(password, salt, length, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
