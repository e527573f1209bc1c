import { describe, expect, test } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { refusal } from "../kit/refusal.ts";

const text = (tls: string) => `listeners:\n  - { port: 6697, tls: ${tls} }\n`;

describe("tls of a listener", () => {
  test.each([
    "{ cert: a.pem, key: b.pem }",
    "{ selfSigned: true }",
    "{ selfSigned: true, minVersion: TLSv1.3 }",
    "{ cert: a.pem, key: b.pem, sni: [{ cert: c.pem, key: d.pem }] }",
    "{ selfSigned: true, sni: [{ cert: c.pem, key: d.pem, names: [irc.example.org, '*.example.org'] }] }",
  ])("may be %s", (tls) => expect(refusal({ text: text(tls) })).toEqual([]));

  test.each([
    ["{}", "listeners[0].tls: must be { cert: FILE, key: FILE }, { acme: true } or { selfSigned: true }"],
    [
      "{ selfSigned: false }",
      "listeners[0].tls: must be { cert: FILE, key: FILE }, { acme: true } or { selfSigned: true }",
    ],
    ["true", "listeners[0].tls: must be a section with keys, not true"],
    ["cert.pem", "listeners[0].tls: must be a section with keys, not a single value"],
    ["[]", "listeners[0].tls: must be a section with keys, not a list"],
    ["{ cert: a.pem }", "listeners[0].tls.key: is missing: the file with the key of cert"],
    ["{ key: a.pem }", "listeners[0].tls.cert: is missing: the file key is for"],
    [
      "{ cert: a.pem, key: b.pem, selfSigned: true }",
      "listeners[0].tls.selfSigned: goes without cert and key",
    ],
    ["{ cert: a.pem, key: b.pem, acme: true }", "listeners[0].tls.acme: goes without cert and key"],
    ["{ selfSigned: true, acme: true }", "listeners[0].tls.acme: goes without selfSigned"],
    ["{ acme: true }", "listeners[0].tls.acme: needs acme"],
    ["{ cert: a.pem, key: [b.pem] }", "listeners[0].tls.key: must be one line of text, not a list"],
    [
      "{ cert: a.pem, kee: b.pem }",
      "listeners[0].tls.kee: is no key of the configuration; did you mean key?",
    ],
    ["{ selfSigned: true, minVersion: TLSv1.1 }", "tls.minVersion: must be one of TLSv1.2, TLSv1.3, not"],
    ["{ selfSigned: true, minVersion: 1.3 }", "tls.minVersion: must be one of TLSv1.2, TLSv1.3, not 1.3"],
    ["{ selfSigned: true, ciphers: ALL }", "listeners[0].tls.ciphers: is no key of the configuration"],
    ["{ selfSigned: true, sni: {} }", "listeners[0].tls.sni: must be a list of certificates, not a section"],
    ["{ selfSigned: true, sni: [{ cert: c.pem }] }", "tls.sni[0].key: is missing, must be one line of text"],
    [
      "{ selfSigned: true, sni: [{ cert: c.pem, key: d.pem, names: [] }] }",
      "tls.sni[0].names: must name at least one host",
    ],
    [
      "{ selfSigned: true, sni: [{ cert: c.pem, key: d.pem, names: ['a.*'] }] }",
      "tls.sni[0].names[0]: must be a host name, or *. and the rest of one",
    ],
  ])("is a mistake with %s", (tls, problem) => {
    const lines = refusal({ file: "ircd.yaml", text: text(tls) });
    expect(lines[0]).toContain(problem);
    for (const line of lines) expect(line).toMatch(/^ircd\.yaml:2:\d+: listeners\[0\]\.tls/);
  });

  test("is given by variables, too", () => {
    const variables = {
      ...{ IRCD_LISTENERS_0_TLS_CERT: "a.pem", IRCD_LISTENERS_0_TLS_KEY: "b.pem" },
      ...{ IRCD_LISTENERS_0_TLS_SNI_0_CERT: "c.pem", IRCD_LISTENERS_0_TLS_SNI_0_KEY: "d.pem" },
    };
    expect(loadConfig({ variables }).listeners[0]?.tls).toEqual({
      ...{ cert: "a.pem", key: "b.pem", selfSigned: false, acme: false, minVersion: "TLSv1.2" },
      sni: [{ cert: "c.pem", key: "d.pem" }],
    });
    expect(refusal({ variables: { IRCD_LISTENERS_0_TLS_CERT: "a.pem" } })).toEqual([
      "IRCD_LISTENERS_0_TLS_CERT: listeners[0].tls.key: is missing: the file with the key of cert",
    ]);
  });
});
