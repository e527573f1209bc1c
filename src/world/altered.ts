import type { ChannelKey } from "../protocol/names.ts";
import type { Change } from "./changes.ts";
import type { UserId } from "./ids.ts";
import type { World } from "./world.ts";

/** What a change will alter or take away, of what is there before it. */
export interface Altered {
  readonly users: Iterable<UserId>;
  readonly channels: Iterable<ChannelKey>;
}

const nothing: Altered = { users: [], channels: [] };

/** Tells what `applyChange` would alter: a snapshot writes it down before. */
export function alteredBy(world: World, change: Change): Altered {
  switch (change.type) {
    case "quit": {
      const user = world.users.get(change.user);
      const acceptedBy = user?.acceptedBy ?? [];
      return { users: [change.user, ...acceptedBy], channels: user?.channels.keys() ?? [] };
    }
    case "joined":
    case "parted":
    case "kicked":
    case "knocked":
      return { users: [change.user], channels: [change.channel] };
    case "revealed":
    case "topic-set":
    case "channel-modes-changed":
      return { users: [], channels: [change.channel] };
    case "nick-changed":
    case "host-changed":
    case "user-modes-changed":
    case "invited":
    case "away-changed":
    case "opered":
    case "accept-changed":
    case "silence-changed":
      return { users: [change.user], channels: [] };
    case "message-sent":
      return { users: [change.from], channels: [] };
    case "told":
      return { users: [change.to.user], channels: [] };
    case "configured":
    case "registered":
    case "killed":
    case "node-lost":
    case "announced":
    case "stop-requested":
      return nothing;
    default:
      return change satisfies never;
  }
}
