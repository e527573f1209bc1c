import { describe, expect, test } from "vitest";
import { ConfigError } from "../../src/config/config-error.ts";
import { loadConfig } from "../../src/config/load.ts";

const whole = "data: data\nhttp: { port: 80 }\nlisteners: [{ tls: { acme: true } }]\n";

function problems(text: string): readonly string[] {
  try {
    loadConfig({ text });
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.lines.map((line) => line.replace(/^[\d:]+: /, ""));
    throw error;
  }
}

describe("acme", () => {
  test("has Let's Encrypt as its authority, and a month to renew", () => {
    const { acme } = loadConfig({ text: `${whole}acme: { names: [irc.example.net], agreed: true }\n` });
    expect(acme).toEqual({
      names: ["irc.example.net"],
      agreed: true,
      directory: "https://acme-v02.api.letsencrypt.org/directory",
      renewDays: 30,
    });
  });

  test.each([
    ["names: [irc.example.net], agreed: false", /acme\.agreed: must be true/],
    ["names: [], agreed: true", /acme\.names: must name at least one host/],
    ["names: ['*.example.net'], agreed: true", /acme\.names\[0\]: must be a host name/],
    ["names: [localhost], agreed: true", /acme\.names\[0\]: must be a host name/],
    ["names: [a-.example], agreed: true", /acme\.names\[0\]: must be a host name/],
    [
      "names: [a.example], agreed: true, directory: 'http://ca.example/d'",
      /acme\.directory: must be an https: URL/,
    ],
    [
      "names: [a.example], agreed: true, renewDays: 61",
      /acme\.renewDays: must be a whole number from 1 to 60/,
    ],
    ["names: [a.example], agreed: true, email: ops", /acme\.email: must be an e-mail address/],
  ])("is a mistake with %s", (acme, problem) => {
    expect(problems(`${whole}acme: { ${acme} }\n`)).toEqual([expect.stringMatching(problem)]);
  });

  test("needs a listener that shows it, a place to keep it, and HTTP for its challenges", () => {
    expect(problems("acme: { names: [a.example], agreed: true }\n")).toEqual([
      expect.stringContaining("acme: needs a listener with tls: { acme: true }"),
      expect.stringContaining("acme: needs data, where certificates are kept"),
      expect.stringContaining("acme: needs http, where the authority asks for its challenges"),
    ]);
  });
});
