import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { openHttp } from "../kit/http.ts";
import { samplesOf } from "../kit/scrape.ts";

const Dashboard = z.object({
  panels: z.array(z.object({ title: z.string(), targets: z.array(z.object({ expr: z.string() })) })),
  templating: z.object({ list: z.array(z.object({ query: z.string() })) }),
});

function docs(name: string): string {
  return readFileSync(new URL(`../../docs/${name}`, import.meta.url), "utf8");
}

const dashboard = Dashboard.parse(JSON.parse(docs("grafana-dashboard.json")));
const queries = [
  ...dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
  ...dashboard.templating.list.map(({ query }) => query),
].join("\n");
const used = new Set(queries.match(/\b(?:ircd|nodejs|process)_\w+/g));

const hook = {
  name: "hook",
  url: "https://hook.example",
  secret: "of sixteen letters",
  events: ["user.killed"],
} as const;

const greeter = { use: "greeter", options: { text: "Hello" } } as const;

/** What a scrape declares, and the series that it has. */
async function scraped() {
  const filters = { rules: [{ name: "nowhere", match: { word: "nowhere" }, what: ["away"] }] } as const;
  const http = await openHttp({ connections: { clients: 1 }, webhooks: [hook], filters, plugins: [greeter] });
  await http.network.node.load();
  const alice = http.network.connect("alice");
  http.network.open();
  alice.send("AWAY nowhere", "JOIN nowhere", "QUIT");
  await http.ask("/healthz");
  const { text } = await http.ask("/metrics");
  const declared = [...text.matchAll(/^# TYPE (\S+) /gm)].map(([, name = ""]) => name);
  const series = new Set([...samplesOf(text).keys()].map((key) => key.replace(/\{.*/, "")));
  return { declared, series };
}

test("every metric that the dashboard uses is in a scrape", async () => {
  const { series } = await scraped();
  expect(used.size).toBeGreaterThan(25);
  expect([...used].filter((name) => !series.has(name))).toEqual([]);
});

test("every metric of a scrape is in docs/metrics.md, and on the dashboard", async () => {
  const { declared } = await scraped();
  const page = docs("metrics.md");
  expect(declared.filter((name) => !page.includes(`| \`${name}\` |`))).toEqual([]);
  const shown = [...used].map((name) => name.replace(/_(?:bucket|count|sum)$/, ""));
  expect(declared.filter((name) => !shown.includes(name))).toEqual([]);
});
