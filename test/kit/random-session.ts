import fc from "fast-check";
import type { Command } from "../../src/commands/command.ts";
import { commandTable } from "../../src/commands/table.ts";
import type { Entry, Request, ServerAct } from "../../src/log/log.ts";
import { parseMessage } from "../../src/protocol/message.ts";
import type { ChannelKey, FoldedNick } from "../../src/protocol/names.ts";
import type { Account, AccountKey, AccountSettings } from "../../src/world/account.ts";
import type { Fact } from "../../src/world/changes.ts";
import type { SessionId, UserId } from "../../src/world/ids.ts";
import { roles } from "../../src/world/registration.ts";
import type { Stay } from "../../src/world/stay.ts";
import type { World } from "../../src/world/world.ts";
import type { TestClient } from "./client.ts";
import { comeAs } from "./come-as.ts";
import { TestNetwork } from "./network.ts";

/** One thing that happens in a random session. */
export type Step =
  | { readonly does: "connect"; readonly nick: string; readonly tls: boolean }
  /** Somebody in an account, who may be on the network already. */
  | { readonly does: "come-as"; readonly account: string; readonly nick: string; readonly tls: boolean }
  | { readonly does: "return"; readonly stay: Stay }
  /** Those leave who were away for a day: who has just returned was. */
  | { readonly does: "expire" }
  | { readonly does: "say"; readonly client: number; readonly line: string }
  | { readonly does: "vanish"; readonly client: number }
  | { readonly does: "oper"; readonly client: number }
  | { readonly does: "log-in"; readonly client: number; readonly account: string | undefined }
  | { readonly does: "record"; readonly fact: Fact }
  | { readonly does: "say-lines"; readonly client: number; readonly target: string }
  /** The server itself acts, for somebody outside. */
  | { readonly does: "act"; readonly act: ServerAct }
  /** Says something, and changes it. */
  | { readonly does: "edit"; readonly client: number; readonly target: string }
  /** Says something, and takes it back. */
  | { readonly does: "redact"; readonly client: number; readonly target: string }
  /** Has read up to a time. */
  | { readonly does: "mark"; readonly client: number; readonly target: string; readonly time: string }
  | { readonly does: "wait"; readonly ms: number }
  /** Users of another node, of which this one only sees the entries. */
  | { readonly does: "far-connect"; readonly nick: string; readonly account?: string | undefined }
  | { readonly does: "far-say"; readonly client: number; readonly line: string }
  | { readonly does: "far-lost" };

const nick = fc.constantFrom("ann", "bob", "cat", "dan", "eve", "Ann", "BOB");
// Replaced by the nick of who speaks.
const me = fc.constant("$me");
const channel = fc.constantFrom("#a", "#b", "#c", "#A");
const text = fc.constantFrom("hi", "\x01ACTION waves\x01", "\x01PING 1\x01", "\x034red\x03", "über 😀", "");
const mask = fc.oneof(nick, fc.constantFrom("*!*@192.0.2.*", "b*!*@*", "m:ann", "*", "a?n!*@*"));
const channelModes = fc
  .array(fc.constantFrom(..."+-+-beIklfjimnpstuDCNMTUSczPOohvqaxrFEWJBG"), { minLength: 2, maxLength: 8 })
  .map((letters) => letters.join(""));
const userModes = fc
  .array(fc.constantFrom(..."+-+-iowsBRTZDgHrx"), { minLength: 2, maxLength: 6 })
  .map((letters) => letters.join(""));
const setting = fc.constantFrom("SET", "GET", "SUB");
const key = fc.constantFrom("url", "avatar", "Bad");
const count = fc.constantFrom("1", "3", "3:10", "0", "-1", "key", "1:9:ban");
const limits = fc.constantFrom(
  "user:message=5/15,nick=1/9",
  "user-new=60:repeat=2/15",
  "-user:nick",
  "*",
  "none",
);
const word = fc.oneof(nick, channel, text, mask, channelModes, count, fc.constantFrom("*", "+g", "-ann"));

