import type {
  ChannelModesChanged,
  ChannelRenamed,
  Joined,
  Kicked,
  MessageSent,
  NickChanged,
  Parted,
  Quit,
  Revealed,
  TopicSet,
} from "./changes.ts";

/** What happened in a channel, as clients with event-playback read it again. */
export type PastEvent =
  | ChannelModesChanged
  | ChannelRenamed
  | Joined
  | Kicked
  | NickChanged
  | Parted
  | Quit
  | Revealed
  | TopicSet;

/** A change that history keeps: something said, or something that happened in a channel. */
export type PastChange = MessageSent | PastEvent;
