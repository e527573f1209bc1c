import type { NodeFacts } from "../commands/node-facts.ts";
import type { AdminNode } from "../http/admin/admin-node.ts";
import type { HttpNode } from "../http/http-service.ts";
import type { ScriptReading } from "../http/metrics/readings.ts";
import type { Logger } from "../logging/logger.ts";
import type { PluginHost } from "../plugins/host.ts";
import type { World } from "../world/world.ts";
import type { AcmeSide } from "./acme/acme-side.ts";
import { CountedRows } from "./counted-rows.ts";
import type { LookUps } from "./look-up.ts";
import type { NodeReadiness } from "./readiness.ts";
import { packageVersion } from "./version.ts";
import type { WebhookSide } from "./webhook-side.ts";

/** A node as it is shown over HTTP. */
export interface ShownNode {
  readonly world: World;
  readonly facts: NodeFacts;
  readonly admin: AdminNode;
  readonly readiness: NodeReadiness;
  readonly plugins: Pick<PluginHost, "counts">;
  /** The script that is asked who logs in. */
  readonly authScript: { readonly reading: ScriptReading };
}

/** What is around it and shown, too. */
interface Surroundings {
  readonly webhooks: Pick<WebhookSide, "counts">;
  readonly acme: Pick<AcmeSide, "challenge">;
  readonly lookUps: Pick<LookUps, "ipCheck">;
}

/** What a node serves over HTTP, besides its configuration. */
export function httpParts(
  { world, facts, admin, readiness, plugins, authScript }: ShownNode,
  log: Logger,
  { webhooks, acme, lookUps }: Surroundings,
): Omit<HttpNode, "config" | "metricsAccess"> {
  const history = new CountedRows(() => admin.store.messages.count(), admin.now);
  return {
    log,
    readiness,
    admin,
    challenge: (token) => acme.challenge(token),
    readings: {
      version: packageVersion(),
      startedAt: facts.startedAt,
      world,
      statistics: facts.statistics,
      get isStoreUp() {
        return readiness.isStoreUp;
      },
      get webhooks() {
        return webhooks.counts;
      },
      get plugins() {
        return plugins.counts;
      },
      get scripts() {
        return { ipCheck: lookUps.ipCheck, auth: authScript.reading };
      },
      historyRows: () => history.count(),
    },
  };
}
