/** The text these bytes are in UTF-8; nothing if they are no such text. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    // A BOM is a character like any other in a password.
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
