import { isInForce } from "../caps/capabilities.ts";
import { type Reply, reply } from "../protocol/reply.ts";
import { visibilityOf } from "../world/access-metadata.ts";
import { isShownOperator, mayInspectUser, maySeeAddress, maySeeMembership } from "../world/access-queries.ts";
import { metadataOf } from "../world/belongings.ts";
import { shownPrefixes } from "../world/statuses.ts";
import type { User } from "../world/user.ts";
import { named, optional } from "./args.ts";
import { defineCommand } from "./command.ts";
import type { UserAskContext } from "./context.ts";
import { visibleTo } from "./metadata-answers.ts";
import { classesOf, hostParam, idleSeconds, isAskedHere, serverOf, wrapWords } from "./query-words.ts";

/** Tells who somebody is. */
export const whois = defineCommand({
  name: "WHOIS",
  when: "registered",
  args: [optional(named("server")), optional(named("nick{,nick}"))],
  help: "Tells who somebody is: name, channels, server, idle time.",
  cost: 2,
  ask(ctx, first, second) {
    // Modern IRC, WHOIS message: with two parameters the first is a server, or a user who is on it.
    const asked = second ?? first ?? "";
    const nicks = asked.split(",").filter((nick) => nick !== "");
    if (nicks.length === 0) return ctx.reply(reply("ERR_NONICKNAMEGIVEN"));
    // Clients write a nick twice to ask its own server: one who is not there is no missing server.
    if (second === undefined || second === first || isAskedHere(ctx, first)) {
      // Modern IRC, WHOIS message: targets past TARGMAX are dropped in silence.
      for (const nick of nicks.slice(0, ctx.world.settings.limits.commandTargets)) {
        for (const line of whoisReplies(ctx, nick)) ctx.reply(line);
      }
    }
    // Modern IRC, RPL_ENDOFWHOIS: one line ends it all, and repeats what was asked for as it was.
    ctx.reply(reply("RPL_ENDOFWHOIS", { nick: asked }));
  },
});

function* whoisReplies(ctx: UserAskContext, nick: string): Generator<Reply> {
  const user = ctx.world.userByNick(nick);
  if (user) yield* described(ctx, user);
  else yield reply("ERR_NOSUCHNICK", { nick });
}

function* described(ctx: UserAskContext, user: User): Generator<Reply> {
  const { nick, realname, identity } = user;
  yield reply("RPL_WHOISUSER", { nick, user: identity.user, host: hostParam(identity.host), realname });
  for (const channels of wrapWords(shownChannels(ctx, user))) {
    yield reply("RPL_WHOISCHANNELS", { nick, channels });
  }
  const server = serverOf(user);
  yield reply("RPL_WHOISSERVER", { nick, server, text: ctx.node.description });
  if (user.away !== undefined) yield reply("RPL_AWAY", { nick, message: user.away });
  if (isShownOperator(ctx.user, user)) {
    yield reply("RPL_WHOISOPERATOR", { nick, text: `is ${user.oper?.title ?? "an IRC operator"}` });
  }
  if (user.modes.includes("B")) yield reply("RPL_WHOISBOT", { nick });
  if (user.secure) yield reply("RPL_WHOISSECURE", { nick });
  if (identity.account !== undefined) yield reply("RPL_WHOISACCOUNT", { nick, account: identity.account });
  yield* saidOfThemselves(ctx, user);
  yield* confidential(ctx, user);
  yield reply("RPL_WHOISIDLE", {
    nick,
    seconds: idleSeconds(user, ctx.now),
    signon: Math.floor(user.signedOnAt / 1000),
  });
}

/** metadata.md, RPL_WHOISKEYVALUE: for who knows metadata. */
function* saidOfThemselves({ client, user: viewer, world }: UserAskContext, user: User): Generator<Reply> {
  if (!isInForce("draft/metadata-2", client.capabilities)) return;
  const { settings } = world;
  for (const { key, value } of visibleTo(settings, viewer, metadataOf(world, user))) {
    const visibility = visibilityOf(settings.metadata, key);
    yield reply("RPL_WHOISKEYVALUE", { target: user.nick, key, visibility, value });
  }
}

/** What the user themselves and operators see. */
function* confidential(ctx: UserAskContext, user: User): Generator<Reply> {
  const { nick } = user;
  const { user: viewer } = ctx;
  if (maySeeAddress(viewer, user)) yield* origins(user);
  if (!mayInspectUser(viewer, user)) return;
  for (const { gateway } of user.sessions) {
    if (!gateway) continue;
    const address = hostParam(gateway.address);
    yield reply("RPL_WHOISGATEWAY", { nick, host: address, address, gateway: gateway.name });
  }
  for (const name of classesOf(ctx, user))
    yield reply("RPL_WHOISSPECIAL", { nick, text: `is in the class ${name}` });
  if (viewer.oper) yield* standing(ctx, user);
  yield reply("RPL_WHOISMODES", { nick, modes: `+${user.modes}` });
  for (const { certfp } of user.sessions) {
    // Modern IRC, RPL_WHOISCERTFP: to the user themselves and to operators only.
    if (certfp !== undefined) yield reply("RPL_WHOISCERTFP", { nick, fingerprint: certfp });
  }
}

/** What is known of the addresses of the user. */
function* standing({ node }: UserAskContext, { nick, sessions }: User): Generator<Reply> {
  for (const { id } of sessions) {
    const listing = node.statistics.listingOf(id);
    if (listing)
      yield reply("RPL_WHOISSPECIAL", { nick, text: `is listed in ${listing.zone} (${listing.reason})` });
    const minutes = node.statistics.reputationOf(id);
    if (minutes !== undefined)
      yield reply("RPL_WHOISSPECIAL", { nick, text: `comes from an address known for ${minutes} minutes` });
  }
}

/** Where each session comes from; of who has none, where the last one did. */
function* origins(user: User): Generator<Reply> {
  const { nick, identity } = user;
  const told = new Set<string>();
  for (const { host, address: plain } of user.origins) {
    if (told.has(`${host} ${plain}`)) continue;
    told.add(`${host} ${plain}`);
    const mask = `${identity.user}@${host}`;
    const address = hostParam(plain);
    yield reply("RPL_WHOISACTUALLY", { nick, mask, address });
    yield reply("RPL_WHOISHOST", { nick, mask, address });
  }
}

function* shownChannels(ctx: UserAskContext, user: User): Generator<string> {
  const all = ctx.client.capabilities.has("multi-prefix");
  for (const member of user.channels.values()) {
    if (!maySeeMembership(ctx.user, member)) continue;
    yield shownPrefixes(member.status, all) + member.channel.name;
  }
}
