import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { StartError } from "../node/start-error.ts";
import { readCertificate } from "./certificate.ts";

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

  /** The files of the certificate, where one was issued and they are whole: a crash may have left half of it. */
  get certificate(): { readonly cert: string; readonly key: string } | undefined {
    const files = { cert: this.#file("certificate.pem"), key: this.#file("certificate.key") };
    return existsSync(files.cert) && existsSync(files.key) && isWhole(files) ? files : undefined;
  }

  /** Keeps a certificate in place of the last. */
  keep({ cert, key }: CertificatePair): void {
    // A certificate without its key would be worse than the old one: both are whole before either has its name.
    this.#write("certificate.key.new", key);
    this.#write("certificate.pem.new", cert);
    renameSync(this.#file("certificate.key.new"), this.#file("certificate.key"));
    renameSync(this.#file("certificate.pem.new"), this.#file("certificate.pem"));
  }

  /** The key this server is known by at the authority; made by `make` the first time. */
  async accountKey(make: () => Promise<string>): Promise<string> {
    const file = this.#file("account.key");
    if (existsSync(file)) return readFileSync(file, "utf8");
    const key = await make();
    this.#write("account.key.new", key);
    renameSync(this.#file("account.key.new"), file);
    return key;
  }

  #write(name: string, text: string): void {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    writeFileSync(this.#file(name), text, { mode: 0o600 });
  }

  #file(name: string): string {
    return join(this.#folder, name);
  }
}

function isWhole({ cert, key }: CertificatePair): boolean {
  try {
    readCertificate(cert, key);
    return true;
  } catch (error) {
    if (error instanceof StartError) return false;
    throw error;
  }
}
