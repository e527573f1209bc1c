import { flag, line, listOf, mustBe, oneOf, secret, section, subKey, whole } from "./fields.ts";
import { addressBlocks } from "./values.ts";

/** What STS tells: sts.md. */
export function sts() {
  return section({
    port: subKey(
      whole(1, 65_535).optional(),
      "the TLS port to come to; left out: that of the first listener with a certificate",
    ),
    duration: subKey(
      whole(0, 315_360_000),
      "for how many seconds clients are to come over TLS only; 0 ends what was told before",
    ),
    preload: subKey(flag().default(false), "whether the server may stand in lists that clients bring along"),
    hosts: subKey(
      listOf(line("a host name", /^[A-Za-z0-9.-]{1,253}$/), "a list of host names").optional(),
      "the names clients must have asked for to be told a duration; left out: the name of the server",
    ),
  });
}

/** A gateway that may use WEBIRC. */
export function gateway() {
  return section({
    password: subKey(
      secret("one line, in plain text or made by ircd-ts genpasswd", /^[^\p{Cc}]+$/u),
      "the password it sends, in plain text or as a hash",
    ),
    addresses: subKey(addressBlocks().min(1, "must name at least one address"), "where it comes from"),
  });
}

/** How nicks belong to accounts. */
export function nicks() {
  return section({
    protect: subKey(
      oneOf(["strict", "lenient", "off"]).default("strict"),
      "strict: nobody else may take a registered nick; lenient: who does is renamed after a while; off: it is anybody's",
    ),
    seconds: subKey(
      whole(5, 3_600).default(30),
      "how long somebody may have another's nick before they are renamed",
    ),
    perAccount: subKey(whole(1, 100).default(10), "nicks one account may have, its name included"),
    areAccounts: subKey(flag().default(false), "whether who is logged in goes by the name of the account"),
  });
}

/** What the hosts of those who are logged in end with. */
export function accountHost() {
  return line(
    "a host name such as users.example.net, at most 40 characters",
    /^[A-Za-z0-9][A-Za-z0-9.-]{0,39}$/,
  );
}

/** How the addresses of those are hidden whom no account gives a host. */
export function cloak() {
  return section({
    suffix: subKey(
      line(
        "a host name such as hidden.example.net, at most 34 characters",
        /^[A-Za-z0-9][A-Za-z0-9.-]{0,33}$/,
      ),
      "what the shown hosts end with",
    ),
    secret: subKey(
      secret("one line of 32 to 200 characters, the same on all servers", /^[^\p{Cc}]{32,200}$/u).optional(),
      "what they are made with; left out: a secret in the data folder, or another one at each start",
    ),
  });
}

/** A host to be shown with. The shape is the world's, which this folder does not know; a test compares. */
export function shownHost() {
  return line(
    "a host of letters, digits and . : / _ -, at most 64 characters",
    /^[A-Za-z0-9][A-Za-z0-9.:/_-]{0,63}$/,
  );
}

/** Client-only tags as CLIENTTAGDENY lists them. */
export function deniedTags() {
  const tag = line("*, or the name of a client-only tag without its +", /^(?:\*|-?[A-Za-z0-9./-]{1,100})$/);
  return listOf(tag, "a list of tags")
    .refine((tags) => !tags.includes("*") || tags[0] === "*", "must have * in the first place")
    .refine(
      (tags) => tags.join().length <= mostInToken,
      `must have at most ${mostInToken} characters together`,
    );
}

/** A URL that stands whole in a token of 005. */
export function shortUrl() {
  const words = `an https: or http: URL without spaces, at most ${mostInToken} characters, of which = counts for four`;
  const error = mustBe(words);
  const isShort = (url: string) => url.replaceAll("=", "\\x3D").length <= mostInToken;
  return line(words, /^https?:\/\/[!-[\]-~]+$/).refine(isShort, { error });
}

// What a token of 005 can hold with its escapes: it is never cut in two.
const mostInToken = 200;
