import { Channel } from "./channel.ts";
import type { User } from "./user.ts";

/** Where something is said: in a channel, or between oneself and the other. */
export type Place = Channel | User;

/** True for a channel, false for the other one of a conversation. */
export function isChannel(place: Place): place is Channel {
  return place instanceof Channel;
}
