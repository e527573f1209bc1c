import { flag, type KeyProblem, line, listOf, repeated, section, subKey, throttle, whole } from "./fields.ts";
import { commandBudget } from "./limits.ts";
import { addressBlocks, fingerprint } from "./values.ts";

/** A network of addresses that is known by name. */
export function network() {
  return section({
    name: subKey(name("network"), "what it is called"),
    addresses: subKey(addressBlocks().min(1, "must name at least one address"), "its addresses"),
    max: subKey(
      whole(0, 1_000_000).default(0),
      "clients from all of it, in place of connections.perBlock and perWideBlock; 0 means any number",
    ),
    perAddress: subKey(
      whole(0, 1_000_000).optional(),
      "clients from one of its addresses; left out: connections.perAddress",
    ),
    dnsbl: subKey(flag().default(true), "whether the lists of dnsbl are asked about its addresses"),
    connectThrottle: subKey(
      throttle(0, 10).optional(),
      "how often all of it may connect; left out: each address as connections.connectThrottle has it",
    ),
  });
}

/** A class of connections: whom it is for, and what may be otherwise for them. */
export function connectionClass() {
  return section({
    name: subKey(
      name("class").refine((word) => !ownClasses.has(word), `may be none of ${[...ownClasses].join(", ")}`),
      "what it is called",
    ),
    addresses: subKey(addressBlocks().optional(), "where its clients come from"),
    networks: subKey(
      listOf(name("network"), "a list of names").optional(),
      "the networks its clients come from, by their names",
    ),
    ports: subKey(
      listOf(whole(1, 65_535), "a list of ports").optional(),
      "the ports of the listeners its clients come by",
    ),
    tls: subKey(flag().optional(), "whether its clients come over TLS, or do not"),
    accounts: subKey(
      listOf(line("the name of an account, or *"), "a list of accounts").optional(),
      "the accounts its clients are logged in to; * for any",
    ),
    certfps: subKey(
      listOf(fingerprint(), "a list of fingerprints").optional(),
      "SHA-256 fingerprints of the certificates its clients show",
    ),
    minReputation: subKey(
      whole(1, 525_600).optional(),
      "the reputation an address must have, in minutes it was connected; needs reputation",
    ),
    operators: subKey(flag().optional(), "whether its clients are operators, or are not"),
    max: subKey(
      whole(0, 1_000_000).default(0),
      "clients of the class; who is too many is not let in; 0 means any number",
    ),
    sendq: subKey(whole(4_096, 1_073_741_824).optional(), "as connections.sendq, for the class"),
    recvq: subKey(whole(1_024, 16_777_216).optional(), "as connections.recvq"),
    pingSeconds: subKey(whole(1, 86_400).optional(), "as connections.pingSeconds"),
    pongSeconds: subKey(whole(1, 86_400).optional(), "as connections.pongSeconds"),
    commands: subKey(commandBudget().optional(), "as connections.commands"),
    nickThrottle: subKey(throttle(5, 60).optional(), "as connections.nickThrottle"),
    joinThrottle: subKey(throttle(50, 30).optional(), "as connections.joinThrottle"),
    inviteThrottle: subKey(throttle(10, 60).optional(), "as connections.inviteThrottle"),
    metadataThrottle: subKey(throttle(30, 60).optional(), "as connections.metadataThrottle"),
    channels: subKey(
      whole(1, 10_000).optional(),
      "channels one of its clients may join, where limits.channelsPerUser lets it join more",
    ),
  });
}

/** Those the server has by itself: of who has not registered, and of whom no class of the configuration is for. */
export const OWN_CLASSES = ["unregistered", "users", "operators"] as const;
const ownClasses: ReadonlySet<string> = new Set(OWN_CLASSES);

function name(what: string) {
  return line(
    `the name of a ${what}: letters, digits, - and _, at most 32 of them`,
    /^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$/,
  );
}

/** What the networks and classes of a configuration have wrong among them: where, and what. */
export function classProblems(config: {
  readonly networks: readonly { readonly name: string }[];
  readonly classes: readonly {
    readonly name: string;
    readonly networks?: readonly string[] | undefined;
    readonly minReputation?: number | undefined;
  }[];
  readonly dnsbl: { readonly minReputation: number };
  readonly reputation?: object | undefined;
}): readonly KeyProblem[] {
  const named = new Set(config.networks.map((known) => known.name));
  const unknown = config.classes.flatMap(({ networks = [] }, index) =>
    networks.flatMap((wanted, at): KeyProblem[] =>
      named.has(wanted) ? [] : [[["classes", index, "networks", at], `is none of networks: ${wanted}`]],
    ),
  );
  const asking: PropertyKey[][] = config.classes.flatMap(({ minReputation }, index) =>
    minReputation === undefined ? [] : [["classes", index, "minReputation"]],
  );
  if (config.dnsbl.minReputation > 0) asking.push(["dnsbl", "minReputation"]);
  const unkept = config.reputation ? [] : asking;
  const needing = unkept.map((path): KeyProblem => [path, "needs reputation: {}"]);
  return [...needing, ...twice("networks", config.networks), ...twice("classes", config.classes), ...unknown];
}

function twice(key: string, all: readonly { readonly name: string }[]): readonly KeyProblem[] {
  const names = all.map((one) => one.name);
  return repeated(names).map((index) => [[key, index, "name"], `${names[index]} is listed twice`]);
}