const line = fc.oneof(
  { weight: 4, arbitrary: words("JOIN", channel) },
  { weight: 1, arbitrary: words("JOIN", fc.constantFrom("#a,#b,#c", "0", "#d"), count) },
  { weight: 1, arbitrary: words("PART", channel, text) },
  { weight: 4, arbitrary: words("PRIVMSG", fc.oneof(nick, channel), text) },
  { weight: 1, arbitrary: words("NOTICE", fc.oneof(nick, channel), text) },
  { weight: 2, arbitrary: words("TOPIC", channel, text) },
  { weight: 2, arbitrary: words("NICK", nick) },
  { weight: 4, arbitrary: words("MODE", channel, channelModes, word, word) },
  { weight: 1, arbitrary: words("MODE", channel, fc.constantFrom("+D", "+u", "+m", "-n", "+s"), nick) },
  { weight: 2, arbitrary: words("MODE", me, userModes, fc.constantFrom("+ck", "-c")) },
  { weight: 1, arbitrary: words("KICK", channel, nick, text) },
  { weight: 1, arbitrary: words("INVITE", nick, channel) },
  { weight: 1, arbitrary: words("KNOCK", channel) },
  { weight: 2, arbitrary: words("CHANLIMITS", channel, limits) },
  { weight: 1, arbitrary: fc.oneof(words("WALLOPS", text), words("KILL", nick, text)) },
  { weight: 1, arbitrary: fc.oneof(words("CHGHOST", nick, count), words("SAJOIN", nick, channel)) },
  {
    weight: 1,
    arbitrary: fc.oneof(words("SAMODE", channel, channelModes, word), words("SANICK", nick, nick)),
  },
  { weight: 1, arbitrary: words("DIE", fc.constant("irc.test")) },
  { weight: 1, arbitrary: fc.oneof(words("AWAY", text), words("SETNAME", text)) },
  { weight: 2, arbitrary: words("RENAME", channel, fc.oneof(channel, fc.constantFrom("#d", "#e")), text) },
  { weight: 4, arbitrary: words("METADATA", fc.oneof(fc.constant("*"), nick, channel), setting, key, text) },
  {
    weight: 1,
    arbitrary: words("METADATA", fc.oneof(fc.constant("*"), channel), fc.constantFrom("CLEAR", "LIST")),
  },
  { weight: 1, arbitrary: words("RELAYMSG", channel, fc.constantFrom("x/y", "ann"), text) },
  { weight: 1, arbitrary: words("TAGMSG", fc.oneof(nick, channel)) },
  { weight: 1, arbitrary: words("SILENCE", mask) },
  { weight: 2, arbitrary: words("ACCEPT", nick) },
  { weight: 1, arbitrary: words("NS", fc.constantFrom("REGAIN", "GHOST", "RELEASE"), nick) },
  {
    weight: 2,
    arbitrary: words("CS", fc.constantFrom("OP", "DEOP", "KICK", "BAN", "UNBAN", "CLEAR"), channel, word),
  },
  { weight: 1, arbitrary: words("CS", fc.constant("AKICK"), channel, fc.constant("ENFORCE")) },
  // Whatever else the table holds, with words that mean something somewhere.
  { weight: 4, arbitrary: anyCommand() },
);

function words(command: string, ...params: fc.Arbitrary<string>[]): fc.Arbitrary<string> {
  return fc.tuple(...params).map((values) => format(command, values));
}

function anyCommand(): fc.Arbitrary<string> {
  // What works at home first would make its session wait; its entry stands among the steps.
  const isSlow = ({ name, prepare }: Command) => prepare || name === "REGISTER" || name === "VERIFY";
  const names = commandTable.filter((command) => !isSlow(command)).map((command) => command.name);
  const name = fc.constantFrom(...names);
  return fc.tuple(name, fc.array(word, { maxLength: 4 })).map(([command, params]) => format(command, params));
}

/** As a client writes it; the last parameter takes the colon. */
function format(command: string, params: readonly string[]): string {
  const middle = params.slice(0, -1).map((param) => ` ${param.replace(/\s/g, "_") || "*"}`);
  return params.length === 0 ? command : `${command}${middle.join("")} :${params.at(-1)}`;
}

/** What the store has taken: an account with its nicks, or that one is gone. */
function anyFact(): fc.Arbitrary<Fact> {
  const name = fc.constantFrom("Ann", "bob");
  // The store gives no nick to two accounts.
  const grouped = fc.boolean();
  const status = fc.constantFrom("active", "active", "suspended");
  const settings = fc.constantFrom<AccountSettings[]>(
    {},
    { enforce: "lenient" },
    { vhost: "my.host" },
    { vhost: "my.host", vhostOff: true },
  );
  const key = name.map((name) => name.toLowerCase() as AccountKey);
  const metadata = fc.constantFrom([{ key: "url", value: "kept" }], [{ key: "color", value: "" }]);
  const markers = fc.constantFrom([{ target: "#a", at: 1_699_999_999_000 }], []);
  return fc.oneof(
    fc
      .tuple(name, grouped, status, settings)
      .map(([name, isGrouped, ...others]) =>
        accountSet(name, isGrouped ? [name === "Ann" ? "cat" : "dan"] : [], ...others),
      ),
    fc.tuple(fc.oneof(key.map(ofAccount), fc.constant(ofChannel)), metadata).map(([owner, metadata]) => {
      return { type: "metadata-kept", owner, metadata } as const;
    }),
    fc.tuple(key, markers).map(([account, markers]) => ({ type: "markers-kept", account, markers }) as const),
    fc.constantFrom("ann@*", "*@198.51.100.0/24", "a:bob").map(banSet),
    fc.constantFrom("ann@*", "*@198.51.100.0/24").map(banRemoved),
    fc.constantFrom(5 as const, 4 as const, 3 as const).map(defconSet),
    anyRegistration(),
    fc
      .constantFrom("#a", "#b", "#d")
      .map((key) => ({ type: "registration-ended", channel: key as ChannelKey }) as const),
    name.map((name) => ({ type: "account-removed", account: name.toLowerCase() as AccountKey }) as const),
  );
}

