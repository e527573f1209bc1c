import type { Logger } from "../logging/logger.ts";
import type { World } from "../world/world.ts";
import type { PluginActs } from "./acts.ts";
import { channelFacts, userFacts } from "./facts.ts";
import type { PluginApi, PluginStorage } from "./plugin-api.ts";
import type { PluginTimers } from "./plugin-timers.ts";
import { registering } from "./registering.ts";
import type { PluginRows } from "./rows.ts";
import type { Supervisor } from "./supervisor.ts";

/** What a plugin's API is made of. */
export interface ApiParts {
  readonly plugin: Supervisor;
  readonly rows: PluginRows;
  readonly timers: PluginTimers;
  readonly acts: PluginActs;
  readonly storage: PluginStorage;
  readonly world: World;
  readonly log: Logger;
  now(): number;
}

/** What one plugin is given. */
export function createApi(parts: ApiParts): PluginApi {
  const { plugin, rows, timers, acts, storage: kept, world, now } = parts;
  const { name } = plugin;
  // What a plugin does not wait for fails, too.
  const counted = <T>(doing: string, work: Promise<T>): Promise<T> => {
    work.catch((error: unknown) => plugin.fail(doing, error));
    return work;
  };
  const log = (level: "info" | "warn" | "error") => (text: string) =>
    parts.log[level]({ plugin: name }, String(text).slice(0, 1000));
  return {
    log: { info: log("info"), warn: log("warn"), error: log("error") },
    storage: {
      get: (key) => counted("storage.get", kept.get(key)),
      set: (key, value) => counted("storage.set", kept.set(key, value)),
      remove: (key) => counted("storage.remove", kept.remove(key)),
      list: (after) => counted("storage.list", kept.list(after)),
    },
    ...registering(rows),
    every: (seconds, work) => timers.add(seconds, work, true),
    later: (seconds, work) => timers.add(seconds, work, false),
    say: (target, text) => counted("say", acts.say("PRIVMSG", target, text)),
    notice: (target, text) => counted("notice", acts.say("NOTICE", target, text)),
    setTopic: (channel, text) => counted("setTopic", acts.setTopic(channel, text)),
    setModes: (channel, modes) => counted("setModes", acts.setModes(channel, modes)),
    kick: (channel, nick, reason) => counted("kick", acts.kick(channel, nick, reason)),
    kill: (nick, reason) => counted("kill", acts.kill(nick, reason)),
    user: async (nick) => {
      const user = world.userByNick(String(nick));
      return user && userFacts(user.identity);
    },
    channel: async (channel) => {
      const found = world.channelByName(String(channel));
      return found && channelFacts(found);
    },
    members: async (channel) => {
      const found = world.channelByName(String(channel));
      return [...(found?.members.values() ?? [])].map(({ user }) => userFacts(user.identity));
    },
    now,
  };
}
