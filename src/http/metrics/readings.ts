import type { NodeStatistics } from "../../commands/node-statistics.ts";
import type { World } from "../../world/world.ts";
import type { WebhookCounts } from "../webhooks/webhook.ts";
import type { ProcessWatch } from "./process-watch.ts";

/** How a plugin fares. */
export interface PluginReading {
  readonly name: string;
  /** False once it was switched off. */
  readonly isOn: boolean;
  readonly calls: number;
  readonly failures: number;
  /** For how many ms its code has run. */
  readonly ranMs: number;
}

/** What the metrics of a node are read from, at each scrape. */
export interface Readings {
  readonly version: string;
  /** When the server started, in ms since 1970. */
  readonly startedAt: number;
  readonly world: Pick<World, "users" | "channels" | "accounts" | "seq">;
  readonly statistics: NodeStatistics;
  readonly process: ProcessWatch;
  /** False once the store is gone. */
  readonly isStoreUp: boolean;
  /** Rows of history in the store; counted now and then, not at each scrape. */
  historyRows(): Promise<number | undefined>;
  /** How each webhook fares. */
  readonly webhooks: Iterable<readonly [name: string, counts: WebhookCounts]>;
  /** How each plugin fares. */
  readonly plugins: Iterable<PluginReading>;
  /** Answers given over HTTP, by their status. */
  readonly httpAnswers: Iterable<readonly [status: string, times: number]>;
}
