import type { Command } from "../commands/command.ts";
import type { PluginConfig } from "../config/schema.ts";
import type { Logger } from "../logging/logger.ts";
import type { TimerWheel } from "../sessions/timer-wheel.ts";
import type { PluginStore } from "../store/port/state.ts";
import type { Extension } from "../world/extensions.ts";
import type { World } from "../world/world.ts";
import { type DoAct, PluginActs } from "./acts.ts";
import { checkedUnload } from "./checked-plugin.ts";
import { createApi } from "./create-api.ts";
import type { Plugin, Unload } from "./define-plugin.ts";
import type { PluginStorage } from "./plugin-api.ts";
import { commandRow, serviceRow } from "./plugin-command.ts";
import { PluginError, reasonIn } from "./plugin-error.ts";
import { pluginStorage } from "./plugin-storage.ts";
import { PluginTimers } from "./plugin-timers.ts";
import { PluginRows } from "./rows.ts";
import type { StorageUse } from "./storage-use.ts";
import { type Heartbeat, Supervisor } from "./supervisor.ts";

/** What every plugin of a node is given to work with. */
export interface PluginRim {
  readonly world: World;
  readonly wheel: TimerWheel;
  readonly store: PluginStore;
  readonly log: Logger;
  readonly heartbeat: Heartbeat;
  readonly act: DoAct;
  /** How much is kept under the name of a plugin, whichever life of it keeps it. */
  storageUse(plugin: string): StorageUse;
  now(): number;
  /** The plugin is to be used no more. */
  switchOff(plugin: RunningPlugin, reason: string): void;
}

// For how long a plugin may set itself up, and clear away.
const setupMs = 10_000;
const unloadMs = 3000;

/** A plugin that is loaded: what it has registered, and what watches over it. */
export class RunningPlugin {
  readonly name: string;
  /** What it was loaded from: the same again is not loaded anew. */
  readonly source: string;
  readonly rows = new PluginRows();
  readonly supervisor: Supervisor;
  readonly timers: PluginTimers;
  readonly #acts: PluginActs;
  readonly #storage: PluginStorage;
  readonly #plugin: Plugin;
  readonly #rim: PluginRim;
  #unload: Unload | undefined;
  #table: readonly Command[] | undefined;

  constructor(plugin: Plugin, config: PluginConfig, source: string, rim: PluginRim) {
    const { name } = plugin;
    this.name = name;
    this.source = source;
    this.#plugin = plugin;
    this.#rim = rim;
    const { budgetMs, hangSeconds, failures } = config;
    this.supervisor = new Supervisor(
      name,
      { budgetMs, failures, hangMs: hangSeconds * 1000 },
      {
        ...{ wheel: rim.wheel, heartbeat: rim.heartbeat, now: rim.now },
        log: (doing, error) =>
          rim.log.error({ plugin: name, error }, `the plugin ${name} failed in ${doing}`),
        switchOff: (reason) => rim.switchOff(this, reason),
      },
    );
    this.timers = new PluginTimers(this.supervisor, rim.wheel, rim.now);
    this.#acts = new PluginActs(this.supervisor, rim.act, rim.now);
    const most = { keys: config.storageKeys, bytes: config.storageMegabytes * 1024 * 1024 };
    this.#storage = pluginStorage(rim.store, name, rim.storageUse(name), most);
  }

  /** Has it register what it brings; nothing of it is in force yet. A PluginError tells why it cannot be. */
  async setUp(options: unknown, where: string): Promise<void> {
    const { supervisor, rows, timers } = this;
    const { world, log, now } = this.#rim;
    const api = createApi({
      ...{ plugin: supervisor, rows, timers, acts: this.#acts, storage: this.#storage, world, log, now },
    });
    let failed: unknown;
    const done = await supervisor.wait(
      "setup",
      async () => {
        try {
          // The options are what its own schema made of them.
          return await this.#plugin.setup(api, options as never, (error) =>
            supervisor.fail("its thread", error),
          );
        } catch (error) {
          failed = error;
          throw error;
        }
      },
      setupMs,
    );
    rows.close();
    const place = `${where} (${this.name})`;
    if (failed instanceof PluginError) throw failed;
    if (!done)
      throw new PluginError(
        failed === undefined
          ? `${place}: setup has not ended within ${setupMs / 1000} seconds`
          : `${place}: setup failed: ${reasonIn(failed)}`,
      );
    this.#unload = checkedUnload(done.value, place);
    if (!supervisor.isOn) throw new PluginError(`${place}: setup took too long`);
    this.#acts.speaker = rows.services[0]?.nick;
  }

  /** It is in force now. */
  begin(): void {
    this.timers.begin();
  }

  /** Its commands, and those by which its services are reached. */
  get table(): readonly Command[] {
    this.#table ??= [
      ...this.rows.commands.map((command) => commandRow(command, this.supervisor)),
      ...this.rows.services.map((service) => serviceRow(service, this.supervisor)),
    ];
    return this.#table;
  }

  get extension(): Extension | undefined {
    return this.supervisor.isOn ? this.rows.extension(this.name) : undefined;
  }

  /** Ends it: it does and hears nothing any more. */
  async end(): Promise<void> {
    this.timers.end();
    const unload = this.#unload;
    this.#unload = undefined;
    if (unload) await this.supervisor.wait("unload", unload, unloadMs, true);
    this.supervisor.isOn = false;
  }
}
