import { expect, test } from "vitest";
import { metricTable } from "../../src/http/metrics/metric-table.ts";
import { meagreToken, openHttp, type TestHttp } from "../kit/http.ts";
import { samplesOf } from "../kit/scrape.ts";
import { scriptOf } from "../kit/scripts.ts";

async function scrape(http: TestHttp) {
  const answer = await http.ask("/metrics", { token: undefined });
  expect(answer.status).toBe(200);
  return samplesOf(answer.text);
}

test("a scrape has every metric of the table, with its help and type", async () => {
  const http = await openHttp();
  const { text, headers } = await http.ask("/metrics");
  expect(headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
  for (const { name, help, type } of metricTable) {
    expect(text).toContain(`# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`);
  }
});

test("connections are told by kind and class", async () => {
  const http = await openHttp();
  const { network } = http;
  network.makeOperator(network.connect("boss"));
  network.connect("alice", { tls: true });
  network.connect("bob", { kind: "websocket", tls: true });
  network.open({ console: true });
  network.open();
  const samples = await scrape(http);
  const connected = [...samples].filter(([name, value]) => name.startsWith("ircd_connections{") && value > 0);
  expect(connected).toEqual([
    ['ircd_connections{kind="tcp",class="unregistered"}', 1],
    ['ircd_connections{kind="tcp",class="operators"}', 1],
    ['ircd_connections{kind="tls",class="users"}', 1],
    ['ircd_connections{kind="websocket",class="users"}', 1],
    ['ircd_connections{kind="console",class="users"}', 1],
  ]);
  expect(samples.get("ircd_connections_accepted_total")).toBe(5);
});

test("users, channels and accounts are counted", async () => {
  const http = await openHttp();
  const { network } = http;
  network.inChannel("#room", "alice", "bob");
  await network.node.host.control.accounts.create(accountNamed("carol"));
  await network.node.host.control.accounts.create({ ...accountNamed("dave"), status: "suspended" });
  const samples = await scrape(http);
  expect(samples.get("ircd_users")).toBe(2);
  expect(samples.get("ircd_channels")).toBe(1);
  expect(samples.get('ircd_accounts{status="active"}')).toBe(1);
  expect(samples.get('ircd_accounts{status="suspended"}')).toBe(1);
  expect(samples.get("ircd_log_entries")).toBe(network.node.world.seq);
});

test("what passes is counted: lines, bytes, deliveries, refusals, who is turned away and who leaves", async () => {
  const http = await openHttp({ connections: { clients: 3 } });
  const { network } = http;
  const [alice] = network.inChannel("#room", "alice", "bob", "carol");
  network.open();
  const before = await scrape(http);
  alice?.send("PRIVMSG #room :hi", "JOIN nowhere", "QUIT");
  const after = await scrape(http);
  const grown = (name: string) => (after.get(name) ?? 0) - (before.get(name) ?? 0);
  expect(grown("ircd_messages_received_total")).toBe(3);
  // To both others the message and the QUIT.
  expect(grown("ircd_deliveries_total")).toBe(4);
  expect(grown("ircd_received_bytes_total")).toBe("PRIVMSG #room :hi\r\nJOIN nowhere\r\nQUIT\r\n".length);
  expect(grown("ircd_messages_sent_total")).toBeGreaterThan(4);
  expect(grown("ircd_sent_bytes_total")).toBeGreaterThan(100);
  expect(grown('ircd_refusals_total{numeric="ERR_NOSUCHCHANNEL"}')).toBe(1);
  expect(grown('ircd_connections_ended_total{reason="quit"}')).toBe(1);
  expect(after.get('ircd_connections_turned_away_total{reason="The server is full"}')).toBe(1);
});

test("who does not read is counted when dropped", async () => {
  const http = await openHttp({ connections: { sendq: 4096 } });
  const [alice, bob] = http.network.inChannel("#room", "alice", "bob");
  if (bob) bob.reading = false;
  for (let said = 0; said < 20; said++) alice?.send(`PRIVMSG #room :${"x".repeat(400)}`);
  expect((await scrape(http)).get("ircd_sendq_drops_total")).toBe(1);
});

test("commands are timed, each in a histogram that adds up", async () => {
  const http = await openHttp();
  http.network.connect("alice").send("PING 1", "PING 2");
  const samples = await scrape(http);
  const name = "ircd_command_duration_seconds";
  expect(samples.get(`${name}_count{command="PING"}`)).toBe(2);
  expect(samples.get(`${name}_bucket{command="PING",le="+Inf"}`)).toBe(2);
  const buckets = [...samples].filter(([key]) => key.startsWith(`${name}_bucket{command="PING"`));
  const counts = buckets.map(([, count]) => count);
  expect(counts).toEqual([...counts].sort((one, other) => one - other));
  expect(samples.get(`${name}_sum{command="PING"}`)).toBeGreaterThan(0);
});

test("the process is watched: memory, descriptors, garbage, the event loop", async () => {
  const http = await openHttp();
  // Wherever the loop was held, the next turn of its clock sees it.
  const until = performance.now() + 120;
  while (performance.now() < until);
  for (let late = false; !late; ) {
    const samples = await scrape(http);
    const within = samples.get('ircd_event_loop_lag_seconds_bucket{le="0.05"}') ?? 0;
    late = (samples.get("ircd_event_loop_lag_seconds_count") ?? 0) > within;
  }
  const samples = await scrape(http);
  expect(samples.get("process_resident_memory_bytes")).toBeGreaterThan(1e7);
  expect(samples.get('process_cpu_seconds_total{mode="user"}')).toBeGreaterThan(0);
  expect([...samples.keys()]).toContain('nodejs_gc_duration_seconds_count{kind="minor"}');
});

test("the rows of history are counted, and those that wait", async () => {
  const http = await openHttp();
  const samples = await scrape(http);
  expect(samples.get("ircd_history_rows")).toBe(0);
  expect(samples.get("ircd_store_waiting_rows")).toBe(0);
  expect(samples.get("ircd_store_up")).toBe(1);
});

test("two servers in one process count for themselves", async () => {
  const [one, other] = [await openHttp(), await openHttp()];
  one.network.connect("alice");
  expect((await scrape(one)).get("ircd_users")).toBe(1);
  expect((await scrape(other)).get("ircd_users")).toBe(0);
});

test("metrics are for everybody on loopback, for tokens where that is said, and for nobody", async () => {
  const http = await openHttp();
  const statusFor = async (token: string | undefined) => (await http.ask("/metrics", { token })).status;
  expect(await statusFor(undefined)).toBe(200);
  const { config } = http.network;
  http.network.config = { ...config, http: { ...config.http, metrics: "token" } };
  await http.network.node.rehash();
  expect([await statusFor(undefined), await statusFor("wrong"), await statusFor(meagreToken)]).toEqual([
    401, 401, 200,
  ]);
  http.network.config = { ...config, http: { ...config.http, metrics: "off" } };
  await http.network.node.rehash();
  expect(await statusFor(meagreToken)).toBe(404);
});

function accountNamed(name: string) {
  return {
    name,
    passwordHash: undefined,
    email: undefined,
    status: "active" as const,
    verification: undefined,
    settings: {},
  };
}

test("each plugin tells how it fares", async () => {
  const http = await openHttp({ plugins: [{ use: "greeter", options: { text: "Hello" } }] });
  await http.network.node.load();
  http.network.connect("alice").send("JOIN #room");
  const samples = await scrape(http);
  expect(samples.get('ircd_plugin_up{plugin="greeter"}')).toBe(1);
  // Its setup, and the join.
  expect(samples.get('ircd_plugin_calls_total{plugin="greeter"}')).toBe(2);
  expect(samples.get('ircd_plugin_failures_total{plugin="greeter"}')).toBe(0);
  expect(samples.get('ircd_plugin_seconds_total{plugin="greeter"}')).toBeGreaterThan(0);
});

test("scripts are counted: what became of questions, how long runs took, who runs and who waits", async () => {
  const { command, args } = scriptOf(`
    const { ip } = JSON.parse(line);
    answer(ip === "203.0.113.9" ? { result: "nonsense" } : { result: "accept" });
  `);
  const http = await openHttp({
    accounts: [],
    scripts: { ipCheck: { command, args, seconds: 20 }, auth: { command: "/no/such/script" } },
  });
  const { network } = http;
  const come = async (nick: string, address: string) => {
    const client = network.open({ address });
    client.send(`NICK ${nick}`, `USER ${nick} 0 * :x`);
    await network.until(() => network.node.world.userByNick(nick) !== undefined);
    return client;
  };
  const idle = await scrape(http);
  expect(idle.get('ircd_script_questions_total{script="ipCheck",outcome="answered"}')).toBe(0);
  await come("bad", "203.0.113.9");
  await come("alice", "203.0.113.1");
  const again = await come("alicia", "203.0.113.1");
  await again.answer("NS IDENTIFY bob sesame");
  const samples = await scrape(http);
  const questions = [...samples].filter(
    ([name, value]) => name.startsWith("ircd_script_questions") && value > 0,
  );
  expect(questions).toEqual([
    ['ircd_script_questions_total{script="ipCheck",outcome="answered"}', 1],
    ['ircd_script_questions_total{script="ipCheck",outcome="remembered"}', 1],
    ['ircd_script_questions_total{script="ipCheck",outcome="nonsense"}', 1],
    ['ircd_script_questions_total{script="auth",outcome="not_started"}', 1],
  ]);
  expect(samples.get('ircd_script_duration_seconds_count{script="ipCheck"}')).toBe(2);
  expect(samples.get('ircd_script_duration_seconds_sum{script="ipCheck"}')).toBeGreaterThan(0);
  expect(samples.get('ircd_script_duration_seconds_count{script="auth"}')).toBe(1);
  expect(samples.get('ircd_script_waiting{script="ipCheck"}')).toBe(0);
});

test("scripts that run and questions that wait are shown", async () => {
  const forever = scriptOf("setInterval(() => {}, 1000)");
  const http = await openHttp({ scripts: { ipCheck: { ...forever, seconds: 60, most: 1 } } });
  for (const last of [1, 2, 3]) http.network.open({ address: `203.0.113.${last}` });
  const samples = await scrape(http);
  expect(samples.get('ircd_script_running{script="ipCheck"}')).toBe(1);
  expect(samples.get('ircd_script_waiting{script="ipCheck"}')).toBe(2);
});
