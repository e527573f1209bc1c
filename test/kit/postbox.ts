import type { Letter, Mailer } from "../../src/accounts/mailer.ts";

/** A mail server that keeps all letters, or has another fate for them. */
export class Postbox implements Mailer {
  readonly letters: Letter[] = [];
  fate: Awaited<ReturnType<Mailer["send"]>> = "sent";

  async send(letter: Letter) {
    this.letters.push(letter);
    return this.fate;
  }

  /** The code in the last letter. */
  get code(): string {
    const found = /\b[a-z2-7]{26}\b/.exec(this.letters.at(-1)?.text ?? "");
    if (!found) throw new Error("no letter with a code has come");
    return found[0];
  }
}

/** A configuration that verifies by mail. */
export const mail = { host: "127.0.0.1", tls: "none", from: "irc@example.org" } as const;
