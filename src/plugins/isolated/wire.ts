import type { Change } from "../../world/changes.ts";
import type { ExtensionCapability } from "../../world/extensions.ts";
import type { VettedChange, VettedType } from "../../world/verdicts.ts";
import type {
  About,
  CommandCall,
  PluginApi,
  PluginCommand,
  PluginMode,
  PluginService,
} from "../plugin-api.ts";

/** A command without what it does: that stays in its thread. */
export type CommandShape = Omit<PluginCommand, "run">;

/** A service likewise. */
export interface ServiceShape extends Pick<PluginService, "nick" | "help"> {
  readonly commands: readonly CommandShape[];
  readonly hears: boolean;
}

/** A mode likewise. */
export interface ModeShape extends Pick<PluginMode, "letter" | "does"> {
  readonly checks: boolean;
}

/** What a plugin in a thread has registered. */
export interface RowShapes {
  readonly commands: readonly CommandShape[];
  readonly services: readonly ServiceShape[];
  readonly modes: readonly ModeShape[];
  readonly capabilities: readonly ExtensionCapability[];
  /** How many rules there are for a type. */
  readonly rules: readonly (readonly [type: VettedType, count: number])[];
  readonly listeners: readonly Change["type"][];
  readonly clears: boolean;
}

/** What a thread has its plugin do. */
export type Work =
  | { readonly does: "command"; readonly at: number; readonly call: CommandCall }
  | { readonly does: "service"; readonly at: number; readonly command: number; readonly call: CommandCall }
  | { readonly does: "hear"; readonly at: number; readonly call: CommandCall }
  | { readonly does: "rule"; readonly at: number; readonly change: VettedChange; readonly about: About }
  | { readonly does: "check"; readonly at: number; readonly param: string; readonly about: About }
  /** All listeners for the type of the change. */
  | { readonly does: "listen"; readonly change: Change; readonly about: About }
  | { readonly does: "timer"; readonly timer: number }
  | { readonly does: "clear" };

/** What of the API is asked for from within a thread, and answered outside of it. */
export type Asked =
  | "storage.get"
  | "storage.set"
  | "storage.remove"
  | "storage.list"
  | keyof Pick<
      PluginApi,
      "say" | "notice" | "setTopic" | "setModes" | "kick" | "kill" | "user" | "channel" | "members"
    >;

/** What came of something: its value, or what it threw. */
export type Answer = { readonly value: unknown } | { readonly error: string };

/** What is sent into a thread. */
export type Order =
  | { readonly type: "set-up"; readonly options: unknown; readonly where: string; readonly now: number }
  | { readonly type: "work"; readonly id: number; readonly work: Work }
  | { readonly type: "answer"; readonly id: number; readonly answer: Answer }
  | { readonly type: "ping" };

/** What comes out of it. */
export type Report =
  | { readonly type: "loaded"; readonly name: string; readonly description: string }
  /** It cannot be loaded, or set up: one line for people. */
  | { readonly type: "refused"; readonly message: string }
  | { readonly type: "ready"; readonly rows: RowShapes }
  | { readonly type: "answer"; readonly id: number; readonly answer: Answer }
  | { readonly type: "ask"; readonly id: number; readonly what: Asked; readonly params: readonly unknown[] }
  | { readonly type: "log"; readonly level: "info" | "warn" | "error"; readonly text: string }
  | { readonly type: "timer"; readonly timer: number; readonly seconds: number; readonly repeats: boolean }
  | { readonly type: "stop-timer"; readonly timer: number }
  /** Nobody waits for what has failed. */
  | { readonly type: "stray"; readonly error: string }
  | { readonly type: "pong" };

/** What a thread begins with. */
export interface Beginning {
  readonly code: string;
  readonly name: string;
  readonly where: string;
}
