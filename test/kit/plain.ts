/** What a client sends with AUTHENTICATE PLAIN, in chunks: an account and its password, in base64. */
export function plainChunks(account: string, password: string): string[] {
  const encoded = Buffer.from(`\0${account}\0${password}`).toString("base64");
  const chunks = encoded.match(/.{1,400}/g) ?? [];
  return encoded.length % 400 === 0 ? [...chunks, "+"] : chunks;
}

/** The lines that log in with PLAIN. */
export function plainLines(account: string, password: string): string[] {
  return ["PLAIN", ...plainChunks(account, password)].map((word) => `AUTHENTICATE ${word}`);
}
