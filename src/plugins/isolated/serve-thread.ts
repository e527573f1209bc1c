import type { MessagePort } from "node:worker_threads";
import { checkedOptions, checkedPlugin, checkedUnload } from "../checked-plugin.ts";
import type { Plugin, Unload } from "../define-plugin.ts";
import { loadModule } from "../load-module.ts";
import { PluginError, reasonIn, textOfError } from "../plugin-error.ts";
import { PluginRows } from "../rows.ts";
import { shapesOf } from "./shapes.ts";
import { ThreadApi } from "./thread-api.ts";
import type { Answer, Beginning, Order, Report, Work } from "./wire.ts";

/** Runs one plugin in this thread: what it is to do comes in by the port, and what comes of it goes out. */
export function serveThread(port: MessagePort, { code, name, where }: Beginning): void {
  const send = (report: Report) => port.postMessage(report);
  const thread = new PluginThread(send);
  // Whatever the plugin leaves behind.
  for (const event of ["uncaughtException", "unhandledRejection"] as const)
    process.on(event, (error: unknown) => send({ type: "stray", error: textOfError(error) }));
  const loaded = thread.load(code, name, where);
  port.on("message", (order: Order) => {
    if (order.type === "ping") return send({ type: "pong" });
    if (order.type === "answer") return thread.api.answered(order.id, order.answer);
    if (order.type === "work") return thread.work(order.id, order.work);
    loaded.then(() => thread.setUp(order.options, order.where, order.now)).catch(thread.refuse);
  });
  loaded.catch(thread.refuse);
}

class PluginThread {
  readonly api: ThreadApi;
  readonly #rows = new PluginRows();
  readonly #send: (report: Report) => void;
  #plugin: Plugin | undefined;
  #unload: Unload | undefined;

  constructor(send: (report: Report) => void) {
    this.#send = send;
    this.api = new ThreadApi(this.#rows, send);
  }

  /** Tells in one line why the plugin cannot be. */
  readonly refuse = (error: unknown): void => {
    this.#send({ type: "refused", message: reasonIn(error) });
  };

  async load(code: string, file: string, where: string): Promise<void> {
    this.#plugin = checkedPlugin(await loadModule(code, file, where), where);
    const { name, description } = this.#plugin;
    this.#send({ type: "loaded", name, description });
  }

  async setUp(options: unknown, where: string, now: number): Promise<void> {
    const plugin = this.#plugin;
    if (!plugin) return;
    const place = `${where} (${plugin.name})`;
    const checked = checkedOptions(plugin, options, where);
    this.api.setClock(now);
    let given: Unload | undefined;
    try {
      // The options are what its own schema made of them.
      given = await plugin.setup(this.api.api, checked as never, (error) =>
        this.#send({ type: "stray", error: textOfError(error) }),
      );
    } catch (error) {
      throw new PluginError(`${place}: setup failed: ${reasonIn(error)}`);
    }
    this.#unload = checkedUnload(given, place);
    this.#rows.close();
    this.#send({ type: "ready", rows: shapesOf(this.#rows, this.#unload !== undefined) });
  }

  work(id: number, work: Work): void {
    const answer = (found: Answer) => {
      try {
        this.#send({ type: "answer", id, answer: found });
      } catch (error) {
        // What cannot be sent is nonsense.
        this.#send({ type: "answer", id, answer: { error: reasonIn(error) } });
      }
    };
    this.#do(work).then(
      (value) => answer({ value }),
      (error: unknown) => answer({ error: textOfError(error) }),
    );
  }

  async #do(work: Work): Promise<unknown> {
    const { commands, services, modes, rules, listeners } = this.#rows;
    switch (work.does) {
      case "command":
        return await commands[work.at]?.run(work.call);
      case "service":
        return await services[work.at]?.commands?.[work.command]?.run(work.call);
      case "hear":
        return await services[work.at]?.heard?.(work.call);
      case "rule":
        // It is called with changes of its type alone.
        return await rules.get(work.change.type)?.[work.at]?.(work.change as never, work.about);
      case "check":
        return await modes[work.at]?.check?.(work.param, work.about);
      case "listen":
        for (const listener of listeners.get(work.change.type) ?? [])
          await listener(work.change as never, work.about);
        return undefined;
      case "timer":
        await this.api.ring(work.timer);
        return undefined;
      case "clear":
        await this.#unload?.();
        return undefined;
      default:
        return work satisfies never;
    }
  }
}
