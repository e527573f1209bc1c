import yargs from "yargs";
import { hideBin } from "yargs/helpers";
import { allCases } from "../cases/all.ts";
import { gatherFacts } from "../suite/facts.ts";
import { inParallel } from "../suite/in-parallel.ts";
import { Names } from "../suite/names.ts";
import { serverOptions } from "../suite/options.ts";
import { serverUnderTest } from "../suite/server-under-test.ts";
import { allFaults } from "./all.ts";
import { loopbackAddresses } from "./loopback-addresses.ts";
import { type FaultBench, neverFailing, tryFault } from "./try-fault.ts";

const options = await serverOptions(yargs(hideBin(process.argv)).scriptName("npm run conformance:faults --"))
  .option("filter", { type: "string", default: "", describe: "Only faults with this text in their name" })
  .option("jobs", { type: "number", default: 4, describe: "How many faults are tried at the same time" })
  .option("deadline", { type: "number", default: 2000, describe: "Milliseconds an answer may take" })
  .parseAsync();

const server = await serverUnderTest(options);
try {
  const target = { host: server.host, port: server.port, deadlineMs: options.deadline };
  const facts = await gatherFacts(target, server);
  const addresses = loopbackAddresses(server.host);
  const bench: FaultBench = { target, facts, names: new Names(), addresses };
  const faults = allFaults.filter((fault) => fault.name.includes(options.filter));
  const verdicts = await inParallel(options.jobs, faults, (fault) => tryFault(fault, bench));
  for (const verdict of verdicts) {
    console.log(`${verdict.outcome.padEnd(8)} ${verdict.fault.name}`);
    for (const remark of verdict.remarks) console.log(`           ${remark}`);
  }
  const cited = new Set(allFaults.flatMap((fault) => fault.cites));
  const uncited = options.filter === "" ? allCases.filter((one) => !cited.has(one.title)) : [];
  const untried = await neverFailing(uncited, bench);
  for (const one of untried) console.log(`MISSED   no fault makes this case fail: ${one.title}`);
  const countOf = (outcome: string) => verdicts.filter((verdict) => verdict.outcome === outcome).length;
  const missed = countOf("MISSED") + untried.length;
  console.log(`${countOf("caught")} caught, ${missed} missed, ${countOf("skipped")} skipped`);
  process.exitCode = missed > 0 || faults.length === 0 ? 1 : 0;
} finally {
  await server.stop();
}
