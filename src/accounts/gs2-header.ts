/** What stands before the message of a mechanism of the GS2 family (RFC 5801 4), and the message. */
export interface Gs2Message {
  /** The header as it came, its last comma included. */
  readonly header: string;
  readonly authzid: string | undefined;
  readonly message: string;
}

// `n` and `y`: the client binds to no channel. `p=` would bind to one, and that was never offered.
const MESSAGE = /^([ny],(?:a=((?:[^=,\0]|=2C|=3D)+))?,)([^\0]*)$/;

/** Reads the header; nothing if there is none, or one that asks for channel binding. */
export function readGs2(text: string): Gs2Message | undefined {
  const [, header, authzid, message] = MESSAGE.exec(text) ?? [];
  if (header === undefined || message === undefined) return undefined;
  return { header, authzid: authzid && decodeSaslName(authzid), message };
}

/** A name as RFC 5802 5.1 writes it (`=2C` for a comma, `=3D` for an equals sign), in plain. */
export function decodeSaslName(name: string): string {
  return name.replaceAll("=2C", ",").replaceAll("=3D", "=");
}
