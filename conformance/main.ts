import yargs from "yargs";
import { hideBin } from "yargs/helpers";
import { allCases } from "./cases/all.ts";
import { documentOf } from "./suite/case.ts";
import { gatherFacts } from "./suite/facts.ts";
import { inParallel } from "./suite/in-parallel.ts";
import { Names } from "./suite/names.ts";
import { serverOptions } from "./suite/options.ts";
import { countOutcomes, toTable, writeJson } from "./suite/report.ts";
import { type Bench, type Result, runCase } from "./suite/run-case.ts";
import { serverUnderTest } from "./suite/server-under-test.ts";

const options = await serverOptions(yargs(hideBin(process.argv)).scriptName("npm run conformance --"))
  .option("filter", { type: "string", default: "", describe: "Only cases with this text in clause or title" })
  .option("json", { type: "string", describe: "Also write the results to this file" })
  .option("deadline", { type: "number", default: 3000, describe: "Milliseconds an answer may take" })
  .option("jobs", { type: "number", default: 1, describe: "How many cases run at the same time" })
  .parseAsync();

const wanted = options.filter.toLowerCase();
const cases = allCases.filter((one) => `${one.clause} ${one.title}`.toLowerCase().includes(wanted));
const server = await serverUnderTest(options);
try {
  const target = { host: server.host, port: server.port, deadlineMs: options.deadline };
  const results = await runAll({ target, facts: await gatherFacts(target, server), names: new Names() });
  console.log(toTable(results));
  if (options.json !== undefined) await writeJson(options.json, `${server.host}:${server.port}`, results);
  process.exitCode = countOutcomes(results).failed > 0 || results.length === 0 ? 1 : 0;
} finally {
  await server.stop();
}

// One at a time unless told otherwise: LUSERS, LIST and WHOWAS look at the whole server.
async function runAll(bench: Bench): Promise<Result[]> {
  const sorted = [...cases].sort((a, b) => documentOf(a).localeCompare(documentOf(b)));
  return inParallel(options.jobs, sorted, (one) => runCase(one, bench));
}
