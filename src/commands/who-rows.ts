import { type Reply, reply } from "../protocol/reply.ts";
import { isShownOperator, maySeeAddress, maySeeMembership } from "../world/access-queries.ts";
import type { Channel, Member } from "../world/channel.ts";
import { shownPrefixes } from "../world/statuses.ts";
import type { User } from "../world/user.ts";
import type { UserAskContext } from "./context.ts";
import { hostParam, idleSeconds, serverOf } from "./query-words.ts";

/** How the rows of a WHO are wanted. */
export interface WhoForm {
  readonly operatorsOnly: boolean;
  /** The letters of WHOX, or `undefined` for the common row. */
  readonly fields: string | undefined;
  readonly token: string;
}

/** Reads the second parameter of WHO: `o`, `%fields,token`, or `o%fields,token`. */
export function parseWhoForm(options: string): WhoForm {
  const percent = options.indexOf("%");
  const flags = percent < 0 ? options : options.slice(0, percent);
  const operatorsOnly = flags.includes("o");
  if (percent < 0) return { operatorsOnly, fields: undefined, token: "0" };
  const [fields = "", token = ""] = options.slice(percent + 1).split(",", 2);
  // whox.md: a token is one to three digits.
  return { operatorsOnly, fields, token: /^[0-9]{1,3}$/.test(token) ? token : "0" };
}

/** The row of a user as the asker may see it, or `undefined` if the form leaves them out. */
export function whoRow(
  ctx: UserAskContext,
  user: User,
  channel: Channel | undefined,
  form: WhoForm,
): Reply | undefined {
  if (form.operatorsOnly && !isShownOperator(ctx.user, user)) return undefined;
  const member = channel ? channel.member(user) : anyMembership(ctx.user, user);
  if (form.fields !== undefined) return whoxRow(ctx, user, member, form.fields, form.token);
  return reply("RPL_WHOREPLY", {
    channel: member?.channel.name ?? "*",
    user: user.identity.user,
    host: hostParam(user.identity.host),
    server: serverOf(user),
    nick: user.nick,
    flags: whoFlags(ctx, user, member),
    hops: 0,
    realname: user.realname,
  });
}

/** A channel to show beside a user who was not asked for by channel: a shared one if there is one. */
function anyMembership(viewer: User, user: User): Member | undefined {
  let found: Member | undefined;
  for (const member of user.channels.values()) {
    if (!maySeeMembership(viewer, member)) continue;
    if (member.channel.member(viewer)) return member;
    found ??= member;
  }
  return found;
}

// Modern IRC, RPL_WHOREPLY: here or gone, operator, channel prefixes, then letters of user modes.
function whoFlags(ctx: UserAskContext, user: User, member: Member | undefined): string {
  const prefixes = shownPrefixes(member?.status ?? "", ctx.client.capabilities.has("multi-prefix"));
  const operator = isShownOperator(ctx.user, user) ? "*" : "";
  const bot = user.modes.includes("B") ? "B" : "";
  return (user.away === undefined ? "H" : "G") + operator + prefixes + bot;
}

interface Row {
  readonly ctx: UserAskContext;
  readonly user: User;
  readonly member: Member | undefined;
  readonly token: string;
}

// whox.md: the fields are sent in this order, whatever the order they were asked for in.
const whoxFields: readonly (readonly [letter: string, field: (row: Row) => string | number])[] = [
  ["t", ({ token }) => token],
  ["c", ({ member }) => member?.channel.name ?? "*"],
  ["u", ({ user }) => user.identity.user],
  ["i", ({ ctx, user }) => (maySeeAddress(ctx.user, user) ? hostParam(user.address) : "255.255.255.255")],
  ["h", ({ user }) => hostParam(user.identity.host)],
  ["s", ({ user }) => serverOf(user)],
  ["n", ({ user }) => user.nick],
  ["f", ({ ctx, user, member }) => whoFlags(ctx, user, member)],
  ["d", () => 0],
  ["l", ({ ctx, user }) => idleSeconds(user, ctx.now)],
  ["a", ({ user }) => user.identity.account ?? "0"],
  ["o", () => "n/a"],
  ["r", ({ user }) => `:${user.realname}`],
];

function whoxRow(
  ctx: UserAskContext,
  user: User,
  member: Member | undefined,
  letters: string,
  token: string,
): Reply | undefined {
  const wanted = whoxFields.filter(([letter]) => letters.includes(letter));
  // Letters nobody knows are ignored; when none is left there is nothing to send.
  if (wanted.length === 0) return undefined;
  const fields = wanted.map(([, field]) => field({ ctx, user, member, token })).join(" ");
  return reply("RPL_WHOSPCRPL", { fields });
}
