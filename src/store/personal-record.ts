import type { PersonalRecord } from "./port/people.ts";
import type { StoreAreas } from "./store.ts";

/** The areas that tell themselves what they have of an account. */
export type PersonalAreas = Pick<
  StoreAreas,
  "accounts" | "nicks" | "certificates" | "appPasswords" | "roles" | "stays" | "markers" | "metadata" | "held"
>;

/** What these areas have of an account. */
export async function recordFrom(
  areas: PersonalAreas,
  account: string,
): Promise<Omit<PersonalRecord, "channels" | "reactions">> {
  return {
    account: await areas.accounts.find(account),
    nicks: await areas.nicks.of(account),
    certificates: await areas.certificates.of(account),
    appPasswords: await areas.appPasswords.of(account),
    roles: await areas.roles.of(account),
    stay: await areas.stays.of(account),
    markers: await areas.markers.of(account),
    metadata: await areas.metadata.of({ scope: "account", owner: account }),
    held: await areas.held.of(account),
  };
}
