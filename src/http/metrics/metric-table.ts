import { latencyBounds } from "../../commands/node-statistics.ts";
import type { World } from "../../world/world.ts";
import { counter, gauge, type Metric, type NumberMetric, type Sample, tally } from "./metric.ts";
import { collectionBounds, lagBounds, mostDescriptors, openDescriptors } from "./process-watch.ts";
import { type PluginReading, type ScriptReading, scriptBounds } from "./readings.ts";

/** Every metric, once: the scrape, docs/metrics.md and the check of the dashboard are made from it. */
export const metricTable: readonly Metric[] = [
  {
    type: "gauge",
    name: "ircd_build_info",
    help: "The version that runs; always 1",
    labels: ["version", "node"],
    read: ({ version }) => [{ value: 1, labels: { version, node: process.versions.node } }],
  },
  {
    type: "gauge",
    name: "ircd_connections",
    help: "Clients that are connected: how (tcp, tls, websocket, console), and in which class (unregistered, users, operators, and those of the configuration)",
    labels: ["kind", "class"],
    read: ({ statistics }) =>
      statistics
        .connections()
        .map(({ kind, class: name, count }) => ({ value: count, labels: { kind, class: name } })),
  },
  counter("ircd_connections_accepted_total", "Connections taken", ({ statistics }) => statistics.received),
  tally(
    "ircd_connections_turned_away_total",
    "Connections refused at the door, by why: the words of the refusal where they are the server's own, banned, other",
    "reason",
    ({ statistics }) => statistics.totals.turnedAway,
  ),
  tally(
    "ircd_connections_ended_total",
    "Connections that ended, by why: quit, killed, sendq, recvq, flood, ping_timeout, registration_timeout, closed, reset, shutdown, other",
    "reason",
    ({ statistics }) => statistics.totals.ended,
  ),
  tally(
    "ircd_dnsbl_total",
    "Clients whose address the lists of dnsbl were asked about, by what they said: listed, clean, failed",
    "outcome",
    ({ statistics }) =>
      ["listed", "clean", "failed"].map((outcome) => [outcome, statistics.totals.dnsbl.of(outcome)] as const),
  ),
  {
    type: "counter",
    name: "ircd_script_questions_total",
    help: "Questions to scripts, by what came of them: answered, remembered (no run was needed), not_started, busy, timeout, nonsense, ended",
    labels: ["script", "outcome"],
    read: ({ scripts }) =>
      Object.entries(scripts).flatMap(([script, { outcomes }]) =>
        Array.from(outcomes, ([outcome, value]) => ({ value, labels: { script, outcome } })),
      ),
  },
  {
    type: "histogram",
    name: "ircd_script_duration_seconds",
    help: "From the start of a script to its answer, or its failure",
    labels: ["script"],
    bounds: scriptBounds,
    read: ({ scripts }) =>
      Object.entries(scripts).map(([script, { took }]) => ({ value: took, labels: { script } })),
  },
  ofScripts("ircd_script_running", "Processes of a script that run", ({ running }) => running),
  ofScripts("ircd_script_waiting", "Questions that wait for a script's turn", ({ waiting }) => waiting),
  counter(
    "ircd_sendq_drops_total",
    "Clients dropped because they did not read what they were sent",
    ({ statistics }) => statistics.totals.ended.of("sendq"),
  ),
  gauge("ircd_users", "Users on the network", ({ world }) => world.users.size),
  gauge("ircd_channels", "Channels on the network", ({ world }) => world.channels.size),
  {
    type: "gauge",
    name: "ircd_accounts",
    help: "Accounts, by their status: active, suspended, unverified",
    labels: ["status"],
    read: ({ world }) => accountSamples(world),
  },
  counter(
    "ircd_messages_received_total",
    "Lines received from clients",
    ({ statistics }) => statistics.totals.linesIn,
  ),
  counter(
    "ircd_messages_sent_total",
    "Lines written to clients",
    ({ statistics }) => statistics.totals.linesOut,
  ),
  counter(
    "ircd_received_bytes_total",
    "Bytes received from clients, TLS and frames not among them",
    ({ statistics }) => statistics.totals.bytesIn,
  ),
  counter(
    "ircd_sent_bytes_total",
    "Bytes written to clients, TLS and frames not among them",
    ({ statistics }) => statistics.totals.bytesOut,
  ),
  counter(
    "ircd_deliveries_total",
    "Changes handed to clients: one for each that receives one",
    ({ statistics }) => statistics.totals.deliveries,
  ),
  tally(
    "ircd_refusals_total",
    "Requests refused, by the name of the numeric",
    "numeric",
    ({ statistics }) => statistics.totals.refused,
  ),
  {
    type: "counter",
    name: "ircd_filter_hits_total",
    help: "What filters have matched, by rule: live, or dry where matches are only counted",
    labels: ["filter", "mode"],
    read: ({ statistics }) =>
      statistics.filters().flatMap(({ name: filter, live, dry }) =>
        live + dry === 0
          ? []
          : [
              { value: live, labels: { filter, mode: "live" } },
              { value: dry, labels: { filter, mode: "dry" } },
            ],
      ),
  },
  gauge("ircd_held_messages", "Messages that wait for review", ({ statistics }) => statistics.held),
  counter(
    "ircd_throttled_total",
    "How often a client had spent its command budget and was read on later",
    ({ statistics }) => statistics.totals.throttled,
  ),
  counter(
    "ircd_errors_total",
    "Errors of the server itself, each with a line in the log",
    ({ statistics }) => statistics.totals.broken,
  ),
  {
    type: "histogram",
    name: "ircd_command_duration_seconds",
    help: "From the line of a command to its effect, with work at home and the way through the log; a long answer goes on beyond it",
    labels: ["command"],
    bounds: latencyBounds,
    read: ({ statistics }) =>
      Array.from(statistics.commandCounts(), ([command, value]) => ({ value, labels: { command } })),
  },
  gauge("ircd_log_entries", "The number of the last entry applied", ({ world }) => world.seq),
  gauge("ircd_store_up", "Whether the store is there: 1, or 0 once it is gone", ({ isStoreUp }) =>
    isStoreUp ? 1 : 0,
  ),
  gauge(
    "ircd_store_waiting_rows",
    "Rows that wait to be written to the store",
    ({ statistics }) => statistics.waitingRows,
  ),
  gauge("ircd_history_rows", "Rows of history in the store, counted once in five minutes", (readings) =>
    readings.historyRows(),
  ),
  {
    type: "histogram",
    name: "ircd_event_loop_lag_seconds",
    help: "How much later than asked for the event loop came round, measured 20 times a second",
    labels: [],
    bounds: lagBounds,
    read: ({ process }) => [{ value: process.lag }],
  },
  tally(
    "ircd_http_answers_total",
    "Answers of the HTTP listener, by their status",
    "status",
    ({ httpAnswers }) => httpAnswers,
  ),
  {
    type: "counter",
    name: "ircd_webhook_events_total",
    help: "Events of webhooks: delivered, failed attempts, dropped for good",
    labels: ["webhook", "outcome"],
    read: ({ webhooks }) =>
      Array.from(webhooks, ([webhook, { delivered, failed, dropped }]) =>
        Object.entries({ delivered, failed, dropped }).map(([outcome, value]) => ({
          value,
          labels: { webhook, outcome },
        })),
      ).flat(),
  },
  {
    type: "gauge",
    name: "ircd_webhook_waiting_events",
    help: "Events that wait to be delivered to a webhook",
    labels: ["webhook"],
    read: ({ webhooks }) =>
      Array.from(webhooks, ([webhook, { waiting }]) => ({ value: waiting, labels: { webhook } })),
  },
  ofPlugins(
    "gauge",
    "ircd_plugin_up",
    "1 while a plugin is in force, 0 once it was switched off",
    ({ isOn }) => (isOn ? 1 : 0),
  ),
  ofPlugins("counter", "ircd_plugin_calls_total", "Calls of a plugin's code", ({ calls }) => calls),
  ofPlugins(
    "counter",
    "ircd_plugin_failures_total",
    "Calls of a plugin that threw, were rejected, gave nonsense or took too long",
    ({ failures }) => failures,
  ),
  ofPlugins(
    "counter",
    "ircd_plugin_seconds_total",
    "Seconds for which a plugin's code has held the server up",
    ({ ranMs }) => ranMs / 1000,
  ),
  {
    type: "histogram",
    name: "nodejs_gc_duration_seconds",
    help: "How long garbage was collected, by kind: minor, major, incremental, weakcb",
    labels: ["kind"],
    bounds: collectionBounds,
    read: ({ process }) => Array.from(process.collections, ([kind, value]) => ({ value, labels: { kind } })),
  },
  gauge("nodejs_heap_size_used_bytes", "Bytes in use on the heap", () => process.memoryUsage().heapUsed),
  gauge("nodejs_heap_size_total_bytes", "Bytes of the heap", () => process.memoryUsage().heapTotal),
  gauge(
    "nodejs_external_memory_bytes",
    "Bytes held outside of the heap",
    () => process.memoryUsage().external,
  ),
  gauge("process_resident_memory_bytes", "Bytes of memory the process holds", () =>
    process.memoryUsage.rss(),
  ),
  {
    type: "counter",
    name: "process_cpu_seconds_total",
    help: "Time of processors used by the process and its threads",
    labels: ["mode"],
    read: () => {
      const { user, system } = process.cpuUsage();
      return [
        { value: user / 1e6, labels: { mode: "user" } },
        { value: system / 1e6, labels: { mode: "system" } },
      ];
    },
  },
  gauge("process_open_fds", "File descriptors that are open", () => openDescriptors()),
  gauge("process_max_fds", "File descriptors that may be open", () => mostDescriptors()),
  gauge(
    "process_start_time_seconds",
    "When the server started, in seconds since 1970",
    ({ startedAt }) => startedAt / 1000,
  ),
];

// Few enough to be counted when somebody asks; they are not kept by status anywhere.
function accountSamples({ accounts }: Pick<World, "accounts">): readonly Sample<number>[] {
  const counts = { active: 0, suspended: 0, unverified: 0 };
  for (const { status } of accounts.values()) counts[status] += 1;
  return Object.entries(counts).map(([status, value]) => ({ value, labels: { status } }));
}

function ofScripts(name: string, help: string, value: (script: ScriptReading) => number): Metric {
  const read: NumberMetric["read"] = ({ scripts }) =>
    Object.entries(scripts).map(([script, reading]) => ({ value: value(reading), labels: { script } }));
  return { type: "gauge", name, help, labels: ["script"], read };
}

function ofPlugins(
  type: "counter" | "gauge",
  name: string,
  help: string,
  value: (plugin: PluginReading) => number,
): Metric {
  const read: NumberMetric["read"] = ({ plugins }) =>
    Array.from(plugins, (plugin) => ({ value: value(plugin), labels: { plugin: plugin.name } }));
  return { type, name, help, labels: ["plugin"], read };
}
