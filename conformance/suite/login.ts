import { CaseFailure } from "../client/failure.ts";
import type { Line } from "../client/line.ts";
import type { RawClient } from "../client/raw-client.ts";
import type { Credentials } from "./facts.ts";

/** How an exchange of AUTHENTICATE ends: sasl-3.1.md, "Numerics used by this extension". */
export const SASL_ENDS = ["902", "903", "904", "905", "906", "907"] as const;

/** Goes through an exchange of PLAIN; the numeric that ended it. The client has the sasl capability. */
export async function authenticate(client: RawClient, credentials: Credentials): Promise<Line> {
  client.send("AUTHENTICATE PLAIN");
  const first = await client.expectAny("AUTHENTICATE", ...SASL_ENDS);
  if (first.command !== "AUTHENTICATE") return first;
  client.send(`AUTHENTICATE ${plainResponse(credentials)}`);
  return client.expectAny(...SASL_ENDS);
}

/** As `authenticate`, and the case fails unless the client is let in. */
export async function logIn(client: RawClient, credentials: Credentials): Promise<void> {
  const end = await authenticate(client, credentials);
  if (end.command !== "903") throw new CaseFailure(`could not log in as ${credentials.name}: ${end.raw}`);
}

/** What PLAIN sends, as base64. RFC 4616: on whose behalf, who, and the password. */
export function plainResponse({ name, password }: Credentials): string {
  return Buffer.from(`${name}\0${name}\0${password}`).toString("base64");
}
