import { createHmac } from "node:crypto";
import fc from "fast-check";
import { createLocalJWKSet, exportSPKI, importJWK, type JWK, SignJWT } from "jose";
import { describe, expect, test } from "vitest";
import { ircv3BearerMechanism, oauthBearerMechanism } from "../../src/accounts/bearer-mechanisms.ts";
import { BearerTokens } from "../../src/accounts/bearer-tokens.ts";
import { KeySetError } from "../../src/accounts/key-set.ts";
import { LoginAttempts } from "../../src/accounts/login-attempts.ts";
import { Logins } from "../../src/accounts/logins.ts";
import { PasswordChecks } from "../../src/accounts/password-checks.ts";
import type { BearerConfig } from "../../src/config/schema.ts";
import { HeldAccounts } from "../kit/held-accounts.ts";
import { base64url, type TestClaims, TestIssuer } from "../kit/issuer.ts";
import { SaslClient } from "../kit/sasl-client.ts";

const es256 = await TestIssuer.open("ES256");
const rs256 = await TestIssuer.open("RS256", "rsa");
const eddsa = await TestIssuer.open("EdDSA", "ed");
const stranger = await TestIssuer.open("ES256");
const now = es256.now;
const seconds = now / 1000;

const config: BearerConfig = {
  issuer: es256.issuer,
  audience: es256.audience,
  jwks: { file: "unread" },
  algorithms: ["RS256", "ES256", "EdDSA"],
};

function open(changes: Partial<BearerConfig> = {}, keys: readonly JWK[] = [es256.jwk, rs256.jwk, eddsa.jwk]) {
  const inForce = { ...config, ...changes };
  const openKeys = () => createLocalJWKSet({ keys: [...keys] });
  return new BearerTokens({ issuer: () => inForce, now: () => now, openKeys });
}

