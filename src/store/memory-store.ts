import {
  MemoryAccounts,
  MemoryAppPasswords,
  MemoryCertificates,
  MemoryNicks,
} from "./memory/memory-accounts.ts";
import { MemoryBans } from "./memory/memory-bans.ts";
import { MemoryChannels, MemoryRoles } from "./memory/memory-channels.ts";
import { MemoryMessages } from "./memory/memory-messages.ts";
import { MemoryFilters, MemoryHeld } from "./memory/memory-moderation.ts";
import { MemoryPeople } from "./memory/memory-people.ts";
import { MemoryMarkers, MemoryMetadata, MemoryPlugins, MemoryReactions } from "./memory/memory-state.ts";
import { MemoryStays } from "./memory/memory-stays.ts";
import { MemoryTables } from "./memory/tables.ts";
import { type Store, StoreError } from "./store.ts";

// Together; what was said first is forgotten first.
const MOST_MESSAGES = 50_000;

/** A store that lasts as long as the process: for `--ephemeral` and the library. */
export function memoryStore(mostMessages = MOST_MESSAGES): Store {
  const tables = new MemoryTables();
  const personal = {
    accounts: new MemoryAccounts(tables),
    nicks: new MemoryNicks(tables),
    certificates: new MemoryCertificates(tables),
    appPasswords: new MemoryAppPasswords(tables),
    roles: new MemoryRoles(tables),
    stays: new MemoryStays(tables),
    markers: new MemoryMarkers(tables),
    metadata: new MemoryMetadata(tables),
    held: new MemoryHeld(tables),
  };
  return {
    ...personal,
    bans: new MemoryBans(tables),
    filters: new MemoryFilters(tables),
    channels: new MemoryChannels(tables),
    messages: new MemoryMessages(tables, mostMessages),
    reactions: new MemoryReactions(tables),
    plugins: new MemoryPlugins(tables),
    people: new MemoryPeople(tables, personal),
    waiting: 0,
    // Nothing ever happens to it.
    watch: () => () => undefined,
    async backup() {
      throw new StoreError("UNAVAILABLE", "nothing is kept on disk, so there is nothing to copy");
    },
    async close() {},
  };
}
