import type { Config } from "../config/schema.ts";
import type { AuditFile } from "./audit-file.ts";
import type { HttpSide } from "./http-side.ts";
import type { Listeners, PreparedPlaces } from "./listeners.ts";
import type { WebhookSide } from "./webhook-side.ts";

/** Everything of a server that listens, or tells others, as it is configured. */
interface Places {
  readonly listeners: Listeners;
  readonly http: HttpSide;
  readonly webhooks: WebhookSide;
  readonly auditFile: Pick<AuditFile, "configure">;
}

/** Makes them ready for another configuration, all or nothing; rejects with a StartError if one cannot be. */
export async function preparePlaces(
  { listeners, http, webhooks, auditFile }: Places,
  next: Config,
): Promise<PreparedPlaces> {
  const tell = await webhooks.prepare(next);
  const places = await listeners.prepare(next);
  // The port of HTTP is opened last: nothing can fail after it.
  const move = await http.prepare(next).catch(async (error: unknown) => {
    await places.takeBack();
    throw error;
  });
  return {
    notes: places.notes,
    putInForce() {
      places.putInForce();
      tell();
      auditFile.configure(next.audit.file);
      move();
    },
  };
}
