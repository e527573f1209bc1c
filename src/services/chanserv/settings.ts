import { formatInOneOf, parseDuration } from "../../protocol/duration.ts";
import { byteLength } from "../../protocol/text.ts";
import type { AccountKey } from "../../world/account.ts";
import { checkLock } from "../../world/mode-lock.ts";
import { type ChannelSettings, roleNamed } from "../../world/registration.ts";
import type { NetworkLimits } from "../../world/settings.ts";

/** What a setting is read with. */
export interface SettingScope {
  readonly limits: NetworkLimits;
  /** The key of an account, if there is one of that name. */
  accountKey(name: string): AccountKey | undefined;
}

type Read<T> = { readonly value: T } | { readonly problem: string };

interface Row<K extends keyof ChannelSettings> {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly key: K;
  /** What may be written for it. */
  readonly usage: string;
  /** What it does, in a line. */
  readonly help: string;
  /** How things are while it is not set. */
  readonly standard: string;
  /** True if the founder alone may change it. */
  readonly isFounders?: true;
  read(text: string, scope: SettingScope): Read<NonNullable<ChannelSettings[K]>>;
  show?(value: NonNullable<ChannelSettings[K]>): string;
}

/** A setting of a registered channel: one row of the table. */
export interface Setting extends Pick<Row<keyof ChannelSettings>, "name" | "usage" | "help" | "standard"> {
  readonly aliases: readonly string[];
  readonly isFounders: boolean;
  /** The settings with this one as the text says; a text left out sets it back. */
  change(settings: ChannelSettings, text: string | undefined, scope: SettingScope): Read<ChannelSettings>;
  /** How it is set; `undefined`: it is not. */
  shown(settings: ChannelSettings): string | undefined;
}

function setting<K extends keyof ChannelSettings>(row: Row<K>): Setting {
  return {
    ...{ name: row.name, usage: row.usage, help: row.help, standard: row.standard },
    aliases: row.aliases ?? [],
    isFounders: row.isFounders ?? false,
    change(settings, text, scope) {
      const { [row.key]: _, ...others } = settings;
      if (text === undefined) return { value: others };
      const read = row.read(text, scope);
      return "problem" in read ? read : { value: { ...others, [row.key]: read.value } };
    },
    shown(settings) {
      const value = settings[row.key];
      return value === undefined || value === null ? undefined : (row.show?.(value) ?? String(value));
    },
  };
}

/** Everything that can be chosen for a registered channel, once. */
export const channelSettings: readonly Setting[] = [
  setting({
    ...{ name: "DESCRIPTION", aliases: ["DESC"], key: "description", usage: "text", standard: "none" },
    help: "What the channel is about, in INFO and LIST.",
    read: readText,
  }),
  setting({
    ...{ name: "URL", key: "url", usage: "http or https address", standard: "none" },
    help: "Where there is more about the channel, in INFO.",
    read: (text) =>
      /^https?:\/\/[^\s]+$/i.test(text) ? readText(text) : { problem: "That is no http or https address" },
  }),
  setting({
    ...{ name: "GREETING", aliases: ["ENTRYMSG"], key: "greeting", usage: "text", standard: "none" },
    help: "What everybody is told who joins.",
    read: readText,
  }),
  setting({
    ...{ name: "MLOCK", aliases: ["MODELOCK"], key: "modeLock", usage: "modes, as +nt-k", standard: "none" },
    help: "Modes that nobody can change.",
    read: (text, { limits }) => checkLock(text, limits),
  }),
  setting({
    ...{ name: "TOPICLOCK", key: "topicLock", usage: "founder, admin, op, halfop or voice", standard: "off" },
    help: "The least role that may set the topic; off leaves it to mode +t.",
    read: (text) => found(roleNamed(text), "It is one of founder, admin, op, halfop and voice"),
  }),
  setting({
    ...{ name: "ACCESS", key: "access", usage: "open, registered or roles", standard: "open" },
    help: "Who may join uninvited: everybody, who is logged in, or who has a role.",
    read: (text) => oneOf(text, ["open", "registered", "roles"]),
  }),
  setting({
    ...{ name: "GUARD", aliases: ["SECUREOPS"], key: "guard", usage: "on or off", standard: "off" },
    help: "Half-operators and above are only those who have the role for it.",
    read: readFlag,
    show: showFlag,
  }),
  setting({
    ...{ name: "PRIVATE", key: "private", usage: "on or off", standard: "off" },
    help: "Only members and who has a role learn from ChanServ that the channel is registered.",
    read: readFlag,
    show: showFlag,
  }),
  setting({
    ...{ name: "HISTORY", key: "history", usage: "none, since-join, since-registration or all" },
    standard: "as the network has it",
    help: "What was said is kept and shown to members: not at all, from when they joined, or all of it.",
    read: (text) => oneOf(text, ["none", "since-join", "since-registration", "all"]),
  }),
  setting({
    ...{ name: "RETENTION", key: "retention", usage: "time, as 12h, 30d or 8w" },
    standard: "as the network has it",
    help: "For how long what was said is kept, where the network keeps it no shorter.",
    read: readTime,
    show: showTime,
  }),
  setting({
    ...{ name: "SUCCESSOR", key: "successor", usage: "account", standard: "nobody", isFounders: true },
    help: "Whose the channel will be when the founder's account is gone.",
    read: (text, { accountKey }) => found(accountKey(text), `${text} is not registered`),
  }),
];

/** The setting of that name. */
export function settingNamed(name: string): Setting | undefined {
  const upper = name.toUpperCase();
  return channelSettings.find((row) => row.name === upper || row.aliases.includes(upper));
}

// In a NOTICE with the channel's name before it, so much fits.
const mostBytes = 300;

function readText(text: string): Read<string> {
  return byteLength(text) > mostBytes ? { problem: `It may have ${mostBytes} bytes` } : { value: text };
}

function readFlag(text: string): Read<boolean> {
  const lower = text.toLowerCase();
  if (lower !== "on" && lower !== "off") return { problem: "It is on or off" };
  return { value: lower === "on" };
}

function showFlag(value: boolean): string {
  return value ? "on" : "off";
}

function oneOf<const T extends string>(text: string, choices: readonly T[]): Read<T> {
  const choice = choices.find((name) => name === text.toLowerCase());
  return found(choice, `It is one of ${choices.join(", ")}`);
}

function found<T>(value: T | undefined, problem: string): Read<T> {
  return value === undefined ? { problem } : { value };
}

function readTime(text: string): Read<number> {
  const seconds = /^\d{1,5}[hdw]$/i.test(text) ? parseDuration(text) : undefined;
  return seconds ? { value: seconds } : { problem: "It is a number of hours, days or weeks: 12h, 30d, 8w" };
}

function showTime(seconds: number): string {
  return formatInOneOf("wdh", seconds) ?? `${seconds} seconds`;
}
