import { type Reply, reply } from "../protocol/reply.ts";
import { numberOf } from "../protocol/text.ts";
import { isShownOperator, mayFindUser, maySeeAddress } from "../world/access-queries.ts";
import type { BanKind } from "../world/server-ban.ts";
import type { User } from "../world/user.ts";
import { padded } from "./clock-text.ts";
import type { UserAskContext } from "./context.ts";
import { everybody, hostParam, idleSeconds } from "./query-words.ts";

/** What one letter of STATS shows. */
export interface StatsReport {
  readonly does: string;
  readonly forOperators: boolean;
  lines(ctx: UserAskContext): Iterable<Reply | undefined>;
}

type Row = readonly [letter: string, does: string, who: "everyone" | "operators", StatsReport["lines"]];

// Nodes follow one log instead of linking: that list is empty.
const nothing = () => [];

// Modern IRC, STATS message, and irc-defs/stats.yaml; where letters conflict, Hybrid's meaning is taken.
const rows: readonly Row[] = [
  ["C", "linked servers", "operators", nothing],
  ["c", "linked servers", "operators", nothing],
  ["d", "refused addresses", "operators", (ctx) => bans(ctx, "dline")],
  ["e", "addresses without limits", "operators", exemptions],
  ["F", "filters and their hits", "operators", filterCounts],
  ["g", "who is shunned or mute", "operators", silenced],
  ["i", "where clients may connect", "operators", entrances],
  ["k", "bans by user@host", "operators", (ctx) => bans(ctx, "kline")],
  ["l", "connections and their traffic", "everyone", connections],
  ["m", "commands and their use", "everyone", commandUse],
  ["n", "DNS lists", "operators", dnsLists],
  ["O", "classes of operators", "operators", operatorClasses],
  ["o", "who may become an operator", "operators", operatorBlocks],
  ["p", "operators who are here", "everyone", operators],
  ["q", "reserved nicks and channels", "operators", (ctx) => bans(ctx, "resv")],
  ["t", "traffic and refusals", "operators", traffic],
  ["u", "time since the start", "everyone", uptime],
  ["y", "connection classes", "operators", classes],
  ["z", "memory", "operators", memory],
];

/** The letters of STATS. */
export const statsReports: ReadonlyMap<string, StatsReport> = new Map(
  rows.map(([letter, does, who, lines]) => [letter, { does, forOperators: who === "operators", lines }]),
);

function* bans({ world }: UserAskContext, kind: BanKind): Generator<Reply> {
  for (const { mask, reason } of world.bans.list(kind)) {
    if (kind === "dline") yield reply("RPL_STATSDLINE", { letter: "D", mask, reason });
    else if (kind === "resv") yield reply("RPL_STATSQLINE", { letter: "Q", mask, reason });
    else yield reply("RPL_STATSKLINE", { letter: "K", mask, reason });
  }
}

function* silenced(ctx: UserAskContext): Generator<Reply> {
  yield* bans(ctx, "shun");
  yield* bans(ctx, "mute");
}

function exemptions({ node }: UserAskContext): Iterable<Reply> {
  const reason = "No connection limits";
  return node.statistics.exempt.map((mask) =>
    reply("RPL_STATSDLINE", { letter: "e", mask: hostParam(mask), reason }),
  );
}

function entrances({ node }: UserAskContext): Iterable<Reply> {
  return node.statistics.listeners.map(({ host, port }) =>
    reply("RPL_STATSILINE", { host: "*", address: hostParam(host), port, class: "users" }),
  );
}

/** Every connection for operators, one's own for everybody else. */
function* connections(ctx: UserAskContext): Generator<Reply> {
  const { world, user: viewer, now } = ctx;
  const { statistics } = ctx.node;
  const ids = viewer.oper ? statistics.sessions() : viewer.sessions.map((session) => session.id);
  for (const id of ids) {
    const counts = statistics.link(id);
    if (!counts) continue;
    const { since, ...traffic } = counts;
    const seconds = Math.max(0, Math.floor((now - since) / 1000));
    yield reply("RPL_STATSLINKINFO", {
      link: linkName(viewer, world.usersBySession.get(id)),
      ...traffic,
      seconds,
    });
  }
}

function linkName(viewer: User, user: User | undefined): string {
  if (!user) return "unregistered";
  const { nick, user: username, host } = user.identity;
  return `${nick}[${username}@${maySeeAddress(viewer, user) ? user.realHost : host}]`;
}

function* commandUse({ node }: UserAskContext): Generator<Reply> {
  const counts = node.statistics.commandCounts();
  for (const { name } of node.help) {
    const count = counts.get(name)?.times;
    // RFC 2812 3.4.4: commands nobody used are left out.
    if (count !== undefined) yield reply("RPL_STATSCOMMANDS", { command: name, count });
  }
}

