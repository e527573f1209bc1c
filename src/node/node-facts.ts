import { earlyIsupportTokens, isupportTokens, longestNick } from "../caps/isupport-tokens.ts";
import { helpEntries } from "../commands/help-entries.ts";
import type { HelpEntry, NodeFacts } from "../commands/node-facts.ts";
import { introductionReplies, motdReplies } from "../commands/welcome.ts";
import type { HistoryReader } from "../history/reader.ts";
import { isupportReplies } from "../protocol/isupport.ts";
import { fullTable } from "../services/table.ts";
import type { SessionHost } from "../sessions/host.ts";
import type { Store } from "../store/store.ts";
import type { NetworkSettings } from "../world/settings.ts";
import type { LiveConfig } from "./live-config.ts";
import type { Moderation } from "./moderation.ts";
import { nodeStatistics } from "./node-statistics.ts";
import { packageVersion } from "./version.ts";

/** What commands may know of this node: always as it is now. */
export function nodeFacts(
  live: LiveConfig,
  host: SessionHost,
  history: HistoryReader,
  store: Pick<Store, "waiting">,
  startedAt: number,
  moderation: Pick<Moderation, "filters" | "held">,
  pluginHelp: () => readonly HelpEntry[],
): NodeFacts {
  const { world } = host;
  const ownHelp = helpEntries(fullTable);
  const { name } = live.config;
  const version = `ircd-ts-${packageVersion()}`;
  const startedText = new Date(startedAt).toUTCString();
  const linesOf = (tokensOf: (settings: NetworkSettings) => readonly string[]) =>
    remade((settings: NetworkSettings) => isupportReplies(tokensOf(settings), longestNick(settings)));
  const introduction = remade((settings: NetworkSettings) =>
    introductionReplies(name, version, startedText, settings),
  );
  const isupport = linesOf(isupportTokens);
  const early = linesOf(earlyIsupportTokens);
  const motd = remade((lines: readonly string[] | undefined) => motdReplies(name, lines ?? ["Welcome."]));
  return {
    name,
    get description() {
      return live.config.description;
    },
    version,
    startedAt,
    startedText,
    get introduction() {
      return introduction(world.settings);
    },
    history,
    get motd() {
      return motd(live.motd);
    },
    get rules() {
      return live.rules;
    },
    get admin() {
      return live.config.admin;
    },
    get counts() {
      const registered = host.registeredCount;
      return { registered, unregistered: host.sessions.size - registered, most: host.mostCount };
    },
    get isupport() {
      return isupport(world.settings);
    },
    get earlyIsupport() {
      return early(world.settings);
    },
    get help() {
      return [...ownHelp, ...pluginHelp()];
    },
    statistics: nodeStatistics(live, host, store, moderation),
  };
}

/** Makes something of a source, and again only when the source is another one. */
function remade<S, T>(make: (source: S) => T): (source: S) => T {
  let last: { readonly source: S; readonly made: T } | undefined;
  return (source) => {
    if (!last || last.source !== source) last = { source, made: make(source) };
    return last.made;
  };
}
