import { networkKey, nodeKey, positive, section, subKey, throttle, whole } from "./fields.ts";
import { addressBlocks } from "./values.ts";

/** Limits that all nodes share: they decide inside commands and are shown in 005. */
export const limits = section({
  nickLength: networkKey(whole(1, 64).default(30), "the longest nick, in characters (NICKLEN)"),
  userLength: networkKey(whole(1, 32).default(16), "the longest user name, in bytes (USERLEN)"),
  realnameLength: networkKey(whole(1, 300).default(150), "the longest real name, in bytes"),
  channelLength: networkKey(
    whole(2, 200).default(64),
    "the longest channel name, in characters (CHANNELLEN)",
  ),
  topicLength: networkKey(whole(1, 400).default(390), "the longest topic, in bytes (TOPICLEN)"),
  awayLength: networkKey(whole(1, 400).default(390), "the longest away message, in bytes (AWAYLEN)"),
  kickLength: networkKey(whole(1, 400).default(390), "the longest kick reason, in bytes (KICKLEN)"),
  keyLength: networkKey(whole(1, 64).default(32), "the longest channel key, in bytes (KEYLEN)"),
  channelsPerUser: networkKey(whole(1, 10_000).default(100), "channels one user may be in (CHANLIMIT)"),
  membersPerChannel: networkKey(
    whole(0, 1_000_000).default(0),
    "members one channel may have; 0 means any number",
  ),
  modesPerCommand: networkKey(whole(1, 100).default(20), "modes with a parameter in one MODE (MODES)"),
  messageTargets: networkKey(whole(1, 100).default(4), "targets of one PRIVMSG or NOTICE (TARGMAX)"),
  commandTargets: networkKey(whole(1, 100).default(20), "targets of any other command (TARGMAX)"),
  listEntries: networkKey(
    whole(1, 10_000).default(100),
    "entries in one list of a channel, such as its bans (MAXLIST)",
  ),
  silence: networkKey(whole(0, 1_000).default(32), "entries of a SILENCE list (SILENCE)"),
  accept: networkKey(whole(0, 1_000).default(32), "entries of an ACCEPT list"),
  monitor: networkKey(whole(1, 1_000).default(100), "nicks one client may MONITOR (MONITOR)"),
  multilineBytes: networkKey(
    whole(512, 65_536).default(4_096),
    "bytes of one message of several lines (draft/multiline)",
  ),
  multilineLines: networkKey(
    whole(2, 1_000).default(32),
    "lines of one message of several lines (draft/multiline)",
  ),
  inviteSeconds: networkKey(whole(1, 604_800).default(3_600), "how long an invitation is good for"),
  readMarkers: networkKey(
    whole(0, 10_000).default(500),
    "channels and users of which it is kept how far somebody has read them (draft/read-marker); 0 keeps none",
  ),
  userQueries: networkKey(
    whole(0, 1_000).default(50),
    "conversations one may have open, past which the one opened first is closed (draft/user-query); 0 keeps none",
  ),
  whowas: networkKey(whole(0, 1_000_000).default(1_000), "how many who left are remembered for WHOWAS"),
});

/** Limits of this node: what its connections may cost. */
export const connections = section({
  clients: nodeKey(whole(1, 1_000_000).default(10_000), "clients at one time"),
  perAddress: nodeKey(whole(0, 1_000_000).default(32), "clients from one address; 0 means any number"),
  perBlock: nodeKey(blockLimit(256, 24, 64), "how many clients may come from one block of addresses"),
  perWideBlock: nodeKey(
    blockLimit(1_024, 16, 48),
    "the same for a block around the block: many have more than one",
  ),
  connectThrottle: nodeKey(throttle(20, 10), "how often one address may connect"),
  exempt: nodeKey(
    addressBlocks().default(["127.0.0.0/8", "::1/128"]),
    "addresses that perAddress, perBlock, perWideBlock and connectThrottle let pass",
  ),
  sendq: nodeKey(
    whole(4_096, 1_073_741_824).default(1_048_576),
    "bytes a client may be behind before it is dropped",
  ),
  recvq: nodeKey(
    whole(1_024, 16_777_216).default(16_384),
    "bytes a client may send ahead of what is handled",
  ),
  registrationSeconds: nodeKey(whole(1, 600).default(30), "time to register, in seconds"),
  pingSeconds: nodeKey(
    whole(1, 86_400).default(120),
    "silence after which a client is asked whether it lives",
  ),
  pongSeconds: nodeKey(whole(1, 86_400).default(60), "time it then has to answer"),
  commands: nodeKey(
    commandBudget().prefault({}),
    "the command budget of a client, of which a line that takes long takes more; past it the server reads on when there is budget again",
  ),
  nickThrottle: nodeKey(throttle(5, 60), "how often one client may change its nick"),
  joinThrottle: nodeKey(throttle(50, 30), "how often one client may join"),
  inviteThrottle: nodeKey(throttle(10, 60), "how often one client may invite"),
  metadataThrottle: nodeKey(throttle(30, 60), "how often one client may set or clear metadata"),
});

/** What a client may spend on commands. */
export function commandBudget() {
  return section({
    burst: subKey(positive(1_000_000).default(20), "how much a client may spend on commands at once"),
    perSecond: subKey(positive(1_000_000).default(4), "how much it gets back each second"),
  });
}

function blockLimit(max: number, ipv4Prefix: number, ipv6Prefix: number) {
  return section({
    max: subKey(whole(0, 1_000_000).default(max), "clients from one block of addresses; 0 means any number"),
    ipv4Prefix: subKey(whole(8, 32).default(ipv4Prefix), "how many bits name a block of IPv4 addresses"),
    ipv6Prefix: subKey(whole(16, 128).default(ipv6Prefix), "how many bits name a block of IPv6 addresses"),
  }).prefault({});
}
