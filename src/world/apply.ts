import { accountRemoved, accountSet } from "./apply-accounts.ts";
import {
  forgetBelongings,
  markerMoved,
  markersKept,
  metadataKept,
  metadataSet,
  queryChanged,
} from "./apply-belongings.ts";
import {
  channelModesChanged,
  channelRenamed,
  joined,
  left,
  messageRedacted,
  topicSet,
} from "./apply-channels.ts";
import { registrationEnded, registrationSet } from "./apply-registrations.ts";
import { attached, detached, sessionAwayChanged } from "./apply-sessions.ts";
import {
  acceptChanged,
  awayChanged,
  identityChanged,
  invited,
  knocked,
  messageSent,
  nickChanged,
  opered,
  quit,
  realnameChanged,
  registered,
  silenceChanged,
  userModesChanged,
} from "./apply-users.ts";
import { floodLimitsSet } from "./asked-limits.ts";
import type { Change, Configured } from "./changes.ts";
import { namesFor, type World } from "./world.ts";

/** Makes the world what the change says. Total: it never throws, whatever the change names is gone. */
export function applyChange(world: World, change: Change): void {
  switch (change.type) {
    case "configured":
      return configured(world, change);
    case "node-lost":
      world.endedEpochs.add(change.epoch);
      for (const left of change.quits) quit(world, left);
      for (const gone of change.detached) detached(world, gone);
      return;
    case "registered":
      return registered(world, change);
    case "attached":
      return attached(world, change);
    case "detached":
      return detached(world, change);
    case "session-away-changed":
      return sessionAwayChanged(world, change);
    case "quit":
      return quit(world, change);
    case "nick-changed":
      return nickChanged(world, change);
    case "host-changed":
      return identityChanged(world, change);
    case "account-changed":
      identityChanged(world, change);
      return forgetBelongings(world, change);
    case "account-set":
      return accountSet(world, change);
    case "account-removed":
      return accountRemoved(world, change);
    case "registration-set":
      return registrationSet(world, change);
    case "registration-ended":
      return registrationEnded(world, change);
    case "metadata-set":
      return metadataSet(world, change);
    case "metadata-kept":
      return metadataKept(world, change);
    case "marker-moved":
      return markerMoved(world, change);
    case "query-changed":
      return queryChanged(world, change);
    case "markers-kept":
      return markersKept(world, change);
    case "ban-set":
      return world.bans.set(change.ban);
    case "ban-removed":
      return world.bans.remove(change.kind, change.mask);
    case "defcon-set":
      world.defcon = change.defcon;
      return;
    case "realname-changed":
      return realnameChanged(world, change);
    case "channel-renamed":
      return channelRenamed(world, change);
    case "joined":
      return joined(world, change);
    case "revealed": {
      const member = world.channels.get(change.channel)?.members.get(change.user);
      if (member) member.hidden = false;
      return;
    }
    case "parted":
    case "kicked":
      return left(world, change);
    case "topic-set":
      return topicSet(world, change);
    case "channel-modes-changed":
      return channelModesChanged(world, change);
    case "flood-limits-set":
      return floodLimitsSet(world, change);
    case "user-modes-changed":
      return userModesChanged(world, change);
    case "message-sent":
      return messageSent(world, change);
    case "invited":
      return invited(world, change);
    case "knocked":
      return knocked(world, change);
    case "away-changed":
      return awayChanged(world, change);
    case "opered":
      return opered(world, change);
    case "accept-changed":
      return acceptChanged(world, change);
    case "silence-changed":
      return silenceChanged(world, change);
    case "told": {
      const user = world.users.get(change.to.user);
      if (user && change.reply.numeric === "RPL_UMODEGMSG") user.callerNoticeAt = change.at;
      return;
    }
    case "message-redacted":
      return messageRedacted(world, change);
    case "killed":
    case "message-edited":
    case "announced":
    case "audited":
    case "stop-requested":
      return;
    default:
      return change satisfies never;
  }
}

function configured(world: World, change: Configured): void {
  // The casemapping is fixed by the first configuration: every index is folded by it.
  const { casemapping } = world.isConfigured ? world.settings : change.settings;
  world.isConfigured = true;
  // Nicks go beyond ASCII only where their letters fold: what one waits for, the other does, too.
  const utf8Nicks = change.settings.utf8Nicks && casemapping === "utf8";
  world.settings = { ...change.settings, casemapping, utf8Nicks };
  world.names = namesFor(world.settings);
}
