import { decodeSaslName } from "./gs2-header.ts";

/** The client's first message, without its GS2 header (RFC 5802 7: client-first-message-bare). */
export interface ClientFirst {
  readonly name: string;
  readonly nonce: string;
}

/** The client's last message. */
export interface ClientFinal {
  /** The GS2 header once more, in base64. */
  readonly binding: string;
  readonly nonce: string;
  /** In base64. */
  readonly proof: string;
  /** All but the proof: what the proof is made for. */
  readonly withoutProof: string;
}

// RFC 5802 5.1: printable ASCII without a comma. No client needs as many as may come here.
const NONCE = "[!-+\\--~]{1,256}";
// What is not known is passed over, but never what means something elsewhere, and never `m`, which must be known.
const EXTENSIONS = "(?:,[bdf-hj-loqtuw-zA-Z]=[^,\\0]+)*";
const FIRST = new RegExp(`^n=((?:[^=,\\0]|=2C|=3D)+),r=(${NONCE})${EXTENSIONS}$`);
const FINAL = new RegExp(`^(c=([A-Za-z0-9+/]+={0,2}),r=(${NONCE})${EXTENSIONS}),p=([A-Za-z0-9+/]{43}=)$`);

/** Reads the first message; nothing if it is none. */
export function readClientFirst(bare: string): ClientFirst | undefined {
  const [, name, nonce] = FIRST.exec(bare) ?? [];
  return name === undefined || nonce === undefined ? undefined : { name: decodeSaslName(name), nonce };
}

/** Reads the last message; nothing if it is none. */
export function readClientFinal(text: string): ClientFinal | undefined {
  const [, withoutProof, binding, nonce, proof] = FINAL.exec(text) ?? [];
  if (withoutProof === undefined || binding === undefined) return undefined;
  return nonce === undefined || proof === undefined ? undefined : { binding, nonce, proof, withoutProof };
}
