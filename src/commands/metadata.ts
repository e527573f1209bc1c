import type { Message } from "../protocol/message.ts";
import { type Reply, reply } from "../protocol/reply.ts";
import { isRefusal, named, optional, rest } from "./args.ts";
import { defineCommand } from "./command.ts";
import { clearEarly, setEarly } from "./metadata-early.ts";
import { getMetadata, listMetadata, syncMetadata } from "./metadata-read.ts";
import { showSubscriptions, subscribe, unsubscribe } from "./metadata-subscriptions.ts";
import { clearMetadata, setMetadata } from "./metadata-write.ts";

/** What users and channels say of themselves: metadata.md. */
export const metadata = defineCommand({
  name: "METADATA",
  when: "any",
  args: [
    optional(named("target")),
    optional(named("GET, LIST, SET, CLEAR, SUB, UNSUB, SUBS or SYNC")),
    rest("keys, or key and value"),
  ],
  help: "Shows, sets and follows what users and channels say of themselves; * is yourself.",
  throttle: "metadata",
  tooOften: ([target = "*", , key = "*"], seconds) =>
    reply("FAIL_METADATA_RATE_LIMITED", { target, key, seconds }),
  changes: ({ params }: Message) => /^(?:SET|CLEAR)$/i.test(params[1] ?? ""),
  ask(ctx, target, subcommand, params) {
    const asked = askedFor(target, subcommand, params);
    if (isRefusal(asked)) return ctx.reply(asked);
    switch (asked.subcommand) {
      case "GET":
        return getMetadata(ctx, asked.target, params);
      case "LIST":
        return listMetadata(ctx, asked.target);
      case "SYNC":
        return syncMetadata(ctx, asked.target);
      case "SUB":
        return subscribe(ctx, asked.target, params);
      case "UNSUB":
        return unsubscribe(ctx, asked.target, params);
      case "SUBS":
        return showSubscriptions(ctx, asked.target);
      // Of who is not registered yet only their own node knows.
      case "SET":
        return setEarly(ctx, requestOf(asked.target, params));
      case "CLEAR":
        return clearEarly(ctx, asked.target);
      default:
        return asked.subcommand satisfies never;
    }
  },
  run(ctx, target, subcommand, params) {
    const asked = askedFor(target, subcommand, params);
    if (isRefusal(asked)) return ctx.reply(asked);
    if (asked.subcommand === "CLEAR") return clearMetadata(ctx, asked.target);
    setMetadata(ctx, requestOf(asked.target, params));
  },
});

/** How many parameters follow each subcommand, at least and at most. */
const parameters = {
  GET: [1, Number.POSITIVE_INFINITY],
  LIST: [0, 0],
  SET: [1, 2],
  CLEAR: [0, 0],
  SUB: [1, Number.POSITIVE_INFINITY],
  UNSUB: [1, Number.POSITIVE_INFINITY],
  SUBS: [0, 0],
  SYNC: [0, 0],
} as const;

type Subcommand = keyof typeof parameters;

interface Asked {
  readonly target: string;
  readonly subcommand: Subcommand;
}

function askedFor(
  target: string | undefined,
  given: string | undefined,
  params: readonly string[],
): Asked | Reply {
  if (target === undefined || given === undefined) return invalid("*", "Not enough parameters");
  const subcommand = given.toUpperCase();
  if (!isSubcommand(subcommand)) return reply("FAIL_METADATA_SUBCOMMAND_INVALID", { subcommand: given });
  const [least, most] = parameters[subcommand];
  if (params.length < least) return invalid(subcommand, "Not enough parameters");
  if (params.length > most)
    return invalid(subcommand, "Too many parameters: a value of several words needs a colon");
  return { target, subcommand };
}

function isSubcommand(text: string): text is Subcommand {
  return Object.hasOwn(parameters, text);
}

function invalid(subcommand: string, reason: string): Reply {
  return reply("FAIL_METADATA_INVALID_PARAMS", { subcommand, reason });
}

function requestOf(target: string, [key = "", value]: readonly string[]) {
  return { target, key, value };
}