function anyRegistration(): fc.Arbitrary<Fact> {
  const account = fc.constantFrom("ann", "bob").map((name) => name as AccountKey);
  const role = fc.constantFrom(...roles.map((row) => row.role));
  const settings = fc.record({
    modeLock: fc.constantFrom(undefined, "+nt-k", "+ml-i 5", "+p"),
    topicLock: fc.constantFrom(undefined, "op" as const),
    access: fc.constantFrom(undefined, "registered" as const, "roles" as const),
    guard: fc.constantFrom(undefined, true),
    successor: fc.option(account, { nil: undefined }),
  });
  const entries = fc.uniqueArray(fc.record({ account, role }), { selector: (entry) => entry.account });
  return fc
    .tuple(fc.constantFrom("#a", "#b", "#d"), account, entries, settings)
    .map(([name, founder, given, chosen]) => ({
      type: "registration-set",
      channel: name as ChannelKey,
      name,
      registration: {
        founder,
        roles: given.filter((entry) => entry.account !== founder),
        settings: Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined)),
        createdAt: 1,
      },
      kept: {
        topic: { text: "kept", by: "ann!ann@192.0.2.2", at: 1 },
        flags: "nrt",
        params: [["l", "9"]],
        lists: [["b", [{ mask: "x!*@*", by: "ann!ann@192.0.2.2", at: 1 }]]],
      },
    }));
}
const ofAccount = (key: AccountKey) => ({ scope: "account", key }) as const;
const ofChannel = { scope: "channel", key: "#a" as ChannelKey } as const;

function accountSet(
  name: string,
  grouped: readonly string[],
  status: Account["status"],
  settings: AccountSettings,
): Fact {
  const key = name.toLowerCase();
  const nicks = [key, ...grouped] as FoldedNick[];
  const account = {
    key: key as AccountKey,
    name,
    status,
    nicks,
    grouped,
    settings,
    createdAt: 1,
  } as const;
  return { type: "account-set", account };
}

const account = fc.constantFrom("ann", "Bob");

const gone = { host: "stay.example", tls: false, certfp: undefined };

/** Somebody who was on the network before a restart. */
const anyStay: fc.Arbitrary<Stay> = fc
  .tuple(account, nick, fc.constantFrom("", "o"), fc.constantFrom(undefined, "gone"), fc.nat())
  .map(([account, nick, status, away, number]) => ({
    user: `stay.${number}` as UserId,
    ...{ nick, username: "stay", host: "stay.example", account, realname: "Stays", modes: "ir", away },
    devices: [{ device: "phone", seenAt: 1 }],
    silenced: [],
    former: {
      id: "gone" as SessionId,
      node: "irc.gone",
      ...{ epoch: "gone", address: "203.0.113.7" },
      ...gone,
    },
    signedOnAt: 1,
    absentSince: 2,
    channels: ["#a", "#d"].map((name) => ({ name, status })),
  }));

function banSet(mask: string): Fact {
  const nothing = { privateReason: undefined, expiresAt: undefined };
  return {
    type: "ban-set",
    ban: { kind: "mute", mask, soft: true, reason: "x", by: "root", at: 1, ...nothing },
  };
}

function defconSet(level: 5 | 4 | 3): Fact {
  return { type: "defcon-set", defcon: { level, by: "root", reason: "", at: 1, expiresAt: undefined } };
}

function banRemoved(mask: string): Fact {
  return { type: "ban-removed", kind: "mute", mask };
}

const client = fc.nat({ max: 5 });

