/** A panel of the dashboard: what it shows, in which unit, and the queries with the names of their lines. */
interface Panel {
  readonly title: string;
  readonly unit: string;
  readonly queries: readonly (readonly [expr: string, legend: string])[];
}

const rate = (metric: string) => `rate(${metric}{instance=~"$instance"}[$__rate_interval])`;
const now = (metric: string) => `${metric}{instance=~"$instance"}`;
const quantile = (of: number, metric: string, by: string) =>
  `histogram_quantile(${of}, sum by (le${by}) (${rate(`${metric}_bucket`)}))`;

const panels: readonly Panel[] = [
  {
    title: "Users, channels, accounts",
    unit: "short",
    queries: [
      [now("ircd_users"), "users"],
      [now("ircd_channels"), "channels"],
      [`sum by (status) (${now("ircd_accounts")})`, "accounts, {{status}}"],
    ],
  },
  {
    title: "Connections by kind and class",
    unit: "short",
    queries: [[`sum by (kind, class) (${now("ircd_connections")})`, "{{kind}}, {{class}}"]],
  },
  {
    title: "Connections that come and go",
    unit: "cps",
    queries: [
      [rate("ircd_connections_accepted_total"), "taken"],
      [`sum by (reason) (${rate("ircd_connections_turned_away_total")})`, "turned away: {{reason}}"],
      [`sum by (reason) (${rate("ircd_connections_ended_total")})`, "ended: {{reason}}"],
      [`sum by (outcome) (${rate("ircd_dnsbl_total")})`, "lists of addresses: {{outcome}}"],
    ],
  },
  {
    title: "Lines and deliveries",
    unit: "cps",
    queries: [
      [rate("ircd_messages_received_total"), "received"],
      [rate("ircd_messages_sent_total"), "sent"],
      [rate("ircd_deliveries_total"), "deliveries"],
    ],
  },
  {
    title: "Bytes",
    unit: "Bps",
    queries: [
      [rate("ircd_received_bytes_total"), "received"],
      [rate("ircd_sent_bytes_total"), "sent"],
    ],
  },
  {
    title: "Refused, throttled, dropped",
    unit: "cps",
    queries: [
      [`sum by (numeric) (${rate("ircd_refusals_total")})`, "{{numeric}}"],
      [rate("ircd_throttled_total"), "out of budget"],
      [rate("ircd_sendq_drops_total"), "dropped at the sendq"],
      [rate("ircd_errors_total"), "errors of the server"],
    ],
  },
  {
    title: "Filters",
    unit: "short",
    queries: [
      [`sum by (filter, mode) (${rate("ircd_filter_hits_total")})`, "{{filter}}, {{mode}} each second"],
      [now("ircd_held_messages"), "messages that wait for review"],
    ],
  },
  {
    title: "Time of commands, 99 of 100",
    unit: "s",
    queries: [[quantile(0.99, "ircd_command_duration_seconds", ", command"), "{{command}}"]],
  },
  {
    title: "Commands",
    unit: "cps",
    queries: [[`sum by (command) (${rate("ircd_command_duration_seconds_count")})`, "{{command}}"]],
  },
  {
    title: "Event loop, how late",
    unit: "s",
    queries: [
      [quantile(0.5, "ircd_event_loop_lag_seconds", ""), "half"],
      [quantile(0.99, "ircd_event_loop_lag_seconds", ""), "99 of 100"],
    ],
  },
  {
    title: "Garbage collection, share of time",
    unit: "percentunit",
    queries: [[`sum by (kind) (${rate("nodejs_gc_duration_seconds_sum")})`, "{{kind}}"]],
  },
  {
    title: "Memory",
    unit: "bytes",
    queries: [
      [now("process_resident_memory_bytes"), "resident"],
      [now("nodejs_heap_size_used_bytes"), "heap in use"],
      [now("nodejs_heap_size_total_bytes"), "heap"],
      [now("nodejs_external_memory_bytes"), "outside of the heap"],
    ],
  },
  {
    title: "Processors and descriptors",
    unit: "short",
    queries: [
      [`sum by (mode) (${rate("process_cpu_seconds_total")})`, "processors, {{mode}}"],
      [`${now("process_open_fds")} / ${now("process_max_fds")}`, "share of descriptors"],
    ],
  },
  {
    title: "Store",
    unit: "short",
    queries: [
      [now("ircd_store_waiting_rows"), "rows that wait"],
      [now("ircd_store_up"), "is there"],
    ],
  },
  {
    title: "History and log",
    unit: "short",
    queries: [
      [now("ircd_history_rows"), "rows of history"],
      [rate("ircd_log_entries"), "entries of the log each second"],
    ],
  },
  {
    title: "Scripts",
    unit: "short",
    queries: [
      [
        `sum by (script, outcome) (${rate("ircd_script_questions_total")})`,
        "{{script}}, {{outcome}} each second",
      ],
      [
        `histogram_quantile(0.95, sum by (script, le) (${rate("ircd_script_duration_seconds_bucket")}))`,
        "{{script}}, seconds of 95 of 100 runs",
      ],
      [now("ircd_script_running"), "{{script}}, running"],
      [now("ircd_script_waiting"), "{{script}}, waiting"],
    ],
  },
  {
    title: "Webhooks",
    unit: "short",
    queries: [
      [
        `sum by (webhook, outcome) (${rate("ircd_webhook_events_total")})`,
        "{{webhook}}, {{outcome}} each second",
      ],
      [now("ircd_webhook_waiting_events"), "{{webhook}}, waiting"],
    ],
  },
  {
    title: "Plugins: seconds of the server each second, failures each second",
    unit: "short",
    queries: [
      [rate("ircd_plugin_seconds_total"), "{{plugin}}, seconds"],
      [rate("ircd_plugin_failures_total"), "{{plugin}}, failures"],
      [rate("ircd_plugin_calls_total"), "{{plugin}}, calls"],
      [now("ircd_plugin_up"), "{{plugin}}, in force"],
    ],
  },
  {
    title: "HTTP answers",
    unit: "cps",
    queries: [[`sum by (status) (${rate("ircd_http_answers_total")})`, "{{status}}"]],
  },
  {
    title: "Up for",
    unit: "s",
    queries: [
      [`time() - ${now("process_start_time_seconds")}`, "{{instance}}"],
      [`${now("ircd_build_info")} * 0`, "version {{version}}"],
    ],
  },
];

