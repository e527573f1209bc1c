import { z } from "zod";
import { account, sameCertificates, sameNames } from "./accounts.ts";
import { acme, acmeProblems } from "./acme.ts";
import { bearer } from "./bearer.ts";
import { classProblems, connectionClass, network } from "./classes.ts";
import { dnsbl, reputation } from "./dnsbl.ts";
import {
  flag,
  type KeyProblem,
  line,
  listOf,
  networkKey,
  nodeKey,
  oneOf,
  secret,
  section,
  subKey,
  whole,
} from "./fields.ts";
import { filters } from "./filters.ts";
import { http, httpProblems } from "./http.ts";
import { accountHost, cloak, deniedTags, gateway, nicks, shortUrl, shownHost, sts } from "./identity.ts";
import { connections, limits } from "./limits.ts";
import { isCertified, listener } from "./listener.ts";
import { isLoopback } from "./loopback.ts";
import { operProblems } from "./oper-classes.ts";
import { operatorKeys } from "./operators.ts";
import { plugin, pluginProblems } from "./plugins.ts";
import { mail, registration } from "./registration.ts";
import { scripts } from "./scripts.ts";
import { sessions } from "./sessions.ts";
import { document, LOG_LEVELS, metadataKeyMask, networkName, newChannelModes, serverName } from "./values.ts";
import { webhook, webhookProblems } from "./webhooks.ts";

