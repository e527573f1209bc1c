import { metricTable } from "../../src/http/metrics/metric-table.ts";
import { code, table } from "./table.ts";

/** `docs/metrics.md`: every metric of the table. */
export function metricsPage(): string {
  const rows = metricTable.map(({ name, type, labels, help }) => [
    code(name),
    type,
    labels.map(code).join(", "),
    help,
  ]);
  return `# Metrics

The section \`http\` of the configuration opens a listener with \`/metrics\` in the text format of Prometheus,
\`/healthz\`, \`/readyz\` and the [admin API](admin-api.md):

\`\`\`yaml
http: { port: 8090 }
\`\`\`

On loopback everybody may read the metrics. Elsewhere a token with the scope \`metrics:read\` is needed, unless
\`http.metrics\` says otherwise. The configuration of Prometheus:

<!-- of another program -->
\`\`\`yaml
scrape_configs:
  - job_name: irc
    authorization: { credentials_file: /etc/prometheus/irc-token }
    static_configs: [{ targets: ["irc.example.net:8090"] }]
\`\`\`

[grafana-dashboard.json](grafana-dashboard.json) is a dashboard to import. \`STATS t\`, \`STATS m\` and \`STATS z\` show
the same facts in IRC.

Hot paths bump plain numbers that are read at the scrape; each server of a process has a registry of its own. A metric
that the system does not tell, such as descriptors outside of Linux, has its help and no value.

${table(["metric", "type", "labels", "what it says"], rows)}

## Health

- \`/healthz\` answers 200 while the event loop answers at all: restart the process where it does not.
- \`/readyz\` answers 200 while clients are served, and 503 with \`reasons\` while the server starts or shuts down, while
  a listener is not open, once the store is gone, and before the log has brought the configuration. A store that
  cannot be written to for now is no reason: writes wait, and people can talk.
`;
}