/** `docs/grafana-dashboard.json`: a dashboard to import, with a panel for all that is measured. */
export function dashboardPage(): string {
  return `${JSON.stringify(
    {
      title: "ircd-ts",
      uid: "ircd-ts",
      tags: ["irc"],
      timezone: "browser",
      schemaVersion: 39,
      refresh: "30s",
      time: { from: "now-6h", to: "now" },
      templating: { list: variables },
      panels: panels.map(panelJson),
    },
    undefined,
    2,
  )}\n`;
}

const datasource = { type: "prometheus", uid: "$datasource" };

const variables = [
  { name: "datasource", type: "datasource", query: "prometheus", label: "Data source" },
  {
    name: "instance",
    type: "query",
    datasource,
    query: "label_values(ircd_build_info, instance)",
    includeAll: true,
    multi: true,
    allValue: ".*",
    refresh: 2,
  },
];

function panelJson({ title, unit, queries }: Panel, index: number): object {
  return {
    id: index + 1,
    title,
    type: "timeseries",
    datasource,
    gridPos: { x: (index % 2) * 12, y: Math.floor(index / 2) * 8, w: 12, h: 8 },
    fieldConfig: { defaults: { unit, min: 0 }, overrides: [] },
    targets: queries.map(([expr, legendFormat], at) => ({
      refId: String.fromCharCode("A".charCodeAt(0) + at),
      datasource,
      expr,
      legendFormat,
    })),
  };
}
