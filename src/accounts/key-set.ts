import { readFile } from "node:fs/promises";
import { createLocalJWKSet, createRemoteJWKSet, customFetch, errors, type JWTVerifyGetKey } from "jose";
import type { BearerConfig } from "../config/schema.ts";

/** The issuer's keys could not be had, or are none: nothing is wrong with a token. */
export class KeySetError extends Error {
  readonly code = "KEY_SET";
}

/** What asking for keys may take. */
export interface KeySetLimits {
  readonly timeoutMs: number;
  readonly mostBytes: number;
  /** For how long keys are kept. */
  readonly keptMs: number;
  /** How long an unknown key is not asked for again: tokens can name any. */
  readonly pauseMs: number;
}

/** Keys come in a few kilobytes, and change a few times a year. */
export const usualKeySetLimits: KeySetLimits = {
  timeoutMs: 5_000,
  mostBytes: 256 * 1024,
  keptMs: 600_000,
  pauseMs: 30_000,
};

/**
 * Finds the key a token is signed with, in the configured set and nowhere else: the keys, and places of keys, that a
 * token may name (RFC 7515 4.1) count for nothing. Rejects with a KeySetError if the set cannot be had.
 */
export function keySet({ jwks }: BearerConfig, limits = usualKeySetLimits): JWTVerifyGetKey {
  const keys = typeof jwks === "string" ? fetchedKeys(new URL(jwks), limits) : keysOfFile(jwks.file);
  return async (header, token) => {
    try {
      return await keys(header, token);
    } catch (cause) {
      if (isOfToken(cause)) throw cause;
      throw new KeySetError("the issuer's keys are out of reach, or none", { cause });
    }
  };
}

function isOfToken(error: unknown): boolean {
  const { JOSENotSupported, JWKSMultipleMatchingKeys, JWKSNoMatchingKey } = errors;
  return [JOSENotSupported, JWKSMultipleMatchingKeys, JWKSNoMatchingKey].some(
    (kind) => error instanceof kind,
  );
}

function keysOfFile(file: string): JWTVerifyGetKey {
  let read: Promise<JWTVerifyGetKey> | undefined;
  const readOnce = async () => createLocalJWKSet(JSON.parse(await readFile(file, "utf8")));
  return async (header, token) => {
    read ??= readOnce();
    try {
      return await (await read)(header, token);
    } catch (error) {
      // A file that is mended is read without a restart.
      if (!isOfToken(error)) read = undefined;
      throw error;
    }
  };
}

function fetchedKeys(url: URL, { timeoutMs, mostBytes, keptMs, pauseMs }: KeySetLimits): JWTVerifyGetKey {
  return createRemoteJWKSet(url, {
    timeoutDuration: timeoutMs,
    cacheMaxAge: keptMs,
    cooldownDuration: pauseMs,
    [customFetch]: async (address, options) => {
      // Who is redirected asks a place nobody has configured.
      const response = await fetch(address, { ...options, redirect: "error" });
      return new Response(await readBounded(response, mostBytes), { status: response.status });
    },
  });
}

async function readBounded(response: Response, mostBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    // Leaving the loop ends the transfer.
    if (bytes > mostBytes) throw new KeySetError(`the key set has more than ${mostBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
