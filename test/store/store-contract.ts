import { afterEach, describe } from "vitest";
import type { Store } from "../../src/store/store.ts";
import { describeAccountAreas } from "./contract/accounts.ts";
import { describeBans } from "./contract/bans.ts";
import { describeChannelAreas } from "./contract/channels.ts";
import { describeMessages } from "./contract/messages.ts";
import { describeModeration } from "./contract/moderation.ts";
import { describeRemoval } from "./contract/removal.ts";
import type { OpenStore } from "./contract/rows.ts";
import { describeSearch } from "./contract/search.ts";
import { describeStateAreas } from "./contract/state.ts";

/** What every store must do; `open` gives an empty one. */
export function describeStore(name: string, open: OpenStore): void {
  const opened: Store[] = [];
  const tracked: OpenStore = async () => {
    const store = await open();
    opened.push(store);
    return store;
  };

  describe(`a store ${name}`, () => {
    afterEach(async () => {
      for (const store of opened.splice(0)) await store.close();
    });
    describeAccountAreas(tracked);
    describeBans(tracked);
    describeChannelAreas(tracked);
    describeModeration(tracked);
    describeMessages(tracked);
    describeSearch(tracked);
    describeRemoval(tracked);
    describeStateAreas(tracked);
  });
}
