import { type ZodType, z } from "zod";
import type { BundledPlugin } from "../bundle.ts";
import type { Plugin } from "../define-plugin.ts";
import type { PluginApi, PluginCommand } from "../plugin-api.ts";
import { PluginError, reasonIn } from "../plugin-error.ts";
import { withinTime } from "../within-time.ts";
import { PluginWorker } from "./plugin-worker.ts";
import type { Asked, CommandShape, Report, RowShapes, ServiceShape, Work } from "./wire.ts";

// For how long its module, and then its setup, may take.
const loadSeconds = 15;
// For how long it may clear away; less than any plugin has, so that its thread is ended by then.
const clearSeconds = 2;

/** What it takes to run a plugin in a thread. */
export interface Isolation extends Pick<BundledPlugin, "code"> {
  /** What its file is called. */
  readonly file: string;
  readonly where: string;
  /** After how many seconds it is ended if it does not come back. */
  readonly hangSeconds: number;
}

/** A plugin that runs in a thread of its own, as any other. Rejects with a PluginError if it cannot be loaded there. */
export async function isolatedPlugin(isolation: Isolation): Promise<Plugin> {
  const { code, file, where } = isolation;
  const worker = new PluginWorker(
    { code, name: file, where },
    () => undefined,
    () => undefined,
  );
  try {
    const { name, description } = await withinTime(
      worker.step<Extract<Report, { type: "loaded" }>>(),
      loadSeconds,
    );
    return {
      name,
      description,
      options: anything,
      setup: (api, options, failed) => start(isolation, api, options, failed),
    };
  } catch (error) {
    throw error instanceof PluginError ? error : new PluginError(`${where}: ${reasonIn(error)}`);
  } finally {
    await worker.end("it was only looked at");
  }
}

// The thread checks them by the plugin's own schema.
const anything: ZodType = z.unknown();

/** Starts its thread, and registers in its name what it brings. */
async function start(
  { code, file, where, hangSeconds }: Isolation,
  api: PluginApi,
  options: unknown,
  failed: (error: Error) => void,
) {
  const timers = new Map<number, () => void>();
  const methods = methodsOf(api);
  const worker = new PluginWorker(
    { code, name: file, where },
    (report) => {
      switch (report.type) {
        case "ask":
          return answer(worker, methods, report);
        case "log":
          return api.log[report.level](report.text);
        case "timer": {
          const { timer, seconds, repeats } = report;
          const ring = () => {
            if (!repeats) timers.delete(timer);
            return worker.do({ does: "timer", timer });
          };
          timers.set(timer, repeats ? api.every(seconds, ring) : api.later(seconds, ring));
          return;
        }
        case "stop-timer":
          timers.get(report.timer)?.();
          timers.delete(report.timer);
          return;
        case "stray":
          return failed(new Error(report.error));
        default:
          return report satisfies never;
      }
    },
    failed,
  );
  const watched = watchedBy(worker, api, hangSeconds);
  try {
    await worker.step();
    const ready = worker.step<RowShapes>();
    worker.send({ type: "set-up", options, where, now: api.now() });
    const rows = await withinTime(ready, loadSeconds);
    register(rows, api, watched);
    return async () => {
      try {
        if (rows.clears) await withinTime(worker.do({ does: "clear" }), clearSeconds);
      } finally {
        await worker.end("it is unloaded");
      }
    };
  } catch (error) {
    await worker.end("it could not be set up");
    throw error;
  }
}

/** Has a thread do things, and ends it when it has shown no sign of life for so long. */
function watchedBy(
  worker: PluginWorker,
  api: PluginApi,
  hangSeconds: number,
): (work: Work) => Promise<unknown> {
  return (work) => {
    const { signs } = worker;
    const done = worker.do(work);
    worker.send({ type: "ping" });
    const stop = api.later(hangSeconds, async () => {
      if (worker.signs === signs)
        await worker.end(`its thread was ended: it has not come back for ${hangSeconds} seconds`);
    });
    return done.finally(stop);
  };
}

function register(rows: RowShapes, api: PluginApi, work: (work: Work) => Promise<unknown>): void {
  // What comes back is looked at like what any plugin gives.
  const run = async (what: Work) => (await work(what)) as never;
  const command = (shape: CommandShape, what: (call: never) => Work): PluginCommand => ({
    ...shape,
    run: (call) => run(what(call as never)),
  });
  for (const [at, shape] of rows.commands.entries())
    api.command(command(shape, (call) => ({ does: "command", at, call })));
  for (const [at, service] of rows.services.entries()) registerService(at, service);
  for (const [at, { checks, ...mode }] of rows.modes.entries())
    api.mode({
      ...mode,
      ...(checks && { check: (param, about) => run({ does: "check", at, param, about }) }),
    });
  for (const capability of rows.capabilities) api.capability(capability);
  for (const [type, count] of rows.rules)
    for (let at = 0; at < count; at += 1)
      api.before(type, (change, about) => run({ does: "rule", at, change, about }));
  for (const type of rows.listeners)
    api.after(type, (change, about) => work({ does: "listen", change, about }));

  function registerService(at: number, { hears, commands, ...shape }: ServiceShape): void {
    api.service({
      ...shape,
      commands: commands.map((own, index) =>
        command(own, (call) => ({ does: "service", at, command: index, call })),
      ),
      ...(hears && { heard: (call) => run({ does: "hear", at, call }) }),
    });
  }
}

type Method = (...params: never[]) => Promise<unknown>;
type Methods = Readonly<Record<Asked, Method>>;

function answer(worker: PluginWorker, methods: Methods, asked: Extract<Report, { type: "ask" }>): void {
  const { id, what, params } = asked;
  methods[what](...(params as never[])).then(
    (value) => worker.send({ type: "answer", id, answer: { value } }),
    (error: unknown) => worker.send({ type: "answer", id, answer: { error: reasonIn(error) } }),
  );
}

/** What of the API a thread may ask for. */
function methodsOf(api: PluginApi): Methods {
  const { storage, say, notice, setTopic, setModes, kick, kill, user, channel, members } = api;
  return {
    "storage.get": storage.get,
    "storage.set": storage.set,
    "storage.remove": storage.remove,
    "storage.list": storage.list,
    ...{ say, notice, setTopic, setModes, kick, kill, user, channel, members },
  };
}
