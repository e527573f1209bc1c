import { Channel } from "./channel.ts";
import type { User } from "./user.ts";

/** Where something is said: in a channel, or between oneself and the other. */
export type Place = Channel | User;

/** The nick of somebody who is not on the network. */
export interface Absent {
  readonly absent: string;
}

/** A place, or a conversation whose other one is not here. */
export type Talk = Place | Absent;

/** True for who is not on the network. */
export function isAbsent(talk: Talk): talk is Absent {
  return "absent" in talk;
}

/** True for a channel, false for the other one of a conversation. */
export function isChannel(place: Talk): place is Channel {
  return place instanceof Channel;
}
