import type { AcmeConfig } from "../../config/schema.ts";
import type { AcmeFiles, CertificatePair } from "../../net/acme-files.ts";

/** What a server answers to who asks by HTTP whether it is the one that wants a certificate: RFC 8555 8.3. */
export type Challenges = Map<string, string>;

/** Has an authority certify this server; rejects with what it says. */
export type Order = (
  config: AcmeConfig,
  files: AcmeFiles,
  challenges: Challenges,
) => Promise<CertificatePair>;

/**
 * Orders a certificate by RFC 8555; how it fares is asked for again after `pollMs`, then more and more seldom. An authority
 * that says nothing for `answerMs` has failed.
 */
export function acmeOrder(pollMs = 5_000, answerMs = 30_000): Order {
  return async (config, files, challenges) => {
    // Loaded only here: most servers have their certificates from files.
    const { Client, axios, crypto } = await import("acme-client");
    // By itself it waits for ever, and so would the next certificate.
    axios.defaults.timeout = answerMs;
    const newKey = async () => String(await crypto.createPrivateEcdsaKey());
    const client = new Client({
      directoryUrl: config.directory,
      accountKey: await files.accountKey(newKey),
      backoffMin: pollMs,
      backoffMax: pollMs * 6,
    });
    const key = await newKey();
    const [, csr] = await crypto.createCsr({ altNames: [...config.names] }, key);
    const ordered = client.auto({
      csr,
      ...(config.email === undefined ? {} : { email: config.email }),
      termsOfServiceAgreed: config.agreed,
      challengePriority: ["http-01"],
      // Whether we are reached under our names is for the authority to find out: from here it may look different.
      skipChallengeVerification: true,
      challengeCreateFn: async (_authorization, { token }, keyAuthorization) => {
        challenges.set(token, keyAuthorization);
      },
      challengeRemoveFn: async (_authorization, { token }) => {
        challenges.delete(token);
      },
    });
    const cert = await ordered.catch((cause: unknown) => {
      // The library looks into the answer there was none of.
      throw cause instanceof TypeError ? new Error("the authority does not answer", { cause }) : cause;
    });
    return { cert, key };
  };
}
