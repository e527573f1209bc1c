import type { ChannelRow, RoleRow } from "../store/port/channels.ts";
import type { Json } from "../store/port/json.ts";
import type { AccountKey } from "../world/account.ts";
import type { KeptChannel } from "../world/changes.ts";
import type { ListEntry } from "../world/channel.ts";
import { channelModeIn } from "../world/extensions.ts";
import {
  type ChannelSettings,
  type Registration,
  type RoleEntry,
  roleNamed,
  roles,
} from "../world/registration.ts";
import type { NetworkSettings } from "../world/settings.ts";

// A channel as its row has it, and back. What a row has that nobody knows any more is passed over.

/** The columns that follow what happens in the channel. */
export function keptColumns({ topic, flags, params, lists }: KeptChannel) {
  return {
    topic,
    modes: { flags, params: Object.fromEntries(params) },
    lists: Object.fromEntries(
      lists.map(([letter, entries]) => [letter, entries.map((entry) => ({ ...entry }))]),
    ),
  };
}

/** What is true of a channel while nobody is in it; `settings` tell what modes the network has. */
export function keptFrom({ topic, modes, lists }: ChannelRow, settings: NetworkSettings): KeptChannel {
  const isKind = (letter: string, ...kinds: readonly string[]) => {
    const kind = channelModeIn(settings, letter)?.kind;
    return kind !== undefined && kinds.includes(kind);
  };
  const { flags, params } = fieldsOf(modes);
  return {
    topic,
    flags: lettersIn(flags)
      .filter((letter) => isKind(letter, "flag"))
      .join(""),
    params: Object.entries(fieldsOf(params)).flatMap(([letter, value]) =>
      isKind(letter, "key", "limit") && typeof value === "string" ? [[letter, value] as const] : [],
    ),
    lists: Object.entries(fieldsOf(lists)).flatMap(([letter, entries]) =>
      isKind(letter, "list") && Array.isArray(entries) ? [[letter, entries.flatMap(entryFrom)] as const] : [],
    ),
  };
}

function lettersIn(flags: Json | undefined): readonly string[] {
  return typeof flags === "string" ? [...new Set(flags)].sort() : [];
}

function entryFrom(entry: Json): readonly ListEntry[] {
  const { mask, by, at } = fieldsOf(entry);
  return typeof mask === "string" && typeof by === "string" && typeof at === "number"
    ? [{ mask, by, at }]
    : [];
}

/** To whom the channel belongs. */
export function registrationFrom(row: ChannelRow, given: readonly RoleRow[]): Registration {
  return {
    founder: row.founder as AccountKey | undefined,
    roles: given.flatMap(roleFrom),
    settings: settingsFrom(row.settings),
    createdAt: row.createdAt,
  };
}

function roleFrom({ account, role: name }: RoleRow): readonly RoleEntry[] {
  const role = roleNamed(name);
  return role === undefined ? [] : [{ account: account as AccountKey, role }];
}

const isText = (value: Json | undefined) => typeof value === "string";
const isFlag = (value: Json | undefined) => typeof value === "boolean";
const isOneOf =
  (...names: readonly string[]) =>
  (value: Json | undefined) =>
    typeof value === "string" && names.includes(value);

// A record, so that a setting left out does not compile.
const settingChecks: Readonly<Record<keyof ChannelSettings, (value: Json | undefined) => boolean>> = {
  history: isOneOf("none", "since-join", "since-registration", "all"),
  retention: (value) => typeof value === "number" && value > 0,
  access: isOneOf("open", "registered", "roles"),
  topicLock: isOneOf(...roles.map(({ role }) => role)),
  modeLock: isText,
  guard: isFlag,
  private: isFlag,
  description: isText,
  url: isText,
  greeting: isText,
  successor: isText,
  offeredTo: isText,
  akicks: (value) => Array.isArray(value) && value.every(isAkick),
};

function isAkick(entry: Json): boolean {
  const { mask, by, at, reason, until } = fieldsOf(entry);
  const isSound = typeof mask === "string" && typeof by === "string" && typeof at === "number";
  return (
    isSound &&
    (reason === undefined || typeof reason === "string") &&
    (until === undefined || typeof until === "number")
  );
}

function settingsFrom(column: Json): ChannelSettings {
  const fields = fieldsOf(column);
  const sound = Object.entries(settingChecks).filter(([name, isSound]) => isSound(fields[name]));
  return Object.fromEntries(sound.map(([name]) => [name, fields[name]]));
}

/** The settings as a column has them: those that are left out are as configured. */
export function settingsColumn(settings: ChannelSettings): Json {
  const { akicks, ...others } = settings;
  return { ...others, ...(akicks && { akicks: akicks.map((akick) => ({ ...akick })) }) };
}

function fieldsOf(json: Json | undefined): { readonly [name: string]: Json | undefined } {
  return typeof json === "object" && json !== null && !isList(json) ? json : {};
}

function isList(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}
