import { definePlugin } from "../plugins/define-plugin.ts";
import type { Json } from "../plugins/plugin-api.ts";

/** What is counted of a channel; of each who speaks, how many lines. */
interface Counts {
  lines: number;
  words: number;
  readonly speakers: Map<string, number>;
}

// Of the rest only the sum is known: nothing grows without end.
const mostSpeakers = 200;

/** Counts what is said in channels, and tells: `CHANSTATS #channel`. What was said is not kept. */
export default definePlugin({
  name: "channel-stats",
  description: "counts lines, words and speakers of channels",
  options: (z) =>
    z.strictObject({
      /** How many speakers are shown. */
      top: z.number().int().min(1).max(20).default(5),
      /** Every how many seconds the counts are stored. */
      saveSeconds: z.number().min(1).default(60),
    }),
  async setup(api, { top, saveSeconds }) {
    const channels = new Map<string, Counts>();
    const changed = new Set<string>();
    for (let last = ""; ; ) {
      const rows = await api.storage.list(last);
      for (const { key, value } of rows) channels.set(key, countsFrom(value));
      if (rows.length === 0) break;
      last = rows.at(-1)?.key ?? "";
    }

    api.after("message-sent", ({ text, verb, target }, { by }) => {
      if (verb !== "PRIVMSG" || target.to !== "channel" || target.status !== undefined || !by) return;
      const counts = channels.get(target.channel) ?? { lines: 0, words: 0, speakers: new Map() };
      channels.set(target.channel, counts);
      counts.lines += 1;
      counts.words += text.split(/\s+/).filter((word) => word !== "").length;
      const who = by.account ?? by.nick;
      if (counts.speakers.has(who) || counts.speakers.size < mostSpeakers)
        counts.speakers.set(who, (counts.speakers.get(who) ?? 0) + 1);
      changed.add(target.channel);
    });

    api.after("channel-renamed", async ({ channel, next }) => {
      const counts = channels.get(channel);
      if (!counts) return;
      channels.delete(channel);
      channels.set(next.channel, counts);
      changed.add(next.channel);
      await api.storage.remove(channel);
    });

    api.command({
      name: "CHANSTATS",
      args: ["channel"],
      help: "Tells how much was said in a channel you are in, and by whom.",
      async run({ by, params: [name = ""] }) {
        const isIn = (await api.members(name)).some(({ nick }) => nick === by.nick);
        const channel = await api.channel(name);
        // A channel that somebody is not in is like one that is not there.
        const counts = channel && isIn ? channels.get(channel.key) : undefined;
        if (!counts) return `There is nothing to tell of ${name}`;
        const speakers = [...counts.speakers].sort(([, one], [, other]) => other - one).slice(0, top);
        return [
          `${name}: ${counts.lines} lines, ${counts.words} words, ${counts.speakers.size} speakers`,
          ...speakers.map(([who, lines], index) => `${index + 1}. ${who}: ${lines}`),
        ];
      },
    });

    const save = async () => {
      for (const channel of [...changed]) {
        changed.delete(channel);
        const counts = channels.get(channel);
        if (counts) await api.storage.set(channel, { ...counts, speakers: [...counts.speakers] });
      }
    };
    api.every(saveSeconds, save);
    return save;
  },
});

function countsFrom(value: Json): Counts {
  // It was written by `save`.
  const { lines, words, speakers } = value as { lines: number; words: number; speakers: [string, number][] };
  return { lines, words, speakers: new Map(speakers) };
}