// Every key of the configuration, once: its default, its check, its scope and a line that says what it is.
const keys = section({
  name: nodeKey(serverName().default("irc.localhost"), "the name of this server"),
  network: networkKey(networkName().default("ircd-ts"), "the name of the network (NETWORK)"),
  description: nodeKey(
    line().max(200).default("An IRC server"),
    "what this server says of itself in WHOIS and LINKS",
  ),
  listeners: nodeKey(
    listOf(listener(), "a list of places to listen").min(1, "must name at least one listener").prefault([{}]),
    "where clients connect",
  ),
  password: nodeKey(
    secret("one line, in plain text or made by ircd-ts genpasswd", /^[^\p{Cc}]+$/u).optional(),
    "what a client has to send as PASS, in plain text or as a hash",
  ),
  motd: nodeKey(document().optional(), "the message of the day: text, or { file: FILE }", {
    file: "motd.txt",
  }),
  rules: nodeKey(document().optional(), "what RULES answers: text, or { file: FILE }", {
    file: "rules.txt",
  }),
  admin: nodeKey(
    section({
      location: subKey(line().optional(), "where the server is"),
      organisation: subKey(line().optional(), "who runs it"),
      email: subKey(line().optional(), "how to reach them"),
    }).prefault({}),
    "what ADMIN answers",
  ),
  ...operatorKeys,
  accounts: nodeKey(
    listOf(account(), "a list of accounts").default([]),
    "who has an account without registering it; the password is the one that stands here",
    [{ name: "alice", password: "$scrypt$N=32768,r=8,p=1$…" }],
  ),
  registration: nodeKey(registration.prefault({}), "how people register accounts (REGISTER, NickServ)"),
  accountRequired: networkKey(
    flag().default(false),
    "whether nobody comes in who has not logged in to an account (ACCOUNTREQUIRED)",
  ),
  mail: nodeKey(mail().optional(), "how letters are sent to those who register, or forgot their password", {
    host: "mail.example.org",
    from: "irc@example.org",
  }),
  bearer: nodeKey(
    bearer().optional(),
    "whose tokens open the account they name, which has to exist (SASL OAUTHBEARER, IRCV3BEARER)",
    { issuer: "https://id.example.org", audience: "irc", jwks: "https://id.example.org/jwks" },
  ),
  sts: nodeKey(
    sts().optional(),
    "tells clients to come over TLS and nothing else (STS); needs a listener with a certificate",
    { duration: 2_592_000 },
  ),
  webirc: nodeKey(
    listOf(gateway(), "a list of gateways").default([]),
    "gateways that may say by WEBIRC whom they bring; the connection limits let them pass",
    [{ password: "$scrypt$N=32768,r=8,p=1$…", addresses: ["192.0.2.1"] }],
  ),
  data: nodeKey(
    line().optional(),
    "the folder for what has to last; without it nothing is written to disk",
    "data",
  ),
  ephemeral: nodeKey(flag().default(false), "keeps everything in memory, whatever data says"),
  casemapping: networkKey(
    oneOf(["ascii", "rfc1459", "utf8"]).default("ascii"),
    "which letters count as the same in nicks and channel names; fixed at the first start",
  ),
  utf8Nicks: networkKey(flag().default(false), "whether nicks may go beyond ASCII; needs casemapping utf8"),
  utf8Only: networkKey(flag().default(true), "whether only UTF-8 is accepted (UTF8ONLY)"),
  clientTagDeny: networkKey(
    deniedTags().default([]),
    "client-only tags that are dropped, without their + (CLIENTTAGDENY); * drops all, -name exempts one",
  ),
  icon: networkKey(
    shortUrl().optional(),
    "where the network's icon is (draft/ICON)",
    "https://example.org/icon.png",
  ),
  emoji: networkKey(
    shortUrl().optional(),
    "where the document is that describes the network's own emoji (draft/EMOJI)",
    "https://example.org/emoji.json",
  ),
  relaymsg: networkKey(
    flag().default(true),
    "whether operators of a channel may say there what others say elsewhere, with RELAYMSG",
  ),
  nicks: networkKey(nicks().prefault({}), "nicks that belong to an account"),
  accountHost: networkKey(
    accountHost().optional(),
    "what the shown host of who is logged in ends with: account.users.example.net; without it their host is shown",
  ),
  cloak: networkKey(
    cloak().optional(),
    "shows whom no account gives a host with one made of their address, which does not tell it",
    { suffix: "hidden.example.net" },
  ),
  offeredHosts: networkKey(
    listOf(shownHost(), "a list of hosts").default([]),
    "hosts that any account may take with HostServ TAKE",
  ),
  defaultChannelModes: networkKey(newChannelModes().default("nt"), "the modes of a new channel"),
  limits: networkKey(limits.prefault({}), "what nicks, topics, lists and commands may measure"),
  connections: nodeKey(connections.prefault({}), "what clients may cost this node"),
  networks: nodeKey(
    listOf(network(), "a list of networks").default([]),
    "networks of addresses that have limits of their own; the first that has an address counts",
    [{ name: "campus", addresses: ["10.0.0.0/8"], max: 500 }],
  ),
  classes: nodeKey(
    listOf(connectionClass(), "a list of classes").default([]),
    "classes of clients, by all that is said of them; the first that fits counts, from registering on",
    [{ name: "staff", accounts: ["alice"], sendq: 4_194_304 }],
  ),
  channels: networkKey(
    section({
      registration: subKey(flag().default(true), "whether users may register channels with ChanServ"),
      perAccount: subKey(whole(0, 10_000).default(20), "channels one account may have; 0 means any number"),
      roles: subKey(whole(1, 10_000).default(200), "accounts that may have a role in one channel"),
      expireDays: subKey(
        whole(0, 10_000).default(0),
        "days without anybody in it after which a channel belongs to nobody any more; 0 means never",
      ),
    }).prefault({}),
    "channels that belong to somebody",
  ),
  metadata: networkKey(
    section({
      keys: subKey(
        whole(0, 1_000).default(20),
        "keys a user or a channel may have (draft/metadata-2); 0 means there is no metadata",
      ),
      subscriptions: subKey(whole(1, 1_000).default(50), "keys one client may be told of"),
      valueLength: subKey(whole(1, 300).default(256), "the longest value, in bytes"),
      operatorKeys: subKey(
        listOf(metadataKeyMask(), "a list of keys").default([]),
        "keys, or masks such as staff/*, that only operators with the privilege metadata see and set",
      ),
    }).prefault({}),
    "what users and channels may say of themselves, such as an avatar or a display name",
  ),
  sessions: networkKey(
    sessions.prefault({}),
    "how clients of one account belong together, and who stays without any",
  ),
  history: networkKey(
    section({
      lines: subKey(
        whole(0, 100_000).default(100),
        "messages held in memory of each channel and conversation; 0 keeps no history at all",
      ),
      onJoin: subKey(whole(0, 1_000).default(0), "how many of them are shown to who joins"),
      channels: subKey(
        oneOf(["none", "since-join", "since-registration", "all"]).default("all"),
        "what members may read of a channel that has not chosen; of one with none, nothing is kept",
      ),
      days: subKey(
        whole(0, 36_500).default(90),
        "for how many days what was said is kept; 0 means without end",
      ),
      rows: subKey(
        whole(0, 1_000_000_000).default(100_000),
        "messages and events kept of each channel and conversation; 0 means any number",
      ),
      notice: subKey(
        flag().default(true),
        "whether who joins is told that what is said there is kept, where it lasts",
      ),
      redactSeconds: subKey(
        whole(0, 100_000_000).default(0),
        "for how long who said something may take it back (REDACT); 0 means for as long as it is kept",
      ),
      edits: subKey(flag().default(false), "whether who said something may change its text (EDIT)"),
      editSeconds: subKey(
        whole(0, 100_000_000).default(3600),
        "for how long they may; 0 means for as long as it is kept",
      ),
      editNotices: subKey(
        flag().default(true),
        "whether clients that know no EDIT are told of the new text by a NOTICE",
      ),
    }).prefault({}),
    "what was said: how much of it is kept, and who may read it",
  ),
  filters: nodeKey(
    filters.prefault({}),
    "what may not be said or taken as a name here, and what comes of it",
    { rules: [{ name: "free-coins", match: { word: "free coins" }, action: "block" }] },
  ),
  log: nodeKey(
    section({
      level: subKey(oneOf(LOG_LEVELS).default("info"), "how much is logged"),
      pretty: subKey(
        z.union([z.literal("auto"), z.boolean()], { error: "must be auto, true or false" }).default("auto"),
        "lines for people instead of JSON; auto means on a terminal",
      ),
      channels: subKey(flag().default(false), "whether the messages in channels are logged, too"),
      file: subKey(
        line().optional(),
        "the file it is appended to instead of stderr; SIGUSR2 goes on in a new one after it was moved away",
      ),
    }).prefault({}),
    "what the server tells whoever runs it",
  ),
  acme: nodeKey(
    acme().optional(),
    "who certifies this server, for listeners with tls: { acme: true } (ACME, Let's Encrypt); needs data, and http where the authority reaches it as port 80",
    { names: ["irc.example.net"], agreed: true },
  ),
  http: nodeKey(http().optional(), "where metrics, health and the admin API are; left out: nowhere", {
    port: 8090,
  }),
  webhooks: nodeKey(
    listOf(webhook(), "a list of webhooks").default([]),
    "who is told of what happens, by signed requests over HTTP",
  ),
  plugins: nodeKey(
    listOf(plugin(), "a list of plugins").default([]),
    "plugins, in the order in which they are asked",
    [{ use: "greeter", options: { text: "Welcome to {channel}, {nick}!" } }],
  ),
  dnsbl: nodeKey(dnsbl().prefault({}), "lists of addresses that are asked by DNS about who connects", {
    lists: [{ zone: "dnsbl.example.org", action: "require-login" }],
  }),
  reputation: nodeKey(
    reputation().optional(),
    "keeps how many minutes each address was connected, for classes and dnsbl; left out: nothing is kept of them",
    { halfLifeDays: 30 },
  ),
  scripts: nodeKey(scripts.prefault({}), "programs that are asked what the server does not know itself"),
  identLookup: nodeKey(flag().default(false), "whether user names are asked of the client's ident server"),
  hostLookup: nodeKey(flag().default(false), "whether host names are asked of DNS"),
  lookupSeconds: nodeKey(whole(1, 30).default(5), "how long those answers are waited for"),
  unlimited: nodeKey(
    flag().default(false),
    "no flood, connection and throttle limits; for measuring, on loopback listeners only",
  ),
});

