import type { StoreAreas } from "../store.ts";
import type { Recorder } from "./recorder.ts";
import type { SearchIndex } from "./search-index.ts";
import { SqlAccounts } from "./sql-accounts.ts";
import { SqlBans } from "./sql-bans.ts";
import { SqlChannels, SqlRoles } from "./sql-channels.ts";
import { SqlAppPasswords, SqlCertificates, SqlNicks } from "./sql-credentials.ts";
import { SqlMessages } from "./sql-messages.ts";
import { SqlFilters, SqlHeld } from "./sql-moderation.ts";
import { SqlPeople } from "./sql-people.ts";
import { SqlReactions } from "./sql-reactions.ts";
import { SqlMarkers, SqlMetadata, SqlPlugins } from "./sql-state.ts";
import { SqlStays } from "./sql-stays.ts";
import type { Db } from "./tables.ts";

/** The areas, with what the history can do beyond the port. */
export interface SqlAreas extends StoreAreas {
  readonly messages: SqlMessages;
}

/** Every area of the store, on one connection; transactions are the caller's. */
export function sqlAreas(db: Db, index: SearchIndex, recorder: Recorder): SqlAreas {
  const personal = {
    accounts: new SqlAccounts(db),
    nicks: new SqlNicks(db),
    certificates: new SqlCertificates(db),
    appPasswords: new SqlAppPasswords(db),
    roles: new SqlRoles(db),
    stays: new SqlStays(db),
    markers: new SqlMarkers(db),
    metadata: new SqlMetadata(db),
    held: new SqlHeld(db),
  };
  return {
    ...personal,
    bans: new SqlBans(db),
    filters: new SqlFilters(db),
    channels: new SqlChannels(db),
    messages: new SqlMessages(db, index, recorder),
    reactions: new SqlReactions(db),
    plugins: new SqlPlugins(db),
    people: new SqlPeople(db, index, personal),
  };
}
