import { parseArgs } from "node:util";
import { startOwnServer } from "../suite/own-server.ts";
import { Cast } from "./cast.ts";
import { consoleNc } from "./console-nc.ts";
import { framework } from "./framework.ts";
import { install, missing } from "./install.ts";
import { irssi } from "./irssi.ts";
import type { Program } from "./person.ts";
import { type Outcome, type Played, play } from "./play.ts";
import { rawNc } from "./raw-nc.ts";
import { type Scenario, scenarios } from "./scenarios.ts";
import { counts, reasons, table } from "./table.ts";
import { weechat } from "./weechat.ts";

const USAGE = `Usage: npm run clients -- [options]

Real IRC clients talk to each other through the server; what their screens show is checked.

  --install      install missing programs with apt-get
  --port PORT    use a server that runs already, any IRC server (what only ours has is skipped)
  --host HOST    where that server is (127.0.0.1)
  --only WORDS   play only the scenarios whose names contain these words
  --help         show this`;

const programs: readonly Program[] = [irssi, weechat, rawNc, consoleNc, framework];

const { values: options } = parseArgs({
  options: {
    install: { type: "boolean", default: false },
    port: { type: "string" },
    host: { type: "string", default: "127.0.0.1" },
    only: { type: "string", default: "" },
    help: { type: "boolean", default: false },
  },
});

if (options.help) console.log(USAGE);
else process.exitCode = (await run()) ? 0 : 1;

async function run(): Promise<boolean> {
  if (options.install) await install(programs);
  const server = options.port === undefined ? await startOwnServer() : undefined;
  const theirs = { host: options.host, port: Number(options.port), account: undefined };
  const cast = new Cast(programs, server ?? theirs);
  const cleanUp = async (): Promise<void> => {
    await cast.leave();
    await server?.stop();
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void cleanUp().finally(() => process.exit(1)));
  }
  try {
    const ours = server !== undefined;
    return report([...(await seat(cast, ours)), ...(await playAll(cast, ours))]);
  } finally {
    await cleanUp();
  }
}

/** Everybody whose program is here sits down; who cannot is absent, with the reason. */
async function seat(cast: Cast, ours: boolean): Promise<Played[]> {
  const outcomes: Played[] = [];
  for (const program of programs) {
    const outcome = await connect(cast, program, ours);
    if (outcome.result !== "passed") cast.absent.set(program.name, outcome.why ?? outcome.result);
    outcomes.push({ title: `connect by ${program.name}`, outcomes: [outcome] });
  }
  return outcomes;
}

async function connect(cast: Cast, program: Program, ours: boolean): Promise<Outcome> {
  const observer = program.name;
  const lacking = await missing(program);
  if (lacking.length > 0)
    return { observer, result: "skipped", why: `${observer}: no ${lacking.join(", no ")} here` };
  if (program.oursOnly && !ours)
    return { observer, result: "skipped", why: `${observer}: only ircd-ts has it` };
  try {
    await cast.start(observer);
    return { observer, result: "passed" };
  } catch (error) {
    return { observer, result: "failed", why: String(error) };
  }
}

async function playAll(cast: Cast, ours: boolean): Promise<Played[]> {
  const played: Played[] = [];
  for (const scenario of scenarios.filter(({ name }) => name.includes(options.only))) {
    if (scenario.oursOnly && !ours) played.push(notTheirs(scenario));
    else for (const program of actorsOf(scenario)) played.push(await play(cast, programs, scenario, program));
  }
  return played;
}

function actorsOf({ by }: Scenario): readonly Program[] {
  return programs.filter(({ name }) => by?.includes(name) ?? true);
}

function notTheirs({ name }: Scenario): Played {
  const why = `${name}: only ircd-ts has it`;
  return { title: name, outcomes: programs.map(({ name }) => ({ observer: name, result: "skipped", why })) };
}

function report(played: readonly Played[]): boolean {
  const { passed, failed, skipped } = counts(played);
  console.log(table(played, programs));
  const why = reasons(played);
  if (why) console.log(`\n${why}`);
  console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
  return failed === 0 && passed > 0;
}
