import { definePlugin } from "../plugins/define-plugin.ts";

/** Who is asked in a poll, and what they have said. */
interface Poll {
  readonly question: string;
  readonly choices: readonly string[];
  readonly votes: Map<string, number>;
}

/** Somebody who throws dice, and holds polls in channels: `!roll 2d6`, `!poll Tea? yes, no`, `!vote 1`. */
export default definePlugin({
  name: "dice",
  description: "throws dice and holds polls",
  options: (z) =>
    z.strictObject({
      /** What it is called. */
      nick: z.string().default("Dice"),
      /** What its commands in channels begin with. */
      sign: z.string().min(1).max(3).default("!"),
      /** For how many seconds a poll is open. */
      pollSeconds: z.number().min(1).max(86_400).default(120),
    }),
  setup(api, { nick, sign, pollSeconds }) {
    const polls = new Map<string, Poll>();

    api.service({
      nick,
      help: `Throws dice. In channels: ${sign}roll 2d6, ${sign}poll Tea or coffee? tea, coffee, ${sign}vote 1.`,
      commands: [
        { name: "ROLL", args: ["dice?"], help: "Throws dice: 2d6.", run: ({ text }) => rolled(text) },
      ],
    });

    api.after("message-sent", async ({ text, verb }, { by, channel }) => {
      if (verb !== "PRIVMSG" || !by || by.isBot || !channel || !text.startsWith(sign)) return;
      const [command = "", ...words] = text.slice(sign.length).split(" ");
      const answer = answerTo(command, words.join(" "), channel.name, by.account ?? by.nick);
      if (answer !== undefined) await api.say(channel.name, answer);
    });

    function answerTo(command: string, words: string, channel: string, who: string): string | undefined {
      if (command === "roll") return `${who}: ${rolled(words)}`;
      if (command === "poll") return openPoll(channel, words);
      return command === "vote" ? vote(channel, words, who) : undefined;
    }

    function openPoll(channel: string, words: string): string {
      if (polls.has(channel)) return "There is a poll already";
      const [, question = "", list = ""] = /^(.{1,200}?\?)\s*(.*)$/.exec(words) ?? [];
      const choices = list
        .split(",")
        .map((choice) => choice.trim())
        .filter((choice) => choice !== "");
      if (choices.length < 2 || choices.length > 9)
        return `Like this: ${sign}poll Tea or coffee? tea, coffee`;
      polls.set(channel, { question, choices, votes: new Map() });
      api.later(pollSeconds, () => closePoll(channel));
      const shown = choices.map((choice, index) => `${index + 1} ${choice}`).join(", ");
      return `${question} ${shown} (${sign}vote and a number, for ${pollSeconds} seconds)`;
    }

    // The last word of each counts, and nobody's twice.
    function vote(channel: string, words: string, who: string): string | undefined {
      const poll = polls.get(channel);
      const choice = Number(words);
      if (!poll) return undefined;
      if (!poll.choices[choice - 1]) return `A number from 1 to ${poll.choices.length}`;
      poll.votes.set(who, choice);
      return undefined;
    }

    function closePoll(channel: string): Promise<unknown> | undefined {
      const poll = polls.get(channel);
      polls.delete(channel);
      if (!poll) return undefined;
      const votes = [...poll.votes.values()];
      const counted = poll.choices.map(
        (choice, index) => `${choice} ${votes.filter((own) => own === index + 1).length}`,
      );
      return api.say(channel, `${poll.question} ${counted.join(", ")}`);
    }
  },
});

function rolled(text: string): string {
  const thrownAs = /^(\d{0,3})d(\d{1,4})$/i.exec(text.trim() || "1d6");
  const [dice, most] = [Number(thrownAs?.[1] || "1"), Number(thrownAs?.[2] ?? "0")];
  if (dice < 1 || dice > 20 || most < 2) return "up to 20 dice with at least 2 sides: 2d6";
  const thrown = Array.from({ length: dice }, () => 1 + Math.floor(Math.random() * most));
  const sum = thrown.reduce((total, eyes) => total + eyes, 0);
  return dice === 1 ? `${sum}` : `${thrown.join(" + ")} = ${sum}`;
}
