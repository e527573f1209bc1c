import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { StartedServer } from "../conformance/started-server.ts";
import { hashPassword } from "../src/accounts/password-hash.ts";
import { bans } from "./bans.ts";
import { OPERATOR, PASSWORD } from "./crowd.ts";
import type { Measured } from "./figures.ts";
import { filterScenarios } from "./filters.ts";
import { historyScenarios, type OwnScenario } from "./history.ts";
import { logins } from "./logins.ts";
import { accountOf, SENDERS, scenarios, type Target } from "./scenarios.ts";
import { table } from "./table.ts";

/** Those that start servers of their own. */
const ownScenarios: Readonly<Record<string, OwnScenario>> = {
  bans,
  logins,
  ...historyScenarios,
  ...filterScenarios,
};
const names = [...Object.keys(scenarios), ...Object.keys(ownScenarios)];
const USAGE = `Usage: npm run bench -- [history|filters] [options]

Starts the server in its own process, loads it from this one, and prints what the server used.
Every message is checked: it must arrive once, in order, and unchanged.

  history            what it costs to keep what is said, and to read it: the scenarios that begin with this word
  filters            what it costs to look through messages that no filter is about
  --scenarios LIST   some of: ${names.join(",")}
  --reps N           runs of each scenario (1); the table shows the median and the range
  --scale X          sizes, as a part of the full ones (1)
  --port P --pid N   load a server that runs already, and measure that process
  --json FILE        write every run to a file
  --help             show this`;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    scenarios: { type: "string" },
    reps: { type: "string", default: "1" },
    scale: { type: "string", default: "1" },
    port: { type: "string" },
    pid: { type: "string" },
    json: { type: "string" },
    help: { type: "boolean", default: false },
  },
});

// YAML understands JSON.
const accounts = Array.from({ length: SENDERS }, (_, place) => ({
  name: accountOf(place),
  password: PASSWORD,
}));

const opers = [{ name: OPERATOR, password: await hashPassword(PASSWORD) }];

if (options.help) console.log(USAGE);
// Sockets that nobody reads any more would keep it going.
else process.exit((await run()) ? 0 : 1);

async function run(): Promise<boolean> {
  const results = new Map<string, Measured[]>();
  for (let rep = 0; rep < Number(options.reps); rep++) {
    for (const name of chosen()) {
      const measured = await measure(name);
      results.set(name, [...(results.get(name) ?? []), measured]);
    }
  }
  console.log(table(results));
  if (options.json !== undefined) writeFileSync(options.json, JSON.stringify([...results], null, 2));
  const faults = [...results.values()].flat().reduce((sum, measured) => sum + measured.faults, 0);
  console.log(`\n${faults} messages lost, repeated, reordered or wrong`);
  return faults === 0;
}

function chosen(): readonly string[] {
  if (options.scenarios !== undefined) return options.scenarios.split(",");
  const [group] = positionals;
  return group === undefined ? Object.keys(scenarios) : names.filter((name) => name.startsWith(group));
}

/** Runs one scenario on a server of its own, or on the one that was named. */
async function measure(name: string): Promise<Measured> {
  const own = ownScenarios[name];
  if (own) return own(Number(options.scale));
  const scenario = scenarios[name];
  if (!scenario) throw new Error(`no scenario is called ${name}; there are ${names.join(", ")}`);
  if (options.port !== undefined) return scenario(named(options.port, options.pid), Number(options.scale));
  const server = await StartedServer.start(JSON.stringify({ accounts, opers }));
  try {
    return await scenario(server, Number(options.scale));
  } finally {
    await server.stop();
  }
}

function named(port: string, pid: string | undefined): Target {
  if (pid === undefined) throw new Error("--port needs --pid, the process to measure");
  return { host: "127.0.0.1", port: Number(port), pid: Number(pid) };
}
