import { z } from "zod";
import type { User } from "../../world/user.ts";
import { HttpProblem, problem } from "../problem.ts";
import type { AdminNode } from "./admin-node.ts";
import { channelField, nextField, nickField, paging, reasonField, timeField } from "./fields.ts";
import { defineOperation, type Operation } from "./operation.ts";
import { pageOfKeys } from "./page.ts";
import { demandDone } from "./refusals.ts";

const userRow = z.strictObject({
  nick: z.string(),
  user: z.string(),
  host: z.string().describe("The host that others see"),
  realHost: z.string().describe("The host the user really comes from"),
  address: z.string(),
  realname: z.string(),
  account: z.string().nullable(),
  operator: z.string().nullable().describe("The block an operator is of"),
  modes: z.string(),
  away: z.string().nullable(),
  channels: z.int().describe("How many channels the user is in"),
  signedOnAt: timeField,
  activeAt: timeField,
});

const userDetails = userRow.extend({
  channels: z.array(z.strictObject({ name: z.string(), status: z.string() })),
  sessions: z.array(
    z.strictObject({
      id: z.string(),
      node: z.string(),
      address: z.string(),
      tls: z.boolean(),
      certfp: z.string().nullable(),
    }),
  ),
});

/** What the admin API does with users. */
export const userOperations: readonly Operation[] = [
  defineOperation({
    id: "users.list",
    method: "GET",
    path: "/users",
    scope: "users:read",
    summary: "Lists the users of the network, in the order of their folded nicks",
    query: z.strictObject({ ...paging, channel: channelField.optional() }),
    answer: z.strictObject({ users: z.array(userRow), next: nextField }),
    run({ world }, { query: { after, limit, channel } }) {
      const keys = channel === undefined ? world.usersByNick.keys() : membersOf(world, channel);
      const { items, next } = pageOfKeys(keys, after, limit);
      return { users: items.flatMap((key) => rowsOf(world.usersByNick.get(key))), next };
    },
  }),
  defineOperation({
    id: "users.show",
    method: "GET",
    path: "/users/{nick}",
    scope: "users:read",
    summary: "Shows one user, with channels and sessions",
    params: z.strictObject({ nick: nickField }),
    answer: userDetails,
    run({ world }, { params: { nick } }) {
      const user = world.userByNick(nick);
      if (!user) throw new HttpProblem(problem(404, "No such nick"));
      return detailsOf(user);
    },
  }),
  defineOperation({
    id: "users.kill",
    method: "POST",
    path: "/users/{nick}/kill",
    scope: "users:kill",
    summary: "Puts a user off the network",
    params: z.strictObject({ nick: nickField }),
    body: z.strictObject({ reason: reasonField }),
    async run(node, { params: { nick }, body: { reason }, token }) {
      demandDone(await node.act({ does: "kill", nick, reason }, token.name));
      return {};
    },
  }),
];

function* membersOf(world: AdminNode["world"], channel: string) {
  for (const { user } of world.channelByName(channel)?.members.values() ?? []) yield user.foldedNick;
}

function rowsOf(user: User | undefined): readonly z.output<typeof userRow>[] {
  return user ? [rowOf(user)] : [];
}

function rowOf(user: User): z.output<typeof userRow> {
  const { nick, user: username, host, account } = user.identity;
  return {
    nick,
    user: username,
    host,
    realHost: user.realHost,
    address: user.address,
    realname: user.realname,
    account: account ?? null,
    operator: user.oper?.name ?? null,
    modes: user.modes,
    away: user.away ?? null,
    channels: user.channels.size,
    signedOnAt: user.signedOnAt,
    activeAt: user.activeAt,
  };
}

function detailsOf(user: User): z.output<typeof userDetails> {
  return {
    ...rowOf(user),
    channels: Array.from(user.channels.values(), ({ channel: { name }, status }) => ({ name, status })),
    sessions: user.sessions.map(({ id, node, address, tls, certfp }) => ({
      id,
      node,
      address,
      tls,
      certfp: certfp ?? null,
    })),
  };
}
