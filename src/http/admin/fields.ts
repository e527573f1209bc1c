import { z } from "zod";
import { byteLength } from "../../protocol/text.ts";

/** A nick in a path or a body. */
export const nickField = word("A nick").describe("A nick, as its owner or anybody else writes it");

/** A channel, with its sign; in a path `#` is written `%23`. */
export const channelField = z
  .string()
  .regex(/^#[^\s,\p{Cc}\p{Cs}]{0,199}$/u, { error: "must be the name of a channel, as #room" })
  .meta({ description: "The name of a channel; in a path # is written %23", examples: ["#room"] });

/** The name of an account. */
export const accountField = word("The name of an account").describe(
  "The name of an account, in any spelling",
);

/** Text in one line of IRC, which has to hold it. */
export function lineField(most: number) {
  const error = `must be one line of text, at most ${most} bytes, without control characters of lines`;
  return z
    .string()
    .max(most, { error })
    .refine((text) => !/[\0\r\n]|\p{Cs}/u.test(text) && byteLength(text) <= most, { error })
    .meta({ description: `One line of text, at most ${most} bytes in UTF-8` });
}

/** Why something is done, shown to everybody it concerns. */
export const reasonField = lineField(300)
  .refine((text) => text.trim() !== "", { error: "must say something" })
  .default("No reason given");

/** For how long something holds. */
export const secondsField = z
  .int()
  .min(1)
  .max(315_360_000)
  .optional()
  .describe("For how long; left out: until it is ended");

/** What pages of a list are asked for by. */
export const paging = {
  after: z.string().max(200).default("").describe("`next` of the page before; left out: the first page"),
  limit: z.coerce.number().int().min(1).max(500).default(100).describe("How many at most"),
};

/** Where a list goes on. */
export const nextField = z
  .string()
  .nullable()
  .describe("What to give as `after` for the next page; null: this was the last");

/** A time, in ms since 1970. */
export const timeField = z.int().describe("In milliseconds since 1970");

/** An object without fields. */
export const nothing = z.strictObject({});

function word(what: string) {
  return z.string().regex(/^[^\s,:\p{Cc}\p{Cs}][^\s,\p{Cc}\p{Cs}]{0,99}$/u, {
    error: `${what} is one word, without commas`,
  });
}