/** The whole configuration: its keys, and what they demand of each other. */
export const schema = keys.superRefine(checkTogether);

/** The configuration as the server uses it: complete and frozen. */
export type Config = DeepReadonly<z.output<typeof schema>>;

/** The configuration as people give it: every key may be left out. */
export type ConfigInput = DeepReadonly<z.input<typeof schema>>;

/** One place to listen. */
export type ListenerConfig = Config["listeners"][number];

/** A class of connections. */
export type ClassConfig = Config["classes"][number];

/** One who may become an operator. */
export type OperConfig = Config["opers"][number];

/** One who can log in. */
export type AccountConfig = Config["accounts"][number];

/** What is logged, and where to. */
export type LogConfig = Config["log"];

/** How accounts are registered. */
export type RegistrationConfig = Config["registration"];

/** How letters are sent. */
export type MailConfig = NonNullable<Config["mail"]>;

/** Who issues bearer tokens. */
export type BearerConfig = NonNullable<Config["bearer"]>;

/** What an operator may be allowed to do. */
export type Privilege = Exclude<OperConfig["privileges"], "all" | undefined>[number];

/** What is filtered. */
export type FilterConfig = Config["filters"];

/** One filter. */
export type FilterRuleConfig = FilterConfig["rules"][number];

/** The listener for metrics, health and the admin API. */
export type HttpConfig = NonNullable<Config["http"]>;

