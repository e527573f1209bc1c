import { limitsAnswer } from "../commands/limits-answer.ts";
import type { Channel } from "../world/channel.ts";
import { limitsGroupOf, newnessesOf } from "../world/told-limits.ts";
import type { Chunk } from "./outbox.ts";
import type { Profile } from "./profiles.ts";
import type { Session } from "./session.ts";

/** Tells members of a channel what limits hold for them at one time: written once for all who are told the same. */
export class LimitTelling {
  readonly #channel: Channel;
  readonly #now: number;
  readonly #newnesses: readonly number[];
  readonly #written = new Map<Profile, Map<number, Chunk | undefined>>();

  constructor(channel: Channel, now: number) {
    this.#channel = channel;
    this.#now = now;
    this.#newnesses = newnessesOf(channel);
  }

  /** Tells a client that wants to know. */
  tell(session: Session): void {
    const { user, profile } = session;
    const member = user && this.#channel.member(user);
    if (!member || !profile.capabilities.has("draft/channel-flood-limits")) return;
    const ofProfile = this.#written.get(profile) ?? new Map<number, Chunk | undefined>();
    this.#written.set(profile, ofProfile);
    const group = limitsGroupOf(member, this.#newnesses, this.#now);
    if (!ofProfile.has(group))
      ofProfile.set(
        group,
        session.written(limitsAnswer(this.#channel, user, this.#now, profile.capabilities)),
      );
    const chunk = ofProfile.get(group);
    if (chunk) session.deliver(chunk);
  }
}
