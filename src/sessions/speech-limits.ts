import type { ChannelFloods, Saying } from "../moderation/channel-floods.ts";
import type { Spoken } from "../moderation/occasions.ts";
import type { Penalties } from "../moderation/penalties.ts";
import type { Channel } from "../world/channel.ts";
import type { User } from "../world/user.ts";
import { refuseToChannel } from "./filter-answers.ts";
import type { Session } from "./session.ts";
import { limitedChannel } from "./spoken-targets.ts";

/** What the limits of channels are kept with. */
export interface SpeechLimitsParts {
  readonly floods: ChannelFloods;
  readonly penalties: Penalties;
  now(): number;
}

/** Where the words stand in a line that the limits of channels count. */
const textAt: Readonly<Record<string, number>> = { PRIVMSG: 1, NOTICE: 1, RELAYMSG: 2, EDIT: 2 };

/** Holds the clients of this node to +F, +E and +W. */
export class SpeechLimits {
  readonly #parts: SpeechLimitsParts;

  constructor(parts: SpeechLimitsParts) {
    this.#parts = parts;
  }

  /** The targets of a message without the channels that the user floods, who is told. */
  unflooded(
    session: Session,
    user: User,
    { message: { command, params }, lines }: Spoken,
    targets: readonly string[],
  ): readonly string[] {
    const place = textAt[command];
    const channelOf = (target: string) => limitedChannel(session.world, user, target);
    // What nearly every message is: for nobody who limits it.
    if (place === undefined || !targets.some(channelOf)) return targets;
    const text = params[place] ?? "";
    const saying = { text, lines: lines?.length ?? text.split("\n").length };
    const said = new Map<Channel, number>();
    return targets.filter((target) => {
      const channel = channelOf(target);
      if (!channel) return true;
      const before = said.get(channel) ?? 0;
      said.set(channel, before + 1);
      return this.#isSayable(session, user, command, channel, { ...saying, before });
    });
  }

  #isSayable(session: Session, user: User, command: string, channel: Channel, saying: Saying): boolean {
    const { floods, penalties, now } = this.#parts;
    const flood = floods.refusal(channel, user, saying, now());
    if (!flood) return true;
    refuseToChannel(session, command, channel.name, flood.reason);
    penalties.putOut(channel.name, user.identity, flood);
    return false;
  }
}
