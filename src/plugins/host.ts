import type { Command } from "../commands/command.ts";
import { helpEntries } from "../commands/help-entries.ts";
import type { HelpEntry } from "../commands/node-facts.ts";
import { type Commands, indexCommands } from "../commands/table.ts";
import type { PluginConfig } from "../config/schema.ts";
import type { Soon } from "../history/soon.ts";
import type { Entry, LineRequest } from "../log/log.ts";
import type { Message } from "../protocol/message.ts";
import type { Reply } from "../protocol/reply.ts";
import { addressedTo } from "../services/addressed.ts";
import type { Vetted } from "../sessions/node.ts";
import type { Change } from "../world/changes.ts";
import type { Extension } from "../world/extensions.ts";
import type { Verdict } from "../world/verdicts.ts";
import { checkedOptions, checkedPlugin } from "./checked-plugin.ts";
import { conflictAmong } from "./conflicts.ts";
import { Listening } from "./listening.ts";
import { PluginError } from "./plugin-error.ts";
import { type PluginRim, RunningPlugin } from "./running-plugin.ts";
import { StorageUse } from "./storage-use.ts";
import { Vetting } from "./vetting.ts";

/** A plugin as it was found: what its module exports, and a text that is another one when anything of it is. */
export interface FoundPlugin {
  readonly exported: unknown;
  readonly hash: string;
}

/** Finds the plugin of an entry of the configuration; a PluginError tells why it cannot be. */
export type FindPlugin = (config: PluginConfig, where: string) => Promise<FoundPlugin>;

/** What the plugins of a node take from it. */
export interface HostRim extends Omit<PluginRim, "switchOff" | "storageUse"> {
  readonly find: FindPlugin;
  /** The table of commands that clients use: rows of plugins come and go in it. */
  readonly commands: Map<string, Command>;
  /** Which life of which node this is: of entries that begin elsewhere, plugins there are told. */
  readonly node: string;
  readonly epoch: string;
  endOfTurn(then: () => void): void;
  tellOperators(text: string): void;
  /** What plugins bring for the whole network is other than it was. */
  extensionsChanged(): void;
}

/** Plugins that are ready, and put in force or let go of. */
export interface PreparedPlugins {
  readonly notes: readonly string[];
  putInForce(): void;
  takeBack(): void;
}

/** How one plugin fares. */
export interface PluginCounts {
  readonly name: string;
  readonly isOn: boolean;
  readonly calls: number;
  readonly failures: number;
  readonly ranMs: number;
}

