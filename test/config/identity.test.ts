import { describe, expect, test } from "vitest";
import { refusal } from "../kit/refusal.ts";

/** What is said of these keys, given as YAML; a listener with a certificate is there. */
function saidOf(text: string, listeners = "[{ tls: { cert: c, key: k } }]"): readonly string[] {
  const lines = refusal({ text: `listeners: ${listeners}\n${text}` });
  return lines.map((line) => line.replace(/^configuration:\d+:\d+: /, ""));
}

describe("sts", () => {
  test.each([
    "{ duration: 0 }",
    "{ duration: 315360000, port: 65535, preload: true, hosts: [irc.example.org, Example.org] }",
    "{ duration: 60, hosts: [] }",
  ])("may be %s", (sts) => {
    expect(saidOf(`sts: ${sts}`)).toEqual([]);
  });

  test.each([
    ["no duration", "{ port: 6697 }", "sts.duration: is missing, must be a whole number from 0 to"],
    ["a duration below 0", "{ duration: -1 }", "sts.duration: must be a whole number"],
    [
      "a duration of ten years and a second",
      "{ duration: 315360001 }",
      "sts.duration: must be a whole number",
    ],
    ["a duration with a fraction", "{ duration: 1.5 }", "sts.duration: must be a whole number"],
    ["a duration in words", "{ duration: 30d }", "sts.duration: must be a whole number"],
    ["port 0", "{ duration: 0, port: 0 }", "sts.port: must be a whole number from 1 to 65535"],
    ["several ports", "{ duration: 0, port: [6697] }", "sts.port: must be a whole number from 1 to 65535"],
    ["preload in words", "{ duration: 0, preload: maybe }", "sts.preload: must be true or false"],
    ["a mask of hosts", "{ duration: 0, hosts: ['*.example.org'] }", "sts.hosts[0]: must be a host name"],
    ["a host with a comma", "{ duration: 0, hosts: ['a,b'] }", "sts.hosts[0]: must be a host name"],
    ["one host", "{ duration: 0, hosts: irc.example.org }", "sts.hosts: must be a list of host names"],
    ["a key that is none", "{ duration: 0, expire: 1 }", "sts.expire: is no key of the configuration"],
    ["true", "true", "sts: must be a section with keys"],
  ])("is a mistake with %s", (_, sts, problem) => {
    expect(saidOf(`sts: ${sts}`)).toEqual([expect.stringContaining(problem)]);
  });

  // sts.md: clients that came over would find no certificate they can trust, and never come back.
  test.each([
    "[{}]",
    "[{ tls: { selfSigned: true } }]",
    "[{}, { port: 7000, tls: { selfSigned: true } }]",
    "[{ console: true, tls: { cert: a.pem, key: b.pem } }]",
    "[{ websocket: { origins: ['*'] }, tls: { cert: a.pem, key: b.pem } }]",
  ])("is a mistake where the listeners are %s", (listeners) => {
    expect(saidOf("sts: { duration: 0 }", listeners)).toEqual([
      "sts: needs a listener with tls: { cert: FILE, key: FILE } or { acme: true }",
    ]);
  });
});

