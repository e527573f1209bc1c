import { z } from "zod";
import { flag, type KeyProblem, line, listOf, mustBe, section, subKey, whole } from "./fields.ts";
import { isServiceUrl } from "./service-url.ts";

/** Who certifies this server, and for which names: RFC 8555. */
export function acme() {
  return section({
    names: subKey(
      listOf(hostName(), "a list of host names").min(1, "must name at least one host"),
      "the host names the certificate is for",
    ),
    agreed: subKey(
      flag().refine((agreed) => agreed, { error: "must be true: without that nobody certifies anything" }),
      "whether the terms of service of the authority are agreed to",
    ),
    email: subKey(
      line("an e-mail address", /^[^\s@]+@[^\s@]+$/).optional(),
      "where the authority writes to when something is wrong with the certificate",
    ),
    directory: subKey(
      directory().default("https://acme-v02.api.letsencrypt.org/directory"),
      "the directory of the authority; Let's Encrypt if left out",
    ),
    renewDays: subKey(whole(1, 60).default(30), "how many days before it ends a certificate is renewed"),
  });
}

/** Where one of acme, the listeners that show its certificate, data and http lacks another. */
export function acmeProblems(config: {
  readonly acme?: object | undefined;
  readonly data?: string | undefined;
  readonly http?: object | undefined;
  readonly listeners: readonly { readonly tls?: { readonly acme: boolean } | undefined }[];
}): readonly KeyProblem[] {
  const { acme, data, http, listeners } = config;
  const shown = listeners.findIndex(({ tls }) => tls?.acme);
  if (!acme) return shown < 0 ? [] : [[["listeners", shown, "tls", "acme"], "needs acme"]];
  const problems: KeyProblem[] = [];
  if (shown < 0) problems.push([["acme"], "needs a listener with tls: { acme: true }"]);
  if (data === undefined) problems.push([["acme"], "needs data, where certificates are kept"]);
  if (!http) problems.push([["acme"], "needs http, where the authority asks for its challenges"]);
  return problems;
}

// No authority gives one for any other: RFC 8555 8 and 7.1.3 have http-01 for plain names alone.
function hostName() {
  return line(
    "a host name",
    /^(?=.{1,253}$)[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+$/,
  );
}

function directory() {
  const error = mustBe("an https: URL, or an http: URL on this machine");
  return z.string({ error }).refine(isServiceUrl, { error });
}
