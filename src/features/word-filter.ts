import { definePlugin } from "../plugins/define-plugin.ts";
import type { ChannelFacts, Ruling } from "../plugins/plugin-api.ts";

/** Masks or refuses words in channels that want it (+w): the network's own words, or those of one channel. */
export default definePlugin({
  name: "word-filter",
  description: "masks or refuses words in channels with the mode +w",
  options: (z) =>
    z.strictObject({
      /** The words, in any case; a star stands for any letters. */
      words: z.array(z.string().regex(/^[^\s]{2,50}$/, "must be one word of 2 to 50 characters")).min(1),
      /** Whether they are replaced by stars, or the message is refused. */
      action: z.enum(["mask", "refuse"]).default("mask"),
      /** What is told to who is refused. */
      reason: z.string().max(200).default("that word is not welcome here"),
      /** The mode of channels that want it. */
      mode: z
        .string()
        .regex(/^[A-Za-z]$/)
        .default("w"),
    }),
  setup(api, { words, action, reason, mode }) {
    const filter = patternFor(words);
    let caught = 0;

    api.mode({ letter: mode, does: "word filter" });

    api.before("message-sent", ({ text }, { channel }) => judge(text, channel));
    // Who could say it by changing what they have said would.
    api.before("message-edited", ({ message }, { channel }) => judge(message.text, channel));

    function judge(text: string, channel: ChannelFacts | undefined): Ruling {
      if (!channel?.modes.includes(mode)) return undefined;
      const masked = text.replaceAll(filter, (word) => "*".repeat([...word].length));
      if (masked === text) return undefined;
      caught += 1;
      return action === "refuse" ? { refuse: reason } : { text: masked };
    }

    // A topic is read by many, for long.
    api.before("topic-set", ({ topic }, { channel }) =>
      channel?.modes.includes(mode) && topic.text.search(filter) !== -1 ? { refuse: reason } : undefined,
    );

    api.command({
      name: "FILTERED",
      help: "Tells how often the word filter had something to do.",
      forOperators: true,
      run: () => `${caught} messages since it was loaded`,
    });
  },
});

// One pass over the text, whatever the number of words; what is no letter of a word stands around it.
function patternFor(words: readonly string[]): RegExp {
  const written = words.map((word) =>
    word.replaceAll(/[\\^$.|?+()[\]{}]/g, "\\$&").replaceAll(/\*+/g, "[\\p{L}\\p{N}]{0,20}"),
  );
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${written.join("|")})(?![\\p{L}\\p{N}])`, "giu");
}
