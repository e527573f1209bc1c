import { isIP } from "node:net";
import { z } from "zod";
import { line, listOf, mustBe, oneOf, section, subKey, whole } from "./fields.ts";
import { addressBlocks } from "./values.ts";

/** Lists of addresses that are asked by DNS about who connects: RFC 5782. */
export function dnsbl() {
  return section({
    lists: subKey(listOf(list(), "a list of lists").default([]), "the lists"),
    servers: subKey(
      listOf(nameServer(), "a list of addresses").default([]),
      "the name servers that are asked; left out: those of the system",
    ),
    seconds: subKey(
      whole(1, 30).default(3),
      "how long an answer is waited for; who is not known to be listed then comes in",
    ),
    cacheSeconds: subKey(
      whole(0, 86_400).default(600),
      "for how long an answer is used again, if the list does not say that it changes sooner",
    ),
    cacheEntries: subKey(whole(0, 1_000_000).default(10_000), "how many answers are remembered at most"),
    minReputation: subKey(
      whole(0, 525_600).default(0),
      "the reputation from which on an address is not asked about; 0 means that it does not matter",
    ),
    exempt: subKey(
      addressBlocks().default([]),
      "addresses that are not asked about, besides those of this machine, private ones and connections.exempt",
    ),
  });
}

/** How long addresses have been connected. */
export function reputation() {
  return section({
    addresses: subKey(
      whole(1, 1_000_000).default(10_000),
      "how many addresses are known, a /64 of IPv6 as one; those seen last stay",
    ),
    halfLifeDays: subKey(
      whole(1, 3_650).default(30),
      "after how many days without a connection half of the points are gone",
    ),
  });
}

function list() {
  return section({
    zone: subKey(
      line(
        "a domain such as dnsbl.example.org",
        /^(?=.{1,180}$)(?:[A-Za-z0-9_-]{1,63}\.)*[A-Za-z0-9_-]{1,63}$/,
      ),
      "the domain that is asked",
    ),
    replies: subKey(
      addressBlocks().min(1, "must name at least one answer").default(["127.0.0.0/8"]),
      "the answers that count, as addresses or blocks of them",
    ),
    action: subKey(
      oneOf(["refuse", "require-login", "mark"]).default("refuse"),
      "what becomes of who is listed: refuse; require-login lets in who logs in; mark only tells operators",
    ),
    reason: subKey(
      line("one line of at most 200 characters", /^[^\p{Cc}]{1,200}$/u).default("Your address is listed"),
      "what they read; %ip% is their address",
    ),
  });
}

function nameServer() {
  const error = mustBe("an address, or one with a port such as 127.0.0.1:5353 or [::1]:5353");
  return z.string({ error }).refine(isNameServer, { error });
}

function isNameServer(text: string): boolean {
  if (isIP(text) !== 0) return !text.includes("%");
  const [, six, four] = /^(?:\[([^\]]+)\]|([^:]+)):(?!0)\d{1,5}$/.exec(text) ?? [];
  return (six !== undefined && isIP(six) === 6) || (four !== undefined && isIP(four) === 4);
}
