import { isCapability } from "../caps/capabilities.ts";
import type { Change } from "../world/changes.ts";
import { channelModeTable } from "../world/channel-modes.ts";
import type { Extension, ExtensionCapability, VendorCapability } from "../world/extensions.ts";
import { isStatus } from "../world/statuses.ts";
import { type VettedType, vettedTypes } from "../world/verdicts.ts";
import type {
  About,
  PluginCapability,
  PluginCommand,
  PluginMode,
  PluginService,
  Ruling,
} from "./plugin-api.ts";

/** A rule of a plugin, its type forgotten. */
export type Rule = (change: never, about: About) => Ruling | Promise<Ruling>;

/** A listener of a plugin, its type forgotten. */
export type Listener = (change: never, about: About) => unknown;

/** What a plugin has registered; a TypeError tells it what cannot be. */
export class PluginRows {
  readonly commands: PluginCommand[] = [];
  readonly services: PluginService[] = [];
  readonly modes: PluginMode[] = [];
  readonly capabilities: ExtensionCapability[] = [];
  readonly rules = new Map<VettedType, Rule[]>();
  readonly listeners = new Map<Change["type"], Listener[]>();
  #isSetUp = false;

  /** The plugin is set up: it registers nothing any more. */
  close(): void {
    this.#isSetUp = true;
  }

  addCommand(command: PluginCommand): void {
    this.#mayAdd();
    this.commands.push(checkedCommand(command));
  }

  addService(service: PluginService): void {
    this.#mayAdd();
    const { nick, commands = [] } = service;
    // RFC 2812 2.3.1.
    if (!isText(nick, /^[A-Za-z[\]\\`_^{|}][\w[\]\\`^{|}-]{0,29}$/))
      throw new TypeError(`${shown(nick)} is no nick`);
    needsLine(`the help of ${nick}`, service.help);
    needsList(`the commands of ${nick}`, commands);
    if (service.heard !== undefined) needsFunction(`what ${nick} hears`, service.heard);
    this.services.push({ ...service, commands: commands.map(checkedCommand) });
  }

  addMode(mode: PluginMode): void {
    this.#mayAdd();
    const { letter, does, check } = mode;
    if (!isText(letter, /^[A-Za-z]$/)) throw new TypeError(`${shown(letter)} is no letter for a mode`);
    if (isStatus(letter) || channelModeTable.some((mode) => mode.letter === letter))
      throw new TypeError(`the mode +${letter} is the server's already`);
    needsLine(`what +${letter} does`, does);
    if (check !== undefined) needsFunction(`the check of +${letter}`, check);
    this.modes.push({ letter, does, ...(check && { check: check.bind(mode) }) });
  }

  addCapability({ name, value = "" }: PluginCapability): void {
    this.#mayAdd();
    if (!isVendorCapability(name))
      throw new TypeError(`${shown(name)} must be a capability such as example.org/name`);
    if (isCapability(name)) throw new TypeError(`the capability ${name} is the server's already`);
    if (!isText(value, /^[!-~]{0,100}$/)) throw new TypeError(`the value of ${name} must be one word`);
    this.capabilities.push({ name, value });
  }

  addRule(type: VettedType, rule: Rule): void {
    this.#mayAdd();
    if (!vettedTypes.includes(type)) throw new TypeError(`there is no ${shown(type)} to look at before`);
    add(this.rules, type, needsFunction(`the rule for ${type}`, rule));
  }

  addListener(types: Change["type"] | readonly Change["type"][], listener: Listener): void {
    this.#mayAdd();
    for (const type of [types].flat())
      add(this.listeners, type, needsFunction(`the listener for ${shown(type)}`, listener));
  }

  /** What of it is the whole network's. */
  extension(plugin: string): Extension | undefined {
    const { modes, services, capabilities } = this;
    if (modes.length + services.length + capabilities.length === 0) return undefined;
    const added = modes.map(({ letter, does, check }) => ({
      ...{ letter, does },
      ...(check && ({ takesParam: true } as const)),
    }));
    return { plugin, modes: added, nicks: services.map(({ nick }) => nick), capabilities };
  }

  #mayAdd(): void {
    if (this.#isSetUp) throw new TypeError("a plugin registers what it brings in its setup, and not later");
  }
}

function isVendorCapability(name: string): name is VendorCapability {
  return isText(name, /^[a-z0-9-]+(?:\.[a-z0-9-]+)+\/[a-zA-Z0-9./-]{1,60}$/);
}

function checkedCommand(command: PluginCommand): PluginCommand {
  const { name, aliases = [], args = [], help, cost } = command;
  needsList(`the aliases of ${shown(name)}`, aliases);
  for (const word of [name, ...aliases])
    if (!isText(word, /^[A-Za-z][A-Za-z0-9]{0,19}$/))
      throw new TypeError(`${shown(word)} is no name of a command`);
  needsList(`the parameters of ${name}`, args);
  for (const arg of args)
    if (!isText(arg, /^[!-~]{1,40}$/)) throw new TypeError(`${shown(arg)} is no name of a parameter`);
  needsLine(`the help of ${name}`, help);
  if (cost !== undefined && !(typeof cost === "number" && cost >= 0 && cost <= 100))
    throw new TypeError(`the cost of ${name} must be 0 to 100`);
  needsFunction(`run of ${name}`, command.run);
  return { ...command, name: name.toUpperCase(), aliases: aliases.map((alias) => alias.toUpperCase()) };
}

/** An expression makes a text of whatever it is given: a list of one word would pass for the word. */
function isText(value: unknown, form: RegExp): boolean {
  return typeof value === "string" && form.test(value);
}

function needsList(what: string, value: unknown): void {
  if (!Array.isArray(value)) throw new TypeError(`${what} must be a list`);
}

function needsLine(what: string, text: unknown): void {
  if (typeof text !== "string" || !/^[^\p{Cc}]{1,200}$/u.test(text))
    throw new TypeError(`${what} must be one line of text`);
}

function needsFunction<T>(what: string, value: T): T {
  if (typeof value !== "function") throw new TypeError(`${what} must be a function`);
  return value;
}

function add<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key) ?? [];
  values.push(value);
  map.set(key, values);
}

function shown(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value.slice(0, 40)) : typeof value;
}