describe("webirc", () => {
  test.each([
    "[]",
    "[{ password: sesame, addresses: [192.0.2.1] }]",
    "[{ password: $scrypt$N=2$x, addresses: [192.0.2.0/24, '2001:db8::/32', '::1'] }, { password: x, addresses: [10.0.0.1] }]",
  ])("may be %s", (webirc) => {
    expect(saidOf(`webirc: ${webirc}`)).toEqual([]);
  });

  test.each([
    ["no password", "[{ addresses: [192.0.2.1] }]", "webirc[0].password: must be one line"],
    [
      "an empty password",
      "[{ password: '', addresses: [192.0.2.1] }]",
      "webirc[0].password: must be one line",
    ],
    [
      "a password of two lines",
      '[{ password: "a\\nb", addresses: [192.0.2.1] }]',
      "webirc[0].password: must be",
    ],
    ["no addresses", "[{ password: x }]", "webirc[0].addresses: "],
    ["an empty list of addresses", "[{ password: x, addresses: [] }]", "must name at least one address"],
    [
      "a host name",
      "[{ password: x, addresses: [gate.example] }]",
      "webirc[0].addresses[0]: must be an address",
    ],
    ["a mask", "[{ password: x, addresses: ['*'] }]", "webirc[0].addresses[0]: must be an address"],
    [
      "a block that is none",
      "[{ password: x, addresses: [10.0.0.0/33] }]",
      "webirc[0].addresses[0]: must be",
    ],
    ["a key that is none", "[{ password: x, addresses: [10.0.0.1], name: y }]", "webirc[0].name: is no key"],
    [
      "one gateway without its list",
      "{ password: x, addresses: [10.0.0.1] }",
      "webirc: must be a list of gateways",
    ],
  ])("is a mistake with %s", (_, webirc, problem) => {
    expect(saidOf(`webirc: ${webirc}`)).toEqual([expect.stringContaining(problem)]);
  });

  test.each([
    "hunter2",
    "[hunter2]",
    '[{ password: "hunter2\\n", addresses: [10.0.0.1] }]',
    "[{ password: [hunter2], addresses: [10.0.0.1] }]",
  ])("never shows a password: %s", (webirc) => {
    const lines = saidOf(`webirc: ${webirc}`);
    expect(lines).toHaveLength(1);
    expect(lines.join()).not.toContain("hunter2");
  });
});

describe("clientTagDeny", () => {
  test.each(["[]", "['*']", "['*', -typing, -draft/react]", "[typing, example.org/x]"])(
    "may be %s",
    (tags) => {
      expect(saidOf(`clientTagDeny: ${tags}`)).toEqual([]);
    },
  );

  test.each([
    ["the asterisk behind others", "[typing, '*']", "clientTagDeny: must have * in the first place"],
    ["a plus", "['+typing']", "clientTagDeny[0]: must be *, or the name of a client-only tag without its +"],
    ["a comma", "['a,b']", "clientTagDeny[0]: must be *"],
    ["an equals sign", "['a=b']", "clientTagDeny[0]: must be *"],
    ["a space", "['a b']", "clientTagDeny[0]: must be *"],
    ["nothing", "['']", "clientTagDeny[0]: must be *"],
    ["an asterisk within", "['typ*']", "clientTagDeny[0]: must be *"],
    ["one without its list", "typing", "clientTagDeny: must be a list of tags"],
    [
      "more than 005 can hold",
      `[${Array(10).fill("x".repeat(30)).join()}]`,
      "at most 200 characters together",
    ],
  ])("is a mistake with %s", (_, tags, problem) => {
    expect(saidOf(`clientTagDeny: ${tags}`)).toEqual([expect.stringContaining(problem)]);
  });
});

test.each([
  ["relaymsg: sometimes", "relaymsg: must be true or false"],
  ["relaymsg: [/]", "relaymsg: must be true or false"],
  ["limits: { monitor: 0 }", "limits.monitor: must be a whole number from 1 to 1000"],
  ["limits: { monitor: 1001 }", "limits.monitor: must be a whole number from 1 to 1000"],
  ["limits: { multilineBytes: 511 }", "limits.multilineBytes: must be a whole number from 512 to 65536"],
  ["limits: { multilineBytes: 65537 }", "limits.multilineBytes: must be a whole number from 512 to 65536"],
  ["limits: { multilineLines: 1 }", "limits.multilineLines: must be a whole number from 2 to 1000"],
  ["limits: { multilineLines: 1001 }", "limits.multilineLines: must be a whole number from 2 to 1000"],
  ["accounts: { alice: sesame }", "accounts: must be a list of accounts"],
  ["accounts: [{ name: alice }]", "accounts[0].password: must be one line"],
  ["accounts: [{ name: alice, password: x, suspended: 1 }]", "accounts[0].suspended: must be true or false"],
  ["accounts: [{ name: alice, pass: x }]", "accounts[0].pass: is no key of the configuration"],
])("%s is a mistake", (text, problem) => {
  expect(saidOf(text).join("\n")).toContain(problem);
});
