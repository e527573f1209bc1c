import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { StartError } from "../node/start-error.ts";
import { type Certificate, readCertificate } from "./certificate.ts";
import { writeWhole } from "./whole-file.ts";

/** A certificate with those it is signed by, and its key, in PEM. */
export interface CertificatePair {
  readonly cert: string;
  readonly key: string;
}

/** Where in the data folder what an authority has certified is kept. */
export class AcmeFiles {
  readonly #folder: string;

  constructor(dataFolder: string) {
    this.#folder = join(dataFolder, "acme");
  }

  /** What was issued last, or `known` of it; none where nothing was, or its files are not whole: a crash may have left half of it. */
  certificate(known: readonly Certificate[] = []): Certificate | undefined {
    try {
      return readCertificate(this.#file("certificate.pem"), this.#file("certificate.key"), known);
    } catch (error) {
      if (error instanceof StartError) return undefined;
      throw error;
    }
  }

  /** Keeps a certificate in place of the last. */
  keep({ cert, key }: CertificatePair): void {
    this.#write({ "certificate.key": key, "certificate.pem": cert });
  }

  /** The key this server is known by at the authority; made by `make` the first time. */
  async accountKey(make: () => Promise<string>): Promise<string> {
    const file = this.#file("account.key");
    if (existsSync(file)) return readFileSync(file, "utf8");
    const key = await make();
    this.#write({ "account.key": key });
    return key;
  }

  #write(texts: Readonly<Record<string, string>>): void {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    writeWhole(Object.entries(texts).map(([name, text]) => ({ file: this.#file(name), text, mode: 0o600 })));
  }

  #file(name: string): string {
    return join(this.#folder, name);
  }
}
