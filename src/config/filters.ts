import type { z } from "zod";
import { flag, line, listOf, oneOf, section, subKey, whole } from "./fields.ts";

/** What a filter may be asked about. */
const JUDGED = ["message", "private", "nick", "topic", "part", "quit", "realname", "away"] as const;

/** What may come of a match, from the mildest to the hardest. */
const ACTIONS = ["pass", "tag", "hold", "block", "shun", "kick", "kill", "ban"] as const;

// Where an action, or the condition of a rule, means something at all.
const MESSAGES: readonly string[] = ["message", "private"];
const fits: Readonly<Record<string, readonly string[]>> = {
  tag: MESSAGES,
  hold: MESSAGES,
  kick: ["message", "topic"],
};
const IN_CHANNELS: readonly string[] = ["message", "topic", "part"];

// A pattern of a hundred kilobytes is a mistake, and dear to compile.
const longestPattern = 400;

/** One filter: what it looks for, and what comes of it. */
export function filterRule() {
  return section({
    name: subKey(
      line("one word of letters, digits, . _ and -, at most 40", /^[A-Za-z0-9._-]{1,40}$/),
      "what operators and the metrics call it",
    ),
    what: subKey(
      listOf(oneOf(JUDGED), "a list of what is judged")
        .min(1, "must name at least one")
        .default(["message", "private"]),
      "what it is asked about: message is what is said in channels, private what is said to users",
    ),
    match: subKey(match(), "what it looks for"),
    lookalikes: subKey(
      flag().default(false),
      "whether letters that look alike, and accents, make no difference; not with regex",
    ),
    optIn: subKey(flag().default(false), "whether it holds only in channels that have set +G"),
    exempt: subKey(exempt(), "whom it is not for"),
    action: subKey(oneOf(ACTIONS).default("block"), "what comes of a match; pass only counts and scores"),
    seconds: subKey(duration(86_400), "for how long a shun or ban lasts; 0 means for good"),
    reason: subKey(reason(), "what those read whom it has caught"),
    score: subKey(whole(0, 10_000).default(0), "what a match adds to the score of the user"),
    dryRun: subKey(flag().default(false), "whether matches are counted, and nothing else"),
  }).superRefine(checkRule);
}

function match() {
  const pattern = () =>
    line("one line of text", /^[^\p{Cc}]+$/u)
      .max(longestPattern, tooLong)
      .optional();
  return section({
    word: subKey(pattern(), "a word, or several, as words of their own"),
    literal: subKey(pattern(), "a piece of text, be it inside a word"),
    glob: subKey(pattern(), "the whole text, with * and ?"),
    regex: subKey(pattern(), "an expression of RE2, anywhere in the text"),
  }).superRefine((given, ctx) => {
    const message = "must have one of word, literal, glob and regex";
    if (Object.values(given).filter((one) => one !== undefined).length !== 1)
      ctx.addIssue({ code: "custom", message });
  });
}

const tooLong = `must be at most ${longestPattern} characters long`;

/** Whom a filter or limit is not for. */
function exempt() {
  return section({
    opers: subKey(flag().default(true), "operators of the network"),
    loggedIn: subKey(flag().default(false), "everybody who is logged in"),
    accounts: subKey(listOf(line(), "a list of accounts").default([]), "who is logged in to one of these"),
    status: subKey(
      oneOf(["voice", "halfop", "op", "protected", "founder"]).optional(),
      "who has this status in the channel, or a higher one",
    ),
    channels: subKey(
      listOf(line("a channel, or a mask such as #spam*", /^#[^\s,\p{Cc}]*$/u), "a list of channels").default(
        [],
      ),
      "what is said in these channels; * and ? stand for others",
    ),
  }).prefault({});
}

function reason(words = "Not allowed here") {
  return line().max(200, "must be at most 200 characters long").default(words);
}

function duration(seconds: number) {
  return whole(0, 31_536_000).default(seconds);
}

// What else is counted beside the rules.
const countedBeside: readonly string[] = ["highlights", "score"];

interface CheckedRule {
  readonly name: string;
  readonly what: readonly string[];
  readonly match: { readonly regex?: string | undefined };
  readonly lookalikes: boolean;
  readonly optIn: boolean;
  readonly action: string;
}

function checkRule(
  { name, what, match, lookalikes, optIn, action }: CheckedRule,
  ctx: z.core.$RefinementCtx,
): void {
  const refuse = (key: string, message: string) => ctx.addIssue({ code: "custom", path: [key], message });
  if (countedBeside.includes(name)) refuse("name", `${name} is a name that is taken`);
  const allowed = fits[action];
  if (allowed && !what.every((one) => allowed.includes(one)))
    refuse("action", `${action} is for what: ${allowed.join(", ")}`);
  if (optIn && !what.every((one) => IN_CHANNELS.includes(one)))
    refuse("optIn", `is for what: ${IN_CHANNELS.join(", ")}`);
  if (lookalikes && match.regex !== undefined) refuse("lookalikes", "goes with word, literal and glob only");
}

/** What is not to be said, or taken as a name. */
export const filters = section({
  rules: subKey(
    listOf(filterRule(), "a list of rules").default([]),
    "what is looked for, and what comes of it",
  ),
  scores: subKey(
    section({
      threshold: subKey(
        whole(0, 1_000_000).default(0),
        "the score at which something is done; 0 means none is kept",
      ),
      fadeSeconds: subKey(
        whole(1, 2_592_000).default(3_600),
        "in how many seconds a score of that size is gone",
      ),
      action: subKey(oneOf(["block", "shun", "kill", "ban"]).default("kill"), "what is done"),
      seconds: subKey(duration(86_400), "for how long a shun or ban lasts; 0 means for good"),
      reason: subKey(reason(), "what those read whom it has caught"),
    }).prefault({}),
    "what comes of many matches of one user",
  ),
  highlights: subKey(
    section({
      nicks: subKey(
        whole(0, 1_000).default(0),
        "how many members of a channel one message there may name; 0 means any number",
      ),
      action: subKey(
        oneOf(["tag", "hold", "block", "shun", "kick", "kill", "ban"]).default("block"),
        "what comes of one that names more",
      ),
      seconds: subKey(duration(86_400), "for how long a shun or ban lasts; 0 means for good"),
      reason: subKey(reason("Too many nicks in one message"), "what those read whom it has caught"),
      exempt: subKey(exempt(), "whom it is not for"),
      dryRun: subKey(flag().default(false), "whether matches are counted, and nothing else"),
    }).prefault({}),
    "messages that call many at once",
  ),
  review: subKey(
    section({
      held: subKey(
        whole(1, 10_000).default(100),
        "messages that may wait; what comes beyond them is refused",
      ),
      hours: subKey(
        whole(1, 720).default(24),
        "after how many hours one that nobody has looked at is dropped",
      ),
    }).prefault({}),
    "messages that rules hold, until an operator has decided (REVIEW)",
  ),
}).superRefine(({ rules }, ctx) => {
  const names = new Set<string>();
  for (const [index, { name }] of rules.entries()) {
    if (names.has(name))
      ctx.addIssue({
        code: "custom",
        path: ["rules", index, "name"],
        message: `${name} is a name that is taken`,
      });
    names.add(name);
  }
});
