import { channelGreeting } from "../commands/channel-greeting.ts";
import type { AnswerStep } from "../commands/context.ts";
import { joinedSteps } from "../commands/metadata-sync.ts";
import { missedBy, missedSteps } from "../commands/missed.ts";
import type { User } from "../world/user.ts";
import { joinOf } from "./fallbacks.ts";
import type { Session } from "./session.ts";

/**
 * Shows a session that has come to a user what the user is in, and what its client missed since `seenAt`. As the
 * client reads it: who is in many large channels could be sent more at once than a client may be owed.
 */
export function showUser(session: Session, user: User, seenAt: number | undefined): void {
  // At once: what is said there from now on is delivered, and a client has to know of the channel before.
  session.stream(channelsOf(session, user));
  session.after(missedBy(session, user, seenAt), (all) => session.stream(missedSteps(session, user, all)));
}

function* channelsOf(session: Session, user: User): Generator<AnswerStep, void> {
  for (const { channel } of [...user.channels.values()]) {
    // The user may have left it from elsewhere while this waited for the client.
    if (!channel.member(user)) continue;
    yield { shows: joinOf(channel, user, user.identity, session.now) };
    yield* channelGreeting(channel, user, session);
    yield* joinedSteps({ world: session.world, user, client: session }, channel);
  }
}