/** All plugins of a node: loaded in the order of the configuration, and undone again. */
export class PluginHost {
  readonly #rim: HostRim;
  readonly #own: Commands;
  readonly #vetting: Vetting;
  readonly #listening: Listening;
  #plugins: readonly RunningPlugin[] = [];
  /** How much each keeps: the same for one that is loaded anew, be the one before still at work. */
  readonly #uses = new Map<string, StorageUse>();
  #help: readonly HelpEntry[] = [];
  /** The command of each service, by its folded nick. */
  #services: ReadonlyMap<string, string> = new Map();
  readonly #spoken = {
    mayName: () => this.#services.size > 0,
    commandOf: (nick: string) => this.#services.get(this.#rim.world.names.fold(nick)),
  };

  constructor(rim: HostRim) {
    this.#rim = rim;
    this.#own = new Map(rim.commands);
    this.#vetting = new Vetting(rim.world, rim.now);
    this.#listening = new Listening(rim);
  }

  /** How each fares, in their order. */
  get counts(): readonly PluginCounts[] {
    return this.#plugins.map(({ name, supervisor: { isOn, calls, failures, ranMs } }) => ({
      ...{ name, isOn, calls, failures, ranMs },
    }));
  }

  /** Calls of plugins that are waited for. */
  get waiting(): number {
    return this.#plugins.reduce((sum, { supervisor }) => sum + supervisor.waiting, 0);
  }

  /** What those in force bring for the whole network. */
  get extensions(): readonly Extension[] {
    return this.#plugins.flatMap(({ extension }) => extension ?? []);
  }

  /** What HELP says of their commands. */
  get help(): readonly HelpEntry[] {
    return this.#help;
  }

  /** Loads what is configured, as far as it is not loaded as it stands; rejects with a PluginError, and has changed nothing. */
  async prepare(configs: readonly PluginConfig[]): Promise<PreparedPlugins> {
    const fresh: RunningPlugin[] = [];
    const next: RunningPlugin[] = [];
    try {
      for (const [index, config] of configs.entries())
        next.push(await this.#prepared(config, `plugins[${index}]`, fresh));
      const conflict = conflictAmong(next, this.#own, this.#rim.world, this.#plugins);
      if (conflict !== undefined) throw new PluginError(conflict);
    } catch (error) {
      this.#letGo(fresh);
      throw error;
    }
    const gone = this.#plugins.filter((plugin) => !next.includes(plugin));
    return {
      notes: [
        ...gone.map(({ name }) => `plugin ${name}: unloaded`),
        ...fresh.map(({ name }) => `plugin ${name}: loaded`),
      ],
      putInForce: () => {
        this.#letGo(gone);
        this.#plugins = next;
        this.#take();
        for (const plugin of fresh) plugin.begin();
        for (const { name } of fresh) this.#rim.log.info({ plugin: name }, `the plugin ${name} is loaded`);
      },
      takeBack: () => this.#letGo(fresh),
    };
  }

  /** What a line may enter the log as, where rules have a say; `propose` tells what it would change. */
  vet(request: LineRequest, propose: () => readonly Change[]): Soon<Vetted> {
    return this.#vetting.vet(request, propose);
  }

  /** What rules say of what a command would change. */
  judge(command: string, proposed: readonly Change[]): Soon<readonly Verdict[]> {
    return this.#vetting.judge(command, proposed);
  }

  /** Takes in a change that has been made. */
  happened(change: Change, { origin, request }: Entry): void {
    if (!this.#listening.isAwaited(change)) return;
    if (origin.node !== this.#rim.node || origin.epoch !== this.#rim.epoch) return;
    this.#listening.happened(change, request.type === "act" ? request.plugin : undefined);
  }

  /** What a line is that speaks to the service of a plugin, as a command of this node; or why it must not be said like this. */
  addressed(message: Message): Message | Reply | undefined {
    return addressedTo(this.#spoken, message);
  }

  /** Unloads all of them. */
  async close(): Promise<void> {
    const plugins = this.#plugins;
    this.#plugins = [];
    this.#take();
    for (const plugin of [...plugins].reverse()) await plugin.end();
  }

  async #prepared(config: PluginConfig, where: string, fresh: RunningPlugin[]): Promise<RunningPlugin> {
    const { exported, hash } = await this.#rim.find(config, where);
    const source = `${hash} ${JSON.stringify(config)}`;
    const kept = this.#plugins.find((plugin) => plugin.source === source);
    if (kept) return kept;
    const plugin = checkedPlugin(exported, where);
    const options = checkedOptions(plugin, config.options, where);
    const switchOff = (off: RunningPlugin, reason: string) => this.#switchOff(off, reason);
    const made = new RunningPlugin(plugin, config, source, {
      ...{ ...this.#rim, switchOff, storageUse: (name) => this.#useOf(name) },
    });
    fresh.push(made);
    await made.setUp(options, where);
    return made;
  }

  #useOf(plugin: string): StorageUse {
    const use = this.#uses.get(plugin) ?? new StorageUse(this.#rim.store, plugin);
    this.#uses.set(plugin, use);
    return use;
  }

  #switchOff(plugin: RunningPlugin, reason: string): void {
    const { supervisor, name } = plugin;
    if (!supervisor.isOn) return;
    supervisor.isOn = false;
    const text = `The plugin ${name} is switched off: ${reason}`;
    this.#rim.log.error({ plugin: name }, text);
    // One that is only being set up is in nobody's way yet.
    if (!this.#plugins.includes(plugin)) return;
    this.#letGo([plugin]);
    this.#take();
    this.#rim.tellOperators(text);
    this.#rim.extensionsChanged();
  }

  #letGo(plugins: readonly RunningPlugin[]): void {
    for (const plugin of plugins)
      plugin.end().catch((error: unknown) => plugin.supervisor.fail("unload", error));
  }

  /** Has those that are on, and no others, be heard and asked. */
  #take(): void {
    const on = this.#plugins.filter(({ supervisor }) => supervisor.isOn);
    const { commands, world } = this.#rim;
    commands.clear();
    const table = on.flatMap((plugin) => plugin.table);
    for (const [name, command] of [...this.#own, ...indexCommands(table)]) commands.set(name, command);
    this.#help = helpEntries(table);
    this.#services = new Map(
      on.flatMap(({ rows }) =>
        rows.services.map(({ nick }) => [world.names.fold(nick), nick.toUpperCase()] as const),
      ),
    );
    this.#vetting.take(on);
    this.#listening.take(on);
  }
}
