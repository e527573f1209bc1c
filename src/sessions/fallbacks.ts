import { maySeeMember } from "../world/access.ts";
import type { Change, ChannelRenamed, HostChanged } from "../world/changes.ts";
import type { Channel } from "../world/channel.ts";
import { serverIdentity } from "../world/identity.ts";
import type { User } from "../world/user.ts";
import type { World } from "../world/world.ts";
import type { Courier } from "./courier.ts";
import type { Session } from "./session.ts";

// What is shown to clients that lack the capability for it, in words they know. Each sees what concerns it.

/** Shows another host: by CHGHOST, or chghost.md, "Fallback", as if the user had come again. */
export function rejoinAs(change: HostChanged, session: Session, world: World, courier: Courier): void {
  const user = world.users.get(change.user);
  const knows = session.capabilities.has("chghost") || !session.profile.codec.answersPings;
  if (knows || !user || session.user === user) return courier.once(session);
  if (courier.hasGot(session)) return;
  courier.skip(session);
  const shared = [...user.channels.values()].filter(
    ({ channel }) =>
      session.user && channel.member(session.user) && maySeeMember(channel, session.user, user),
  );
  const at = world.at;
  const left = {
    user: user.id,
    by: change.by,
    reason: "Changing host",
    channels: [],
    farewell: "",
    sessions: [],
  };
  session.write({ type: "quit", ...left, at }, at);
  for (const { channel, status } of shared) {
    session.write(joinOf(channel, user, change.identity, at), at);
    if (status !== "") session.write(statusOf(channel, user, status, session.node.name, at), at);
  }
  const { away: text, identity: by } = user;
  if (text !== undefined) session.write({ type: "away-changed", user: user.id, by, text }, at);
}

/** Shows another name of a channel: by RENAME, or channel-rename.md, "Fallback", as leaving and joining. */
export function showRenamed(change: ChannelRenamed, session: Session, world: World, courier: Courier): void {
  const knows = session.capabilities.has("draft/channel-rename") || !session.profile.codec.answersPings;
  if (knows) return courier.once(session);
  const { user } = session;
  const channel = world.channels.get(change.next.channel);
  // Of another spelling there is nothing to say: clients compare as the server does.
  if (!user || !channel || change.channel === change.next.channel) return;
  const { at } = change;
  session.write(
    {
      type: "parted",
      channel: change.channel,
      name: change.name,
      user: user.id,
      by: user.identity,
      reason: change.reason === "" ? undefined : change.reason,
      shownTo: "self",
      at,
    },
    at,
  );
  session.write(joinOf(channel, user, user.identity, at), at);
  session.greetIn(channel);
}

/** The JOIN of a member, as if they came now. */
export function joinOf(
  { key, name }: Channel,
  { id, realname }: User,
  by: HostChanged["by"],
  at: number,
): Change {
  const made = { status: "", shownTo: "self" as const, created: undefined };
  return { type: "joined", channel: key, name, user: id, by, realname, ...made, at };
}

function statusOf({ key, name }: Channel, user: User, status: string, server: string, at: number): Change {
  const modes = [...status].map((letter) => ({
    sign: "+" as const,
    letter,
    param: user.nick,
    user: user.id,
  }));
  const by = serverIdentity(server);
  return { type: "channel-modes-changed", channel: key, name, by, modes, shownTo: "self", at };
}
