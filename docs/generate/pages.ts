import { configJsonSchema } from "../../src/config/json-schema.ts";
import { capabilitiesPage } from "./capabilities.ts";
import { channelsPage } from "./channels.ts";
import { commandsPage } from "./commands.ts";
import { configurationPage } from "./configuration.ts";
import { dashboardPage } from "./dashboard.ts";
import { metricsPage } from "./metrics.ts";
import { modesPage } from "./modes.ts";
import { numericsPage } from "./numerics.ts";

/** The pages made from tables in the source, each with its maker. */
export const pages = {
  "capabilities.md": capabilitiesPage,
  "channels.md": channelsPage,
  "commands.md": commandsPage,
  "configuration.md": configurationPage,
  "configuration.schema.json": configJsonSchema,
  "grafana-dashboard.json": dashboardPage,
  "metrics.md": metricsPage,
  "modes.md": modesPage,
  "numerics.md": numericsPage,
} satisfies Record<string, () => string>;
