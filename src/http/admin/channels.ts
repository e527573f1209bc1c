import { z } from "zod";
import type { Channel } from "../../world/channel.ts";
import { modesText } from "../../world/modes-text.ts";
import { HttpProblem, problem } from "../problem.ts";
import { channelField, lineField, nextField, nickField, paging, reasonField, timeField } from "./fields.ts";
import { defineOperation, type Operation } from "./operation.ts";
import { pageOfKeys } from "./page.ts";
import { demandDone } from "./refusals.ts";

const topicField = z
  .strictObject({ text: z.string(), by: z.string(), at: timeField })
  .nullable()
  .describe("null where there is none");

const channelRow = z.strictObject({
  name: z.string(),
  topic: topicField,
  modes: z.string().describe("The modes with their parameters; a key is shown as *"),
  members: z.int(),
  createdAt: timeField,
});

const channelDetails = channelRow.extend({
  members: z.array(z.strictObject({ nick: z.string(), status: z.string(), joinedAt: timeField })),
  lists: z
    .record(z.string(), z.array(z.strictObject({ mask: z.string(), by: z.string(), at: timeField })))
    .describe("The list modes by their letter: b, e, I"),
});

const params = z.strictObject({ channel: channelField });

/** What the admin API does with channels. */
export const channelOperations: readonly Operation[] = [
  defineOperation({
    id: "channels.list",
    method: "GET",
    path: "/channels",
    scope: "channels:read",
    summary: "Lists all channels, secret ones too, in the order of their folded names",
    query: z.strictObject(paging),
    answer: z.strictObject({ channels: z.array(channelRow), next: nextField }),
    run({ world }, { query: { after, limit } }) {
      const { items, next } = pageOfKeys(world.channels.keys(), after, limit);
      return { channels: items.flatMap((key) => rowsOf(world.channels.get(key))), next };
    },
  }),
  defineOperation({
    id: "channels.show",
    method: "GET",
    path: "/channels/{channel}",
    scope: "channels:read",
    summary: "Shows one channel, with members and lists",
    params,
    answer: channelDetails,
    run({ world }, { params: { channel: name } }) {
      const channel = world.channelByName(name);
      if (!channel) throw new HttpProblem(problem(404, "No such channel"));
      return detailsOf(channel);
    },
  }),
  defineOperation({
    id: "channels.topic",
    method: "PUT",
    path: "/channels/{channel}/topic",
    scope: "channels:write",
    summary: "Sets the topic in the server's name; an empty one removes it",
    params,
    body: z.strictObject({ text: lineField(390) }),
    async run(node, { params: { channel }, body: { text }, token }) {
      demandDone(await node.act({ does: "topic", channel, text }, token.name));
      return {};
    },
  }),
  defineOperation({
    id: "channels.modes",
    method: "POST",
    path: "/channels/{channel}/modes",
    scope: "channels:write",
    summary:
      "Changes modes in the server's name, over every rank; what is possible is done, the rest is refused",
    params,
    body: z.strictObject({
      modes: z
        .string()
        .regex(/^[+-]?[A-Za-z+-]{1,50}$/, { error: "must be a mode string, as +o-m" })
        .meta({ description: "A mode string", examples: ["+o-m"] }),
      params: z
        .array(
          z.string().regex(/^[^\s:\p{Cc}\p{Cs}][^\s\p{Cc}\p{Cs}]{0,199}$/u, { error: "must be one word" }),
        )
        .max(20)
        .default([])
        .describe("The parameters of the modes, in their order"),
    }),
    answer: z.strictObject({ modes: z.string().describe("The modes after the change") }),
    async run(node, { params: { channel }, body, token }) {
      const modes = [body.modes, ...body.params];
      demandDone(await node.act({ does: "modes", channel, modes }, token.name));
      const after = node.world.channelByName(channel);
      return { modes: after ? modesOf(after) : "+" };
    },
  }),
  defineOperation({
    id: "channels.kick",
    method: "POST",
    path: "/channels/{channel}/kick",
    scope: "channels:write",
    summary: "Puts a member out in the server's name",
    params,
    body: z.strictObject({ nick: nickField, reason: reasonField }),
    async run(node, { params: { channel }, body: { nick, reason }, token }) {
      demandDone(await node.act({ does: "kick", channel, nick, reason }, token.name));
      return {};
    },
  }),
];

function rowsOf(channel: Channel | undefined): readonly z.output<typeof channelRow>[] {
  return channel ? [rowOf(channel)] : [];
}

function rowOf(channel: Channel): z.output<typeof channelRow> {
  const { name, topic, members, createdAt } = channel;
  return { name, topic: topic ?? null, modes: modesOf(channel), members: members.size, createdAt };
}

function detailsOf(channel: Channel): z.output<typeof channelDetails> {
  return {
    ...rowOf(channel),
    members: Array.from(channel.members.values(), ({ user: { nick }, status, joinedAt }) => ({
      nick,
      status,
      joinedAt,
    })),
    lists: Object.fromEntries(
      Array.from(channel.lists, ([letter, entries]) => [
        letter,
        entries.map(({ mask, by, at }) => ({ mask, by, at })),
      ]),
    ),
  };
}

function modesOf(channel: Channel): string {
  return modesText(channel, (letter) => letter !== "k");
}
