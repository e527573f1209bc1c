import {
  type KeyProblem,
  line,
  listOf,
  mustBe,
  oneOf,
  repeated,
  secret,
  section,
  subKey,
  throttle,
  whole,
} from "./fields.ts";
import { address } from "./listener.ts";
import { isLoopback } from "./loopback.ts";

/** What a token of the admin API may be good for. */
export const HTTP_SCOPES = [
  "metrics:read",
  "users:read",
  "users:kill",
  "channels:read",
  "channels:write",
  "accounts:read",
  "accounts:write",
  "bans:read",
  "bans:write",
  "messages:send",
  "server:rehash",
  "server:defcon",
  "log:read",
] as const;

/** The listener for metrics, health and the admin API. */
export function http() {
  return section({
    host: subKey(
      address().default("127.0.0.1"),
      "the address to listen on; one that others can reach needs tokens",
    ),
    port: subKey(whole(0, 65_535).default(8090), "the port; 0 picks a free one"),
    metrics: subKey(
      oneOf(["off", "open", "token"]).optional(),
      "who reads /metrics: nobody, everybody, or who has a token for metrics:read; left out: everybody on loopback, a token elsewhere",
    ),
    tokens: subKey(
      listOf(token(), "a list of tokens").default([]),
      "who may use the admin API, and what for; without any it is closed",
    ),
    throttle: subKey(
      throttle(300, 60),
      "how often one token may ask, and one address that has shown none that is known",
    ),
    origins: subKey(
      listOf(origin(), "a list of origins").default([]),
      "the web pages that may use the admin API (CORS), as https://admin.example.org",
    ),
  });
}

/** What makes no sense together in the section: which key, and why. */
export function httpProblems(
  config:
    | { readonly host: string; readonly tokens: readonly { readonly name: string; readonly hash: string }[] }
    | undefined,
): readonly KeyProblem[] {
  if (!config) return [];
  const { host, tokens } = config;
  const problems: KeyProblem[] = [];
  if (!isLoopback(host) && tokens.length === 0)
    problems.push([["http", "tokens"], `must name at least one token: others can reach ${host}`]);
  for (const key of ["name", "hash"] as const)
    for (const index of repeated(tokens.map((token) => token[key])))
      problems.push([["http", "tokens", index, key], "is another token's already"]);
  return problems;
}

function token() {
  return section({
    name: subKey(
      line("one word of letters, digits, - _ and .", /^[\w.-]{1,64}$/),
      "what the log calls who uses it",
    ),
    hash: subKey(
      secret("the hash of a token, made by ircd-ts gentoken", /^sha256:[0-9a-f]{64}$/),
      "the hash of the token; the token itself stands nowhere",
    ),
    scopes: subKey(
      listOf(oneOf(HTTP_SCOPES), "a list of scopes").min(1, "must name at least one scope"),
      "what it is good for",
    ),
  });
}

function origin() {
  const words = "an origin such as https://admin.example.org, without a path";
  const error = mustBe(words);
  return line(words).refine((text) => URL.canParse(text) && new URL(text).origin === text, { error });
}
