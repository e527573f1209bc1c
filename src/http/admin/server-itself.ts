import { z } from "zod";
import { endOf } from "../../protocol/duration.ts";
import { defconLevels } from "../../world/defcon.ts";
import { HttpProblem, problem } from "../problem.ts";
import { holderOf } from "../tokens.ts";
import { channelField, lineField, nickField, reasonField, secondsField, timeField } from "./fields.ts";
import { defineOperation, type Operation } from "./operation.ts";
import { demandDone } from "./refusals.ts";

/** What the admin API has the server itself do. */
export const serverOperations: readonly Operation[] = [
  defineOperation({
    id: "messages.send",
    method: "POST",
    path: "/messages",
    scope: "messages:send",
    summary: "Says something in the server's name, to a channel or a user",
    body: z.strictObject({
      target: z.union([channelField, nickField]).describe("A channel or a nick"),
      text: lineField(400).refine((text) => text !== "", { error: "must not be empty" }),
      verb: z.enum(["NOTICE", "PRIVMSG"]).default("NOTICE"),
    }),
    async run(node, { body: { target, text, verb }, token }) {
      demandDone(await node.act({ does: "say", verb, target, text }, token.name));
      return {};
    },
  }),
  defineOperation({
    id: "server.defcon",
    method: "PUT",
    path: "/server/defcon",
    scope: "server:defcon",
    summary: "Sets how guarded the network is, from 5 (as always) to 1",
    body: z.strictObject({
      level: z
        .literal([5, 4, 3, 2, 1])
        .describe(defconLevels.map(({ level, says }) => `${level}: ${says}`).join("; ")),
      reason: reasonField,
      seconds: secondsField,
    }),
    answer: z.strictObject({ level: z.int(), expiresAt: timeField.nullable().describe("null: never") }),
    async run(node, { body: { level, reason, seconds }, token }) {
      const at = node.now();
      const expiresAt = endOf(at, seconds);
      const by = holderOf(token.name);
      await node.defcon.set({ level, by, reason, at, expiresAt }, `${by} set DEFCON ${level} (${reason})`);
      return { level, expiresAt: expiresAt ?? null };
    },
  }),
  defineOperation({
    id: "server.rehash",
    method: "POST",
    path: "/server/rehash",
    scope: "server:rehash",
    summary: "Reads the configuration, its texts and certificates again; a mistake in it changes nothing",
    answer: z.strictObject({
      notes: z.array(z.string()).describe("What is in force only when the server starts anew"),
    }),
    async run(node) {
      const outcome = await node.rehash();
      if ("notes" in outcome) return { notes: [...outcome.notes] };
      const errors = outcome.problems.map((message) => ({ at: "configuration", message }));
      throw new HttpProblem(problem(422, "Nothing was changed: the configuration has mistakes", errors));
    },
  }),
];
