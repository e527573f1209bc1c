import { applyChannelMode } from "./apply-channels.ts";
import type { AppliedMode } from "./changes.ts";
import { Channel, type Member } from "./channel.ts";
import type { Identity } from "./identity.ts";
import type { User } from "./user.ts";

/**
 * A channel as it would be. The modes of one command are judged one after the other, each on what the
 * ones before it leave, and then take effect together.
 */
export class ModeDraft {
  readonly channel: Channel;
  /** What has taken effect on the draft, in order. */
  readonly applied: AppliedMode[] = [];
  readonly real: Channel;
  readonly #by: Identity;
  readonly #at: number;

  constructor(real: Channel, by: Identity, at: number) {
    this.real = real;
    this.#by = by;
    this.#at = at;
    this.channel = new Channel(real.key, real.name, real.createdAt);
    this.channel.flags = real.flags;
    this.channel.registration = real.registration;
    for (const [letter, value] of real.params) this.channel.params.set(letter, value);
    // Lists are replaced, not altered, when they change.
    for (const [letter, entries] of real.lists) this.channel.lists.set(letter, entries);
  }

  /** The member as the draft has them; only those asked for are copied into it. */
  member(user: User): Member | undefined {
    const drafted = this.channel.member(user);
    const real = this.real.member(user);
    if (drafted || !real) return drafted;
    const copy = { ...real, channel: this.channel };
    this.channel.members.set(user.id, copy);
    return copy;
  }

  /** Makes modes true of the draft. */
  apply(modes: readonly AppliedMode[]): void {
    for (const mode of modes) applyChannelMode(this.channel, mode, { by: this.#by, at: this.#at });
    this.applied.push(...modes);
  }
}