function anyAct(): fc.Arbitrary<ServerAct> {
  const modes = fc.tuple(channelModes, word, word);
  return fc.oneof(
    fc.record({ does: fc.constant("kill" as const), nick, reason: text }),
    fc.record({ does: fc.constant("topic" as const), channel, text }),
    fc.record({ does: fc.constant("modes" as const), channel, modes }),
    fc.record({ does: fc.constant("kick" as const), channel, nick, reason: text }),
    fc.record({
      does: fc.constant("release" as const),
      user: fc.constantFrom("t.1", "t.2", "t.3", "t.99").map((id) => id as UserId),
      verb: fc.constantFrom("PRIVMSG", "NOTICE"),
      targets: fc.oneof(nick, channel, fc.constant("#a,bob,nobody")),
      text,
    }),
    fc.record({
      does: fc.constant("say" as const),
      verb: fc.constantFrom("PRIVMSG", "NOTICE"),
      target: fc.oneof(nick, channel),
      text,
    }),
  );
}

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ does: fc.constant("connect"), nick, tls: fc.boolean() }) },
  {
    weight: 6,
    arbitrary: fc.record({ does: fc.constant("come-as"), account, nick, tls: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("return"), stay: anyStay }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("expire") }) },
  { weight: 60, arbitrary: fc.record({ does: fc.constant("say"), client, line }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant("vanish"), client }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant("oper"), client }) },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant("log-in"),
      client,
      account: fc.constantFrom("ann", "Bob", undefined),
    }),
  },
  { weight: 4, arbitrary: fc.record({ does: fc.constant("record"), fact: anyFact() }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant("act"), act: anyAct() }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant("say-lines"), client, target: channel }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant("edit"), client, target: channel }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant("redact"), client, target: channel }) },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant("mark"),
      client,
      target: fc.oneof(nick, channel),
      time: fc.constantFrom("2023-11-14T22:13:20.000Z", "2022-01-01T00:00:00.000Z"),
    }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant("wait"), ms: fc.constantFrom(1, 1_000, 61_000) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant("far-connect"),
      nick,
      account: fc.option(account, { nil: undefined }),
    }),
  },
  { weight: 10, arbitrary: fc.record({ does: fc.constant("far-say"), client, line }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("far-lost") }) },
);

/** Four who are on two channels: most of what may happen needs that. */
export const opening: readonly Step[] = [
  ...["ann", "bob", "cat", "dan"].map((nick) => ({ does: "connect", nick, tls: nick === "cat" }) as const),
  ...said(0, "JOIN #a,#b", "MODE #b +D-n"),
  ...[1, 2, 3].flatMap((client) => said(client, "JOIN #a,#b", "ACCEPT ann")),
  ...said(0, "MODE #a +oov bob cat dan", "MODE #b +o bob", "ACCEPT bob"),
  ...said(1, "METADATA * SET avatar x"),
  ...said(3, "MODE dan +g", "PART #b", "JOIN #c", "MODE #c +i"),
  { does: "oper", client: 1 },
  { does: "far-connect", nick: "eve" },
];

function said(client: number, ...lines: readonly string[]): Step[] {
  return lines.map((line) => ({ does: "say", client, line }));
}

/** Many users over all commands. */
export const anySession: fc.Arbitrary<Step[]> = fc
  .array(step, { size: "max", minLength: 20, maxLength: 150 })
  .map((steps) => [...opening, ...steps]);

/** Runs a session to its end: what entered the log, and the world it made. */
export function entriesOf(steps: readonly Step[]): {
  readonly entries: readonly Entry[];
  readonly world: World;
} {
  const { network } = new RunningSession(steps);
  return { entries: network.entries, world: network.node.world };
}

/** A session that is going on. */
export class RunningSession {
  readonly network = new TestNetwork({
    unlimited: true,
    accountHost: "users.test",
    cloak: { suffix: "hidden.test", secret: "the same in each life of the server" },
    sessions: { alwaysOn: "opt-out", expireDays: 1 },
    history: { edits: true },
  });
  readonly clients: TestClient[] = [];
  readonly #caps: string;
  readonly #far: { readonly epoch: string; readonly session: SessionId }[] = [];
  #lives = 1;

  constructor(
    steps: readonly Step[],
    caps = "message-tags draft/relaymsg draft/message-redaction draft/message-edit",
  ) {
    this.#caps = caps;
    for (const step of steps) this.take(step);
  }

