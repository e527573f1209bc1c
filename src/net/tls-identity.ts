import type { SecureContext, Server, TlsOptions } from "node:tls";
import type { Certificate } from "./certificate.ts";

/** What a listener shows of itself over TLS. */
export interface TlsSettings {
  /** The first is for whoever asks for no name, or for one that none of them has. */
  readonly certificates: readonly [Certificate, ...Certificate[]];
  /** The oldest version that is spoken. */
  readonly minVersion: "TLSv1.2" | "TLSv1.3";
}

/** The certificates of one listener, each with one context that all its connections share. */
export class TlsIdentity {
  #settings: TlsSettings;
  #contexts: ReadonlyMap<string, SecureContext | undefined>;

  constructor(settings: TlsSettings) {
    this.#settings = settings;
    this.#contexts = contextsOf(settings);
  }

  get settings(): TlsSettings {
    return this.#settings;
  }

  /** What a server is made with. */
  get options(): TlsOptions {
    return {
      ...ownOptions(this.#settings),
      SNICallback: (name, done) => done(null, this.#contextFor(name.toLowerCase())),
    };
  }

  /** Has the server show others from now on; who has shaken hands stays. */
  replace(settings: TlsSettings, server: Server): void {
    // What has not changed keeps its contexts, and with them the sessions that clients come back with.
    if (isSame(this.#settings, settings)) return;
    this.#settings = settings;
    this.#contexts = contextsOf(settings);
    server.setSecureContext(ownOptions(settings));
  }

  // None means that of the server itself.
  #contextFor(name: string): SecureContext | undefined {
    if (this.#contexts.has(name)) return this.#contexts.get(name);
    return this.#contexts.get(name.replace(/^[^.]+/, "*"));
  }
}

function ownOptions({ certificates: [{ cert, key }], minVersion }: TlsSettings) {
  return { cert, key, minVersion };
}

// A name is more to one who was listed for it than to the first, which is there for all.
function contextsOf({ certificates: [own, ...others] }: TlsSettings) {
  const contexts = new Map<string, SecureContext | undefined>();
  for (const { context, names } of others)
    for (const name of names) if (!contexts.has(name)) contexts.set(name, context);
  for (const name of own.names) if (!contexts.has(name)) contexts.set(name, undefined);
  return contexts;
}

function isSame(one: TlsSettings, other: TlsSettings): boolean {
  return (
    one.minVersion === other.minVersion &&
    one.certificates.length === other.certificates.length &&
    one.certificates.every(({ cert, key, names }, index) => {
      const same = other.certificates[index];
      return cert === same?.cert && key === same.key && names.join() === same.names.join();
    })
  );
}
