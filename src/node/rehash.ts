import type { Config } from "../config/schema.ts";
import type { OfficeReview } from "../log/log.ts";
import type { Extension } from "../world/extensions.ts";
import type { NetworkSettings } from "../world/settings.ts";
import type { World } from "../world/world.ts";
import type { PreparedPlaces } from "./listeners.ts";
import type { LiveConfig } from "./live-config.ts";
import { settingsOf } from "./network-settings.ts";
import { reviewedOffices } from "./offices.ts";

/** What REHASH takes from outside. */
export interface RehashRim {
  /** The configuration as it is written now; throws a ConfigError. */
  reload(): Config;
  /** Makes the places where the server listens ready for the configuration; throws a StartError, and then has changed nothing. */
  prepare(config: Config): Promise<PreparedPlaces>;
  /** What plugins bring now. */
  extensions(): readonly Extension[];
}

/** What is in force after the configuration was read again, and what is to be said of it. */
export interface Reread {
  readonly settings: NetworkSettings;
  readonly notes: readonly string[];
  readonly offices: readonly OfficeReview[];
}

/** Puts configuration, texts and certificates in force, all or nothing; who asks meanwhile waits for a turn. */
export function rereader(live: LiveConfig, world: World, rim: RehashRim): () => Promise<Reread> {
  let turn: Promise<unknown> = Promise.resolve();
  const started = live.config;
  return () => {
    const mine = turn.then(() => readAgain(live, started, world, rim));
    // Whoever asked is told how it failed; the next one only waits for the end.
    turn = mine.catch(() => undefined);
    return mine;
  };
}

async function readAgain(live: LiveConfig, started: Config, world: World, rim: RehashRim): Promise<Reread> {
  const before = live.config;
  const wanted = rim.reload();
  const config = { ...wanted, ...keptUntilRestart(started) };
  // What cannot be taken back is made ready last, and nothing fails after it: a port that was opened, say.
  const replace = live.prepare(config);
  const places = await rim.prepare(config);
  replace();
  places.putInForce();
  const notes = [...places.notes, ...waitingFor(started, wanted), ...notesOn(before, config)];
  const settings = settingsOf(config, rim.extensions());
  return { settings, notes, offices: reviewedOffices(world, before, config) };
}

const fixed: readonly (readonly [key: string, (config: Config) => unknown])[] = [
  ["name", (config) => config.name],
  ["data", (config) => config.data],
  ["casemapping", (config) => config.casemapping],
  ["log.pretty", (config) => config.log.pretty],
  ["log.file", (config) => config.log.file],
];

// A certificate made here, say, is for the name and in the folder that are in force, and not for those to come.
function keptUntilRestart({ name, data, casemapping }: Config) {
  return { name, data, casemapping };
}

// Compared with what the server has started with: it is said again for as long as it is so.
function waitingFor(started: Config, after: Config): readonly string[] {
  return fixed
    .filter(([, of]) => isOther(of(started), of(after)))
    .map(([key]) => `${key}: changes when the server starts anew`);
}

function notesOn(before: Config, after: Config): readonly string[] {
  return isOther(before.cloak, after.cloak)
    ? ["cloak: who is here keeps their host, and bans on cloaks of before are about nobody else"]
    : [];
}

function isOther(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) !== JSON.stringify(other);
}
