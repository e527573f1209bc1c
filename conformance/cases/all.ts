import type { Case } from "../suite/case.ts";
import { namesExtensions } from "./caps/names-extensions.ts";
import { negotiation } from "./caps/negotiation.ts";
import { capRequests } from "./caps/requests.ts";
import { capVersions } from "./caps/versions.ts";
import { conductModes } from "./channel-modes/conduct.ts";
import { entryModes } from "./channel-modes/entry.ts";
import { channelModeGrammar } from "./channel-modes/grammar.ts";
import { listModes } from "./channel-modes/lists.ts";
import { memberModes } from "./channel-modes/members.ts";
import { speechModes } from "./channel-modes/speech.ts";
import { compatibility } from "./framing/compatibility.ts";
import { messageFormat } from "./framing/message-format.ts";
import { numericReplies } from "./framing/numeric-replies.ts";
import { inviteCases } from "./invite/invite.ts";
import { accountCases } from "./ircv3/accounts.ts";
import { awayNotify } from "./ircv3/away-notify.ts";
import { batchCases } from "./ircv3/batch.ts";
import { botMode } from "./ircv3/bot-mode.ts";
import { channelFloodLimits } from "./ircv3/channel-flood-limits.ts";
import { channelRename } from "./ircv3/channel-rename.ts";
import { chghostCases } from "./ircv3/chghost.ts";
import { echoMessage } from "./ircv3/echo-message.ts";
import { extendedIsupport } from "./ircv3/extended-isupport.ts";
import { extendedJoin } from "./ircv3/extended-join.ts";
import { extendedMonitor } from "./ircv3/extended-monitor.ts";
import { inviteNotify } from "./ircv3/invite-notify.ts";
import { labeledResponse } from "./ircv3/labeled-response.ts";
import { messageEdit } from "./ircv3/message-edit.ts";
import { messageIds } from "./ircv3/message-ids.ts";
import { messageRedaction } from "./ircv3/message-redaction.ts";
import { messageTags } from "./ircv3/message-tags.ts";
import { monitorCases } from "./ircv3/monitor.ts";
import { multilineCases } from "./ircv3/multiline.ts";
import { multilineErrors } from "./ircv3/multiline-errors.ts";
import { noImplicitNames } from "./ircv3/no-implicit-names.ts";
import { saslCases } from "./ircv3/sasl.ts";
import { serverTime } from "./ircv3/server-time.ts";
import { setnameCases } from "./ircv3/setname.ts";
import { standardReplies } from "./ircv3/standard-replies.ts";
import { stsCases } from "./ircv3/sts.ts";
import { tagmsgCases } from "./ircv3/tagmsg.ts";
import { userQuery } from "./ircv3/user-query.ts";
import { isupportCases } from "./isupport/isupport.ts";
import { joinCases } from "./join/join.ts";
import { joinLimits } from "./join/limits.ts";
import { kickCases } from "./kick/kick.ts";
import { knockCases } from "./knock/knock.ts";
import { libraryCases } from "./library/irc-framework.ts";
import { listCases } from "./list/list.ts";
import { awayCases } from "./messages/away.ts";
import { noticeCases } from "./messages/notice.ts";
import { privmsgCases } from "./messages/privmsg.ts";
import { statusmsgCases } from "./messages/statusmsg.ts";
import { namesCases } from "./names/names.ts";
import { nickGrammar } from "./nick/grammar.ts";
import { nickChange } from "./nick/nick.ts";
import { operCases } from "./operators/oper.ts";
import { powerCases } from "./operators/powers.ts";
import { orderingCases } from "./ordering/ordering.ts";
import { partCases } from "./part/part.ts";
import { pingCases } from "./ping/ping.ts";
import { serverQueries } from "./queries/server.ts";
import { userQueries } from "./queries/users.ts";
import { quitCases } from "./quit/quit.ts";
import { registrationErrors } from "./registration/errors.ts";
import { greeting } from "./registration/greeting.ts";
import { secretChannels } from "./secrecy/secret-channels.ts";
import { calleridCases } from "./services/callerid.ts";
import { silenceCases } from "./services/silence.ts";
import { casemapping } from "./text/casemapping.ts";
import { utf8Cases } from "./text/utf-8.ts";
import { topicCases } from "./topic/topic.ts";
import { privacyModes } from "./user-modes/privacy.ts";
import { userModeCases } from "./user-modes/user-modes.ts";
import { whoCases } from "./who/who.ts";
import { whoxCases } from "./who/whox.ts";
import { whoisCases } from "./whois/whois.ts";
import { whowasCases } from "./whois/whowas.ts";

/** Every case of the suite, in the order of a client's life. */
export const allCases: readonly Case[] = [
  ...compatibility,
  ...messageFormat,
  ...numericReplies,
  ...registrationErrors,
  ...greeting,
  ...namesExtensions,
  ...negotiation,
  ...capRequests,
  ...capVersions,
  ...pingCases,
  ...nickGrammar,
  ...nickChange,
  ...joinCases,
  ...joinLimits,
  ...partCases,
  ...topicCases,
  ...namesCases,
  ...listCases,
  ...inviteCases,
  ...kickCases,
  ...knockCases,
  ...conductModes,
  ...entryModes,
  ...channelModeGrammar,
  ...listModes,
  ...memberModes,
  ...speechModes,
  ...privacyModes,
  ...userModeCases,
  ...awayCases,
  ...noticeCases,
  ...privmsgCases,
  ...statusmsgCases,
  ...whoCases,
  ...whoxCases,
  ...whoisCases,
  ...whowasCases,
  ...serverQueries,
  ...userQueries,
  ...calleridCases,
  ...silenceCases,
  ...operCases,
  ...powerCases,
  ...quitCases,
  ...isupportCases,
  ...secretChannels,
  ...orderingCases,
  ...casemapping,
  ...utf8Cases,
  ...saslCases,
  ...messageTags,
  ...tagmsgCases,
  ...serverTime,
  ...messageIds,
  ...batchCases,
  ...labeledResponse,
  ...echoMessage,
  ...accountCases,
  ...extendedJoin,
  ...noImplicitNames,
  ...awayNotify,
  ...chghostCases,
  ...setnameCases,
  ...inviteNotify,
  ...monitorCases,
  ...extendedMonitor,
  ...multilineCases,
  ...multilineErrors,
  ...channelRename,
  ...messageEdit,
  ...channelFloodLimits,
  ...userQuery,
  ...messageRedaction,
  ...extendedIsupport,
  ...botMode,
  ...standardReplies,
  ...stsCases,
  ...libraryCases,
];