function* dnsLists({ node }: UserAskContext): Generator<Reply> {
  const { dnsbl, totals } = node.statistics;
  for (const { zone, action, listed } of dnsbl)
    yield reply("RPL_STATSDEBUG", { letter: "n", text: `${zone} (${action}): ${listed} listed` });
  yield reply("RPL_STATSDEBUG", { letter: "n", text: `Asked about: ${tallied(totals.dnsbl)}` });
}

function* operatorBlocks({ node }: UserAskContext): Generator<Reply> {
  for (const { name, hosts, privileges, class: className = "operators" } of node.statistics.opers) {
    for (const host of hosts) {
      yield reply("RPL_STATSOLINE", {
        host,
        oper: name,
        privileges: privilegeList(privileges),
        class: className,
      });
    }
  }
}

function* operatorClasses({ node }: UserAskContext): Generator<Reply> {
  for (const { name, extends: parent, privileges } of node.statistics.operClasses) {
    const above = parent === undefined ? "" : ` (extends ${parent})`;
    yield reply("RPL_STATSDEBUG", { letter: "O", text: `${name}${above}: ${privilegeList(privileges)}` });
  }
}

function privilegeList(privileges: readonly string[] | undefined): string {
  return privileges === undefined ? "all" : privileges.join(",") || "none";
}

function* operators(ctx: UserAskContext): Generator<Reply | undefined> {
  let count = 0;
  for (const user of everybody(ctx.world)) {
    if (!user || !isShownOperator(ctx.user, user) || !mayFindUser(ctx.user, user)) {
      yield undefined;
      continue;
    }
    count += 1;
    const { nick, user: username, host } = user.identity;
    const text = `${nick} (${username}@${host}) Idle: ${idleSeconds(user, ctx.now)}`;
    yield reply("RPL_STATSDEBUG", { letter: "p", text });
  }
  yield reply("RPL_STATSDEBUG", { letter: "p", text: `${count} operators` });
}

function* uptime({ node, now }: UserAskContext): Generator<Reply> {
  const seconds = Math.max(0, Math.floor((now - node.startedAt) / 1000));
  yield reply("RPL_STATSUPTIME", {
    days: Math.floor(seconds / 86_400),
    hours: Math.floor(seconds / 3600) % 24,
    minutes: padded(Math.floor(seconds / 60) % 60),
    seconds: padded(seconds % 60),
  });
  const { most } = node.counts;
  yield reply("RPL_STATSCONN", { connections: most, clients: most, received: node.statistics.received });
}

function* filterCounts({ node }: UserAskContext): Generator<Reply> {
  for (const { name, words, live, dry } of node.statistics.filters()) {
    const text = `${name} ${words}; ${numberOf(live, "hit", "hits")}, ${dry} tried`;
    yield reply("RPL_STATSDEBUG", { letter: "F", text });
  }
}

/** What the metrics of the node tell, in words. */
function* traffic({ node }: UserAskContext): Generator<Reply> {
  const { totals, waitingRows } = node.statistics;
  const ways = node.statistics.connections();
  const lines = [
    `Received: ${totals.linesIn} lines, ${totals.bytesIn} bytes`,
    `Sent: ${totals.linesOut} lines, ${totals.bytesOut} bytes, ${totals.deliveries} deliveries`,
    `Connections: ${tallied(ways.map(({ kind, class: name, count }) => [`${kind} ${name}`, count]))}`,
    `Turned away: ${tallied(totals.turnedAway)}`,
    `Ended: ${tallied(totals.ended)}`,
    `Refused: ${tallied(totals.refused)}`,
    `Out of budget: ${totals.throttled}, errors of the server: ${totals.broken}`,
    `Rows that wait to be stored: ${waitingRows}`,
  ];
  for (const text of lines) yield reply("RPL_STATSDEBUG", { letter: "t", text });
}

/** `full 2, throttled 1`: as many as one line can well hold, the most frequent first. */
function tallied(counts: Iterable<readonly [name: string, times: number]>): string {
  const most = [...counts].filter(([, times]) => times > 0).sort(([, one], [, other]) => other - one);
  const shown = most.slice(0, 10).map(([name, times]) => `${name} ${times}`);
  return shown.length === 0 ? "none" : shown.join(", ");
}

function* classes({ node }: UserAskContext): Generator<Reply> {
  for (const { name, pingSeconds, sendq } of node.statistics.classes) {
    yield reply("RPL_STATSYLINE", { class: name, pingSeconds, connectSeconds: 0, sendq });
  }
}

function* memory({ node, world }: UserAskContext): Generator<Reply> {
  const { rss, heapUsed, external } = node.statistics.memory();
  const lines = [
    `Resident: ${rss} bytes, heap: ${heapUsed}, outside of it: ${external}`,
    `Users: ${world.users.size}, channels: ${world.channels.size}, WHOWAS: ${world.whowas.entries.length}`,
  ];
  for (const text of lines) yield reply("RPL_STATSDEBUG", { letter: "z", text });
}
