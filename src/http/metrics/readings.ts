import type { Distribution } from "../../commands/classified.ts";
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

/** The upper bounds, in seconds, of the classes that runs of scripts are sorted into. */
export const scriptBounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60] as const;

/** How a script fares. */
export interface ScriptReading {
  /** What became of the questions to it. */
  readonly outcomes: Iterable<readonly [outcome: string, times: number]>;
  /** How many seconds its runs took, until they answered or failed. */
  readonly took: Distribution;
  readonly running: number;
  /** How many questions wait for their turn. */
  readonly waiting: number;
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
  /** How each script fares that is asked, by its key in the configuration. */
  readonly scripts: Readonly<Record<"ipCheck" | "auth", ScriptReading>>;
  /** Answers given over HTTP, by their status. */
  readonly httpAnswers: Iterable<readonly [status: string, times: number]>;
}