describe("a token", () => {
  test.each([es256, rs256, eddsa])("signed by $alg names its account", async (issuer) => {
    expect(await open().accountOf(await issuer.token())).toBe("alice");
  });

  test.each<readonly [string, TestClaims]>([
    ["of one audience among others", { aud: ["web", "irc"] }],
    ["valid since now", { nbf: seconds }],
    ["valid since soon, as clocks differ", { nbf: seconds + 4 }],
    ["that ended just now, as clocks differ", { exp: seconds - 4 }],
    ["with claims that mean nothing here", { scope: "openid", constructor: 1, __proto__: null }],
  ])("%s is good", async (_, claims) => {
    expect(await open().accountOf(await es256.token(claims))).toBe("alice");
  });

  test.each<readonly [string, TestClaims]>([
    ["without an end", { exp: undefined }],
    ["that has ended", { exp: seconds - 10 }],
    ["that is not valid yet", { nbf: seconds + 60 }],
    ["of another issuer", { iss: "https://evil.example.net" }],
    ["of an issuer spelt otherwise", { iss: `${config.issuer}/` }],
    ["of no issuer", { iss: undefined }],
    ["for somebody else", { aud: "web" }],
    ["for others", { aud: ["web", "mail"] }],
    ["for nobody", { aud: undefined }],
    ["without a name", { preferred_username: undefined }],
    ["with an empty name", { preferred_username: "" }],
    ["with a name too long", { preferred_username: "x".repeat(256) }],
    ["with a number for a name", { preferred_username: 7 }],
    ["with a list for a name", { preferred_username: ["alice"] }],
  ])("%s is good for nothing", async (_, claims) => {
    expect(await open().accountOf(await es256.token(claims))).toBeUndefined();
  });

  test("whose times are no numbers is good for nothing", async () => {
    // The library would not sign such a token; another may.
    for (const odd of [{ exp: `${seconds + 60}` }, { nbf: "soon" }, { exp: null }]) {
      const token = await forged(odd);
      expect(await open().accountOf(token)).toBeUndefined();
    }
  });

  test.each<readonly [string, Readonly<Record<string, unknown>>]>([
    ["an unknown key", { kid: "k2" }],
    ["a path for a key", { kid: "../../../../etc/passwd" }],
    ["a URL for a key", { kid: "http://127.0.0.1/keys" }],
    ["a key of 8 KiB", { kid: "x".repeat(8192) }],
    ["no text for a key", { kid: { $ne: "" } }],
    ["what must be known and is not", { crit: ["x"], x: 1 }],
    ["another kind of token", { typ: "logout+jwt" }],
    ["a kind that is no text", { typ: 7 }],
  ])("that names %s is good for nothing", async (_, header) => {
    expect(await open().accountOf(await forged({}, header))).toBeUndefined();
  });

  test.each(["JWT", "jwt", "at+jwt", "application/at+jwt"])("of the type %s is good", async (typ) => {
    expect(await open().accountOf(await es256.token({}, { typ }))).toBe("alice");
  });

  test("that brings its own key along, or says where it is, is judged by the issuer's", async () => {
    const header = { jwk: stranger.jwk, jku: "http://127.0.0.1:1/keys", x5u: "http://127.0.0.1:1/cert" };
    expect(await open().accountOf(await stranger.token({}, header))).toBeUndefined();
    expect(await open().accountOf(await es256.token({}, header))).toBe("alice");
  });

  test.each([
    ["alg none", ["none", "None", "nOnE"], ""],
    ["alg none and a signature", ["none"], "AAAA"],
    ["an unknown algorithm", ["XX256", "constructor", "", "ES257"], "AAAA"],
  ])("with %s is good for nothing", async (_, algorithms, signature) => {
    for (const alg of algorithms) {
      const [, payload] = (await es256.token()).split(".");
      expect(
        await open().accountOf(`${base64url(JSON.stringify({ alg, kid: "k1" }))}.${payload}.${signature}`),
      ).toBeUndefined();
    }
  });

  test("signed with the public key as if that were a secret is good for nothing", async () => {
    const spki = await exportSPKI(await publicKeyOf(rs256.jwk, "RS256"));
    for (const secret of [spki, spki.trimEnd(), JSON.stringify(rs256.jwk), rs256.jwk.n ?? ""]) {
      const signed = `${base64url('{"alg":"HS256","kid":"rsa"}')}.${(await rs256.token()).split(".")[1]}`;
      const token = `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
      expect(await open().accountOf(token)).toBeUndefined();
    }
  });

  test("signed with a secret that stands among the keys is good for nothing", async () => {
    const k = base64url("0123456789abcdef0123456789abcdef");
    const token = await new SignJWT({ iss: config.issuer, aud: "irc", exp: seconds + 60, sub: "alice" })
      .setProtectedHeader({ alg: "HS256", kid: "s" })
      .sign(Buffer.from(k, "base64url"));
    expect(await open({}, [{ kty: "oct", k, kid: "s", alg: "HS256" }]).accountOf(token)).toBeUndefined();
  });

  test("signed in a way that is not configured is good for nothing", async () => {
    expect(await open({ algorithms: ["RS256"] }).accountOf(await es256.token())).toBeUndefined();
  });

  test("signed by a stranger under the issuer's key id is good for nothing", async () => {
    expect(await open().accountOf(await stranger.token())).toBeUndefined();
  });

  test("that was changed is good for nothing", async () => {
    const [header, , signature] = (await es256.token()).split(".");
    const [, payload] = (await es256.token({ preferred_username: "root" })).split(".");
    expect(await open().accountOf(`${header}.${payload}.${signature}`)).toBeUndefined();
  });

  test("of any shape gives an answer, and never throws", async () => {
    const part = fc.oneof(
      fc.string({ unit: "binary", maxLength: 60 }),
      fc.json().map(base64url),
      fc.constantFrom(base64url('{"alg":"ES256","kid":"k1"}'), base64url('{"alg":"ES256","b64":false}'), ""),
    );
    const token = fc.array(part, { maxLength: 6 }).map((parts) => parts.join("."));
    await fc.assert(
      fc.asyncProperty(token, async (text) => {
        expect(await open().accountOf(text)).toBeUndefined();
      }),
    );
  });

  test("with keys that are broken cannot be judged", async () => {
    const broken = async () => {
      throw new KeySetError("out of reach");
    };
    const tokens = new BearerTokens({ issuer: () => config, now: () => now, openKeys: () => broken });
    await expect(tokens.accountOf(await es256.token())).rejects.toThrow(KeySetError);
    expect(await tokens.accountOf("no token")).toBeUndefined();
  });
});

describe("the name in a token", () => {
  test.each<readonly [string | undefined, TestClaims, string | undefined]>([
    [undefined, { preferred_username: "alice", sub: "4711" }, "alice"],
    [undefined, { preferred_username: undefined, sub: "4711" }, "4711"],
    ["sub", { preferred_username: "alice", sub: "4711" }, "4711"],
    ["irc_account", { irc_account: "Zoé" }, "Zoé"],
    ["irc_account", { preferred_username: "alice", sub: "4711" }, undefined],
    ["constructor", {}, undefined],
    ["__proto__", {}, undefined],
  ])("is taken from %s of %j: %s", async (accountClaim, claims, name) => {
    const changes = accountClaim === undefined ? {} : { accountClaim };
    expect(await open(changes).accountOf(await es256.token(claims))).toBe(name);
  });
});

test("another issuer takes effect at once, and its keys are asked for once", async () => {
  let issuer: BearerConfig | undefined;
  const opened: BearerConfig[] = [];
  const openKeys = (one: BearerConfig) => {
    opened.push(one);
    return createLocalJWKSet({ keys: [es256.jwk] });
  };
  const tokens = new BearerTokens({ issuer: () => issuer, now: () => now, openKeys });
  expect(tokens.available).toBe(false);
  expect(await tokens.accountOf(await es256.token())).toBeUndefined();
  issuer = config;
  expect(tokens.available).toBe(true);
  for (let at = 0; at < 3; at += 1) expect(await tokens.accountOf(await es256.token())).toBe("alice");
  issuer = { ...config, audience: "web" };
  expect(await tokens.accountOf(await es256.token())).toBeUndefined();
  expect(opened).toEqual([config, issuer]);
});

describe("with a token", () => {
  const connect = (mechanism = oauthBearerMechanism) => {
    const accounts = new HeldAccounts([
      { name: "Alice", password: "x", status: "active" },
      { name: "suspended", password: "x", status: "suspended" },
      { name: "unverified", password: "x", status: "unverified" },
    ]);
    const logins = new Logins({
      accounts,
      passwords: new PasswordChecks(),
      attempts: new LoginAttempts({ now: () => 0 }),
      bearer: open(),
      fold: accounts.fold,
      failed: () => {},
    });
    return new SaslClient(logins, mechanism);
  };
  const oauth = (token: string, authzid = "") => `n,${authzid},\x01auth=Bearer ${token}\x01\x01`;
  const invalid = '{"status":"invalid_token"}';

  test.each([
    ["alice", "", "logged in as Alice"],
    ["ALICE", "a=alice", "logged in as Alice"],
    ["alice", "a=suspended", "wrong"],
    ["nobody", "", "wrong"],
    ["suspended", "", "locked"],
    ["unverified", "", "locked"],
  ])("of %s, as %j, somebody by OAUTHBEARER is %s", async (name, authzid, verdict) => {
    const client = connect();
    const answer = await client.say(oauth(await es256.token({ preferred_username: name }), authzid));
    if (verdict.startsWith("logged in")) return expect(answer).toBe(verdict);
    // RFC 7628 3.2.3.
    expect(answer).toBe(invalid);
    expect(await client.send("AQ==")).toBe(verdict);
    expect(await client.send("AQ==")).toBe("ERR_SASLFAIL");
  });

  test.each([
    ["alice", "", "logged in as Alice"],
    ["alice", "alice", "logged in as Alice"],
    ["alice", "suspended", "wrong"],
    ["nobody", "", "wrong"],
    ["suspended", "", "locked"],
    ["unverified", "unverified", "locked"],
  ])("of %s, as %j, somebody by IRCV3BEARER is %s", async (name, authzid, verdict) => {
    const token = await es256.token({ preferred_username: name });
    expect(await connect(ircv3BearerMechanism).say(`${authzid}\0jwt\0${token}`)).toBe(verdict);
  });

  test("that is none, nobody comes in, whatever they answer", async () => {
    for (const answer of ["AQ==", "+", "AAAA"]) {
      const client = connect();
      expect(await client.say(oauth("abc"))).toBe(invalid);
      expect(await client.send(answer)).toBe("wrong");
    }
  });
});

function publicKeyOf(jwk: JWK, alg: string) {
  return importJWK(jwk, alg).then((key) => {
    if (key instanceof Uint8Array) throw new Error("no public key");
    return key;
  });
}

/** A token signed by the issuer's key, with whatever is in it. */
async function forged(claims: object, header: object = {}): Promise<string> {
  const standard = {
    iss: config.issuer,
    aud: config.audience,
    exp: seconds + 60,
    preferred_username: "alice",
  };
  const parts = [
    { alg: "ES256", kid: "k1", ...header },
    { ...standard, ...claims },
  ];
  const signed = parts.map((part) => base64url(JSON.stringify(part))).join(".");
  const way = { name: "ECDSA", hash: "SHA-256" };
  const signature = await crypto.subtle.sign(way, es256.privateKey, Buffer.from(signed));
  return `${signed}.${Buffer.from(signature).toString("base64url")}`;
}
