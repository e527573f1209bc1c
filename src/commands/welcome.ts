import { isInForce } from "../caps/capabilities.ts";
import { fixedReply, type Reply, reply } from "../protocol/reply.ts";
import { metadataOf } from "../world/belongings.ts";
import { channelModes } from "../world/channel-modes.ts";
import { extensionModes } from "../world/extensions.ts";
import type { NetworkSettings } from "../world/settings.ts";
import { statuses } from "../world/statuses.ts";
import { userModes } from "../world/user-modes.ts";
import type { AnswerBatch, AskContext, ServerLine, SourcedLine } from "./context.ts";
import { isupportAnswer } from "./isupport.ts";
import { lusersReplies } from "./lusers.ts";
import { metadataBatch, metadataLine, visibleTo } from "./metadata-answers.ts";
import { persistenceStatus } from "./persistence.ts";

/** What a client reads when it has come in: 001 to 005, LUSERS, MOTD, in that order, and its modes if it has any. */
export function welcome(ctx: AskContext): void {
  const { node, user, world } = ctx;
  const { network } = world.settings;
  ctx.replyAll([
    reply("RPL_WELCOME", { network, mask: user?.identity.prefix ?? "" }),
    ...node.introduction,
    isupportAnswer(node.isupport),
    ...ownMask(ctx),
    ...ownPersistence(ctx),
    ...lusersReplies(world, node),
    ...ownMetadata(ctx),
    ...node.motd,
  ]);
  // Modern IRC, "Connection Registration": modes set on joining the network are told by 221.
  if (user && user.modes !== "") ctx.reply(reply("RPL_UMODEIS", { modes: `+${user.modes}` }));
}

/** Proposal 503: "after the last 005 numeric but before either 376 or 422". */
function ownPersistence({ client, user, world }: AskContext): readonly ServerLine[] {
  if (user?.identity.account === undefined || !client.capabilities.has("draft/persistence")) return [];
  return [{ verb: "PERSISTENCE", params: persistenceStatus(world, user) }];
}

/** Proposal 603: whoever asked for it learns their hostmask before anything else. */
function ownMask({ client, user }: AskContext): readonly SourcedLine[] {
  if (!user || !isInForce("draft/whoami", client.capabilities)) return [];
  return [{ source: user.identity.prefix, verb: "SETNAME", params: [user.realname] }];
}

/** metadata.md: "as part of the registration burst, i.e. before RPL_ENDOFMOTD or ERR_NOMOTD", if only an empty batch. */
function ownMetadata({ client, user, world }: AskContext): readonly AnswerBatch[] {
  if (!user || !isInForce("draft/metadata-2", client.capabilities)) return [];
  const { settings } = world;
  const own = visibleTo(settings, user, metadataOf(world, user));
  return [
    metadataBatch(
      user.nick,
      own.map((entry) => metadataLine(settings.metadata, user.nick, entry)),
    ),
  ];
}

/** 002 to 004: the server introduces itself. */
export function introductionReplies(
  server: string,
  version: string,
  started: string,
  settings: NetworkSettings,
): readonly Reply[] {
  return [
    reply("RPL_YOURHOST", { server, version }),
    reply("RPL_CREATED", { date: started }),
    reply("RPL_MYINFO", { server, version, ...modeLetters(settings) }),
  ].map(fixedReply);
}

/** The message of the day, from 375 to 376. */
export function motdReplies(server: string, lines: readonly string[]): readonly Reply[] {
  return [
    reply("RPL_MOTDSTART", { server }),
    ...lines.map((line) => reply("RPL_MOTD", { line })),
    reply("RPL_ENDOFMOTD"),
  ].map(fixedReply);
}

const statusLetters = statuses.map((status) => status.letter);

// Modern IRC, RPL_MYINFO: user modes, channel modes, channel modes with a parameter.
function modeLetters(settings: NetworkSettings) {
  const all = [...channelModes.values(), ...extensionModes(settings)];
  const letters = (modes: typeof all) =>
    [...modes.map(({ letter }) => letter), ...statusLetters].sort().join("");
  return {
    userModes: [...userModes.keys()].sort().join(""),
    channelModes: letters(all),
    paramModes: letters(all.filter(({ kind }) => kind !== "flag")),
  };
}