  take(step: Step): void {
    switch (step.does) {
      case "connect":
        this.clients.push(this.network.connect(step.nick, { tls: step.tls, caps: this.#caps }));
        return;
      case "come-as": {
        const { account, nick, tls } = step;
        this.clients.push(comeAs(this.network, account, { nick, tls, caps: this.#caps }));
        return;
      }
      case "return":
        return this.#append(undefined, this.#epoch, { type: "returned", stays: [step.stay] });
      case "expire":
        return this.#append(undefined, this.#epoch, { type: "stays-over" });
      case "say":
        return this.#say(this.clientAt(step.client), step.line);
      case "vanish":
        return this.clientAt(step.client)?.vanish();
      case "oper":
        return this.#oper(this.clientAt(step.client));
      case "log-in":
        return this.#logIn(this.clientAt(step.client), step.account);
      case "record":
        return this.#append(undefined, this.#epoch, { type: "recorded", facts: [step.fact] });
      case "act":
        return this.#append(undefined, this.#epoch, { type: "act", act: step.act, by: "tests" });
      case "say-lines":
        return this.#sayLines(this.clientAt(step.client), step.target);
      case "edit":
        return this.#edit(this.clientAt(step.client), step.target);
      case "redact":
        return this.#redact(this.clientAt(step.client), step.target);
      case "mark":
        return this.#mark(this.clientAt(step.client), step.target, step.time);
      case "wait":
        return this.network.advance(step.ms);
      case "far-connect":
        return this.#connectFar(step.nick, step.account);
      case "far-say":
        return this.#sayFar(step.client, step.line);
      case "far-lost": {
        const epoch = this.#epoch;
        this.#lives += 1;
        return this.#append(undefined, this.#epoch, { type: "node-lost", node: "irc.far", epoch });
      }
    }
  }

  /** The client a step means by this number. */
  clientAt(number: number): TestClient | undefined {
    return pick(this.clients, number);
  }

  #say(client: TestClient | undefined, line: string): void {
    this.network.now += 1;
    client?.send(line.replace("$me", client.session.nick));
  }

  #oper(client: TestClient | undefined): void {
    if (client) this.network.makeOperator(client);
  }

  #logIn(client: TestClient | undefined, account: string | undefined): void {
    const session = client && !client.ended ? client.session.id : undefined;
    const origin = { node: "irc.test", epoch: "t", session, line: 0 };
    this.network.node.log.append(origin, { type: "login", ...(account !== undefined && { account }) });
  }

  #sayLines(client: TestClient | undefined, target: string): void {
    client?.send(
      "CAP REQ :batch draft/multiline message-tags draft/relaymsg",
      `@+draft/react=x BATCH +1 draft/multiline ${target}`,
      `@batch=1 PRIVMSG ${target} :one`,
      `@batch=1;draft/multiline-concat PRIVMSG ${target} :two`,
      "BATCH -1",
    );
  }

  #edit(client: TestClient | undefined, target: string): void {
    client?.send(`PRIVMSG ${target} :oops`);
    const id = `${this.network.entries.at(-1)?.id}-1`;
    client?.send(`@draft/target-msgid=${id};draft/edit-text=never\\smind EDIT ${target}`);
  }

  #redact(client: TestClient | undefined, target: string): void {
    client?.send(`PRIVMSG ${target} :oops`);
    client?.send(`REDACT ${target} ${this.network.entries.at(-1)?.id}-1 :never mind`);
  }

  /** As if it had been known already how far they have read. */
  #mark(client: TestClient | undefined, target: string, time: string): void {
    const session = client && !client.ended ? client.session.id : undefined;
    const message = { command: "MARKREAD", params: [target, `timestamp=${time}`] };
    const origin = { node: "irc.test", epoch: "t", session, line: 0 };
    this.network.node.log.append(origin, { type: "line", message });
  }

  get #epoch(): string {
    return `far${this.#lives}`;
  }

  #connectFar(nick: string, account: string | undefined): void {
    const epoch = this.#epoch;
    const id = `${epoch}.${this.#far.length}` as SessionId;
    this.#far.push({ epoch, session: id });
    const address = "198.51.100.7";
    const session = { id, node: "irc.far", epoch, address, host: address, tls: false, certfp: undefined };
    const names = { nick, username: "far", realname: "Far Away", ...(account !== undefined && { account }) };
    this.#append(id, epoch, { type: "register", ...names, session });
  }

  #sayFar(client: number, line: string): void {
    const speaker = pick(this.#far, client);
    const message = parseMessage(line);
    if (!speaker || !message) return;
    const { command, params } = message;
    this.#append(speaker.session, speaker.epoch, { type: "line", message: { command, params } });
  }

  #append(session: SessionId | undefined, epoch: string, request: Request): void {
    this.network.node.host.log.append({ node: "irc.far", epoch, session, line: 0 }, request);
  }
}

function pick<T>(from: readonly T[], index: number): T | undefined {
  return from.length === 0 ? undefined : from[index % from.length];
}