/** One who is told of what happens, over HTTP. */
export type WebhookConfig = Config["webhooks"][number];

/** A plugin, where it is found, and what it is told. */
export type PluginConfig = Config["plugins"][number];

/** Who certifies this server. */
export type AcmeConfig = NonNullable<Config["acme"]>;

/** Text in place, or the file that holds it. */
export type DocumentConfig = NonNullable<Config["motd"]>;

type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;

type Refuse = (...problem: KeyProblem) => void;

function checkTogether(config: z.output<typeof keys>, ctx: z.core.$RefinementCtx): void {
  const refuse: Refuse = (path, message) => ctx.addIssue({ code: "custom", path: [...path], message });
  if (config.utf8Nicks && config.casemapping !== "utf8") refuse(["utf8Nicks"], "needs casemapping utf8");
  const open = config.listeners.find((listener) => !isLoopback(listener.host));
  if (config.unlimited && open)
    refuse(["unlimited"], `is for loopback listeners only, and there is one on ${open.host}`);
  for (const [index, name] of sameNames(config.accounts.map((account) => account.name)))
    refuse(["accounts", index, "name"], `is the same name as ${JSON.stringify(name)}`);
  for (const [index, certfp, owner] of sameCertificates(config.accounts))
    refuse(["accounts", index, "certfps", certfp], `opens ${JSON.stringify(owner)} already`);
  if (config.sts && !config.listeners.some(isCertified))
    refuse(["sts"], "needs a listener with tls: { cert: FILE, key: FILE } or { acme: true }");
  checkRegistration(config, refuse);
  checkListeners(config, refuse);
  const problems = [
    ...acmeProblems(config),
    ...httpProblems(config.http),
    ...webhookProblems(config.webhooks),
    ...classProblems(config),
    ...pluginProblems(config.plugins),
    ...operProblems(config),
  ];
  for (const problem of problems) refuse(...problem);
}

function checkRegistration({ registration, password, mail }: z.output<typeof keys>, refuse: Refuse): void {
  if (registration.verify && !mail) refuse(["registration", "verify"], "needs mail");
  if (registration.beforeConnect && password !== undefined)
    refuse(["registration", "beforeConnect"], "would let people in without the password");
  if (mail && (mail.user === undefined) !== (mail.password === undefined))
    refuse(["mail"], "needs both user and password, or neither");
}

function checkListeners({ listeners }: z.output<typeof keys>, refuse: Refuse): void {
  const taken = new Set<string>();
  for (const [index, { host, port, console, websocket }] of listeners.entries()) {
    const place = `${host} port ${port}`;
    if (port !== 0 && taken.has(place)) refuse(["listeners", index, "port"], `${place} is listed twice`);
    taken.add(place);
    if (!websocket) continue;
    const path = ["listeners", index, "websocket"];
    if (console) refuse(path, "goes without console");
    if (websocket.origins.length === 0 && !websocket.withoutOrigin)
      refuse(path, "admits nobody: it needs origins, or withoutOrigin: true");
  }
}
