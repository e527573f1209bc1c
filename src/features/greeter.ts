import { definePlugin } from "../plugins/define-plugin.ts";

/** Greets who joins a channel: in the channel, or to them alone. */
export default definePlugin({
  name: "greeter",
  description: "greets who joins a channel",
  options: (z) =>
    z.strictObject({
      /** What is said; {nick} and {channel} stand for theirs. */
      text: z.string().max(300),
      /** The channels it greets in; none: all. */
      channels: z.array(z.string()).default([]),
      /** Whether everybody is to read it. */
      aloud: z.boolean().default(false),
      /** After how many seconds somebody is greeted again who comes back. */
      againSeconds: z.number().min(0).default(3600),
    }),
  setup(api, { text, channels, aloud, againSeconds }) {
    const greeted = new Map<string, number>();
    const wanted = new Set(channels.map((name) => name.toLowerCase()));

    api.after("joined", async ({ name }, { by, at }) => {
      if (!by || by.isBot || (wanted.size > 0 && !wanted.has(name.toLowerCase()))) return;
      const key = `${name.toLowerCase()} ${by.account ?? by.nick}`;
      const last = greeted.get(key);
      greeted.set(key, at);
      if (last !== undefined && at - last < againSeconds * 1000) return;
      // By a function: what people are called is no pattern.
      const words: Record<string, string> = { nick: by.nick, channel: name };
      const greeting = text.replaceAll(/\{(nick|channel)\}/g, (_, word: string) => words[word] ?? "");
      await api.notice(aloud ? name : by.nick, greeting);
    });

    // Who has long gone is forgotten.
    api.every(600, () => {
      const oldest = api.now() - againSeconds * 1000;
      for (const [key, at] of greeted) if (at < oldest) greeted.delete(key);
    });
  },
});
