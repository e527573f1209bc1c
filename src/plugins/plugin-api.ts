import type { Change } from "../world/changes.ts";
import type { VettedChange, VettedType } from "../world/verdicts.ts";

/** A change of one type, or of some. */
export type ChangeOf<T extends Change["type"]> = Extract<Change, { readonly type: T }>;

/** A proposed change of one type. */
export type ProposalOf<T extends VettedType> = Extract<VettedChange, { readonly type: T }>;

/** A user, as a plugin may know them. */
export interface UserFacts {
  readonly nick: string;
  readonly username: string;
  /** The host others see. */
  readonly host: string;
  readonly account: string | undefined;
  /** An operator who does not hide it. */
  readonly isOperator: boolean;
  readonly isBot: boolean;
}

/** A channel, as a plugin may know it. */
export interface ChannelFacts {
  readonly name: string;
  /** The name as the network compares it, the same in whatever case it is written. */
  readonly key: string;
  /** The letters of its modes without a parameter. */
  readonly modes: string;
  /** The parameters of its other modes, by letter; its key is not among them. */
  readonly params: { readonly [letter: string]: string | undefined };
  readonly topic: string | undefined;
  readonly members: number;
  /** It belongs to somebody. */
  readonly isRegistered: boolean;
}

/** What surrounds a change. */
export interface About {
  /** In ms since 1970. */
  readonly at: number;
  /** Who did it; `undefined`: the server, or nobody. */
  readonly by: UserFacts | undefined;
  /** The channel it is about, if it is there. */
  readonly channel: ChannelFacts | undefined;
}

/** What a rule says of a proposed change: nothing lets it pass. */
export type Ruling =
  | undefined
  /** It is not made, and the client reads why. */
  | { readonly refuse: string }
  /** It is made with another text. */
  | { readonly text: string };

/** What answers a command: lines, each sent as a NOTICE. */
export type CommandAnswer = string | readonly string[] | undefined;

/** One use of a command. */
export interface CommandCall {
  readonly by: UserFacts;
  /** In ms since 1970. */
  readonly at: number;
  /** The parameters. */
  readonly params: readonly string[];
  /** All of them, as one text. */
  readonly text: string;
  /** What the client has negotiated. */
  readonly capabilities: readonly string[];
}

/** A command: `/ROLL 2d6`. It is answered on the client's own server and enters no log. */
export interface PluginCommand {
  /** Letters and digits; in any case. */
  readonly name: string;
  readonly aliases?: readonly string[];
  /** What it does, in a line, for HELP. */
  readonly help: string;
  /** What its parameters are called, for HELP; one that ends with `?` may be left out. */
  readonly args?: readonly string[];
  /** Whether it is for IRC operators alone. */
  readonly forOperators?: boolean;
  /** What it takes from the client's budget; 2 unless said. */
  readonly cost?: number;
  run(call: CommandCall): CommandAnswer | Promise<CommandAnswer>;
}

/** Somebody who is no user but can be spoken to, as NickServ can. */
export interface PluginService {
  readonly nick: string;
  /** What it is for, in a line. */
  readonly help: string;
  readonly commands?: readonly PluginCommand[];
  /** Answers what is none of the commands; left out: it says so. */
  heard?(call: CommandCall): CommandAnswer | Promise<CommandAnswer>;
}

/** A mode that operators of a channel may set: what it means is for the plugin's rules. */
export interface PluginMode {
  /** A letter that no mode has yet. */
  readonly letter: string;
  /** What it does, in a few words, for HELP. */
  readonly does: string;
  /**
   * A mode with it takes a parameter when it is set, and none when it is removed (type C of CHANMODES). It looks at
   * each that a client's line would set, on the client's own server: nothing takes it as it is, `text` makes it
   * another. It is a word of at most 100 bytes. One that fails or takes longer than two seconds refuses it.
   */
  check?(param: string, about: About): Ruling | Promise<Ruling>;
}

/** A capability clients may ask for. */
export interface PluginCapability {
  /** `example.org/name`: the domain of who made it first. */
  readonly name: string;
  /** What stands behind its `=`. */
  readonly value?: string;
}

/** What JSON can say. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** What a plugin keeps: it lasts as the server's other facts do, and no other plugin sees it. */
export interface PluginStorage {
  get(key: string): Promise<Json | undefined>;
  set(key: string, value: Json): Promise<void>;
  /** True if it was there. */
  remove(key: string): Promise<boolean>;
  /** Keys and values in the order of the keys, those after `after`; at most 1,000. */
  list(after?: string): Promise<readonly { readonly key: string; readonly value: Json }[]>;
}

/** What of an act was refused, in words; empty: all was done. */
export type Refusals = readonly string[];

/** Ends a timer; a second call does nothing. */
export type StopTimer = () => void;

/** What a plugin is given: it registers what it brings while it is set up, and acts by it later. */
export interface PluginApi {
  readonly log: {
    info(text: string): void;
    warn(text: string): void;
    error(text: string): void;
  };
  readonly storage: PluginStorage;

  /** Adds a command. */
  command(command: PluginCommand): void;
  /** Adds somebody to speak to. */
  service(service: PluginService): void;
  /** Adds a mode of channels. */
  mode(mode: PluginMode): void;
  /** Adds a capability. */
  capability(capability: PluginCapability): void;

  /**
   * Looks at what a client's line would change, on the client's own server, before anybody else learns of it. Rules
   * are asked in the order of the plugins; one that fails or takes longer than two seconds lets the change pass.
   */
  before<T extends VettedType>(
    type: T,
    rule: (change: ProposalOf<T>, about: About) => Ruling | Promise<Ruling>,
  ): void;
  /** Learns of changes, once each in the network; of those it caused itself it does not. */
  after<T extends Change["type"]>(
    types: T | readonly T[],
    listener: (change: ChangeOf<T>, about: About) => unknown,
  ): void;

  /** Does something each `seconds`, once the plugin is in force. */
  every(seconds: number, work: () => unknown): StopTimer;
  /** Does something once, in `seconds`. */
  later(seconds: number, work: () => unknown): StopTimer;

  /** Says something, as the plugin's first service, or as the server if it has none. */
  say(target: string, text: string): Promise<Refusals>;
  /** As `say`, in a NOTICE. */
  notice(target: string, text: string): Promise<Refusals>;
  /** Sets the topic in the server's name. */
  setTopic(channel: string, text: string): Promise<Refusals>;
  /** Sets modes in the server's name: `["+v", "alice"]`. */
  setModes(channel: string, modes: readonly string[]): Promise<Refusals>;
  kick(channel: string, nick: string, reason: string): Promise<Refusals>;
  /** Puts a user off the network. */
  kill(nick: string, reason: string): Promise<Refusals>;

  /** A user, as they are now. */
  user(nick: string): Promise<UserFacts | undefined>;
  /** A channel, as it is now. */
  channel(name: string): Promise<ChannelFacts | undefined>;
  /** Who is in a channel. */
  members(channel: string): Promise<readonly UserFacts[]>;
  /** The time, in ms since 1970. */
  now(): number;
}
