import { flag, line, listOf, secret, section, subKey } from "./fields.ts";
import { fingerprint } from "./values.ts";

// It stands in ACCOUNT, in extended JOIN and WHOX (where "*" and "0" mean nobody), in lists with commas and in
// bans such as `a:name`, where wildcards, and the signs between nick, user and host, would be read as such; behind
// a slash, too, who logs in names a device.
const NAME = /^(?!0$)[^\s,:!@/*?#&\p{Cc}\p{Cf}\p{Cs}]{1,63}$/u;
// Plain text that only looks like a hash would be matched by no password.
const PASSWORD = /^(?:\$(?:scrypt|argon2id)\$|(?!\$[a-z0-9-]+\$))[^\p{Cc}]+$/u;

/** Someone who can log in. */
export function account() {
  return section({
    name: subKey(
      line("one word, at most 63 characters, neither 0 nor with any of , : ! @ / * ? # &", NAME),
      "the name of the account",
    ),
    password: subKey(
      secret("one line, in plain text or a hash: one made by ircd-ts genpasswd, or of argon2id", PASSWORD),
      "the password, in plain text or as a hash",
    ),
    certfps: subKey(
      listOf(fingerprint(), "a list of fingerprints").default([]),
      "SHA-256 fingerprints of the client certificates that open it (SASL EXTERNAL)",
    ),
    suspended: subKey(flag().default(false), "whether nobody can log in to it for the time being"),
  });
}

/** Pairs of names that some casemapping takes for one: the place of each that comes too late, and the earlier one. */
export function sameNames(names: readonly string[]): readonly (readonly [index: number, earlier: string])[] {
  const earlier = new Map<string, string>();
  return names.flatMap((name, index) => {
    const key = foldWidely(name);
    const same = earlier.get(key);
    if (same === undefined) earlier.set(key, name);
    return same === undefined ? [] : [[index, same] as const];
  });
}

/** Fingerprints that more than one account has, or one twice: the place of each that comes too late, and who has it. */
export function sameCertificates(
  accounts: readonly { readonly name: string; readonly certfps: readonly string[] }[],
): readonly (readonly [account: number, certfp: number, earlier: string])[] {
  const earlier = new Map<string, string>();
  return accounts.flatMap(({ name, certfps }, account) =>
    certfps.flatMap((certfp, index) => {
      const owner = earlier.get(certfp);
      if (owner === undefined) earlier.set(certfp, name);
      return owner === undefined ? [] : [[account, index, owner] as const];
    }),
  );
}

// Folding is the protocol's, which this folder does not know, and the network's is fixed for good at its first
// start: what is the same in any of them counts as the same. A test compares.
function foldWidely(name: string): string {
  return foldOnce(foldOnce(name)).replace(/[[\]\\~]/g, (sign) => RFC1459[sign] ?? sign);
}

function foldOnce(name: string): string {
  return name.normalize("NFKC").toUpperCase().toLowerCase().replaceAll("ς", "σ").normalize("NFKC");
}

const RFC1459: Readonly<Record<string, string>> = { "[": "{", "]": "}", "\\": "|", "~": "^" };
