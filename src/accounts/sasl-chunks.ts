/** What one AUTHENTICATE carries at most (IRCv3 sasl-3.1). */
export const chunkLength = 400;

/** A challenge as lines of AUTHENTICATE: base64 in chunks; `+` stands for nothing, and ends what fills its last chunk. */
export function chunksOf(challenge: Uint8Array): readonly string[] {
  const encoded = Buffer.from(challenge).toString("base64");
  const chunks: string[] = [];
  for (let at = 0; at < encoded.length; at += chunkLength) chunks.push(encoded.slice(at, at + chunkLength));
  return encoded.length % chunkLength === 0 ? [...chunks, "+"] : chunks;
}

/** The bytes of a text in base64; nothing if it is not exactly that (RFC 4648 3: no other signs, padded, no stray bits). */
export function decodeBase64(encoded: string): Buffer | undefined {
  const decoded = Buffer.from(encoded, "base64");
  return decoded.toString("base64") === encoded ? decoded : undefined;
}
