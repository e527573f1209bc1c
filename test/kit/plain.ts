/** The whole response of PLAIN, in base64: an account and its password. */
export function plainResponse(account: string, password: string): string {
  return Buffer.from(`\0${account}\0${password}`).toString("base64");
}

/** What a client sends with AUTHENTICATE PLAIN: the response, in chunks. */
export function plainChunks(account: string, password: string): string[] {
  const response = plainResponse(account, password);
  const chunks = response.match(/.{1,400}/g) ?? [];
  return response.length % 400 === 0 ? [...chunks, "+"] : chunks;
}

/** The lines that log in with PLAIN. */
export function plainLines(account: string, password: string): string[] {
  return ["PLAIN", ...plainChunks(account, password)].map((word) => `AUTHENTICATE ${word}`);
}
