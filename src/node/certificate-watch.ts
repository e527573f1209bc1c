import type { Logger } from "../logging/logger.ts";
import type { Certificate } from "../net/certificate.ts";

const DAY = 86_400_000;

/** Days before its end at which a certificate is spoken of; on the last one, and after the end, every day. */
const MILESTONES = [30, 14, 7, 1];

/** What is told of a certificate that ends soon. */
export interface Expiry {
  readonly certificate: Certificate;
  /** In one line, for people. */
  readonly text: string;
}

/** Whom the watch over certificates tells what it finds. */
interface ExpiryRim {
  readonly log: Logger;
  /** All that are shown to clients. */
  certificates(): readonly Certificate[];
  tellOperators(text: string): void;
}

/** Looks once a day, and when `look` is called, which certificates end soon, and tells log and operators. */
export function watchCertificates({ log, certificates, tellOperators }: ExpiryRim) {
  const watch = new CertificateWatch();
  const look = () => {
    for (const { certificate, text } of watch.check(certificates(), Date.now())) {
      log.warn({ fingerprint: certificate.fingerprint }, text);
      tellOperators(text);
    }
  };
  const timer = setInterval(look, DAY);
  return { look, stop: () => clearInterval(timer) };
}

/** Remembers which ends of certificates were told already. */
export class CertificateWatch {
  /** By fingerprint the fewest days before the end that were told. */
  #told = new Map<string, number>();

  /** What is to be told now of these certificates; asked once a day, and when there are others. */
  check(certificates: readonly Certificate[], now: number): readonly Expiry[] {
    const before = this.#told;
    // Of those that are shown no longer nothing is kept.
    this.#told = new Map();
    const expiries: Expiry[] = [];
    for (const certificate of certificates) {
      const { fingerprint, expires } = certificate;
      if (this.#told.has(fingerprint)) continue;
      const days = (expires - now) / DAY;
      const milestone = MILESTONES.findLast((most) => days <= most);
      if (milestone === undefined) continue;
      // The last milestone is a day long: whole days tell one from the next.
      const step = milestone > 1 ? milestone : Math.floor(days);
      this.#told.set(fingerprint, step);
      if (step !== before.get(fingerprint)) expiries.push({ certificate, text: textOf(certificate, now) });
    }
    return expiries;
  }
}

function textOf({ file, names, expires }: Certificate, now: number): string {
  const which =
    file === undefined ? `the certificate for ${names[0] ?? "no name"}` : `the certificate ${file}`;
  const when = new Date(expires).toISOString().slice(0, 10);
  if (expires <= now) return `${which} ended on ${when}: clients will not trust this server`;
  const days = Math.floor((expires - now) / DAY);
  return `${which} ends on ${when}, ${days === 0 ? "within a day" : days === 1 ? "in 1 day" : `in ${days} days`}`;
}
