import { z } from "zod";
import { endOf } from "../../protocol/duration.ts";
import { isTooWideHere, usersHit } from "../../world/access-bans.ts";
import { type BanKind, banKinds, isOver, type ServerBan, triedBan } from "../../world/server-ban.ts";
import { storedBanMask } from "../../world/server-bans.ts";
import type { World } from "../../world/world.ts";
import { HttpProblem, problem } from "../problem.ts";
import { holderOf } from "../tokens.ts";
import type { AdminNode } from "./admin-node.ts";
import { lineField, nextField, paging, reasonField, secondsField, timeField } from "./fields.ts";
import { defineOperation, type Operation } from "./operation.ts";
import { pageOfKeys } from "./page.ts";
import { demandDone } from "./refusals.ts";

const kindField = z
  .enum(banKinds.map(({ kind }) => kind))
  .describe(banKinds.map(({ kind, does }) => `${kind}: ${does}`).join("; "));

const maskField = z
  .string()
  .regex(/^[^\s\p{Cc}\p{Cs}]{1,500}$/u, { error: "must be a mask, without blanks" })
  .meta({
    description:
      "user@host (the host may be a block), a:account, or what the kind is about; in a path / is written %2F",
    examples: ["*@192.0.2.0/24"],
  });

const banRow = z.strictObject({
  kind: kindField,
  mask: z.string(),
  soft: z.boolean().describe("Who is logged in is not meant"),
  reason: z.string().describe("What those read whom it is about"),
  privateReason: z.string().nullable().describe("What only operators read"),
  by: z.string(),
  at: timeField,
  expiresAt: timeField.nullable().describe("null: never"),
});

const one = z.strictObject({ kind: kindField, mask: maskField });

/** What the admin API does with the bans of the whole network. */
export const banOperations: readonly Operation[] = [
  defineOperation({
    id: "bans.list",
    method: "GET",
    path: "/bans",
    scope: "bans:read",
    summary: "Lists the bans of the network, in the order of kind and folded mask",
    query: z.strictObject({
      ...paging,
      after: z.string().max(600).default("").describe("`next` of the page before; left out: the first page"),
      kind: kindField.optional(),
      text: z
        .string()
        .max(300)
        .optional()
        .describe("Only those that have it in mask, reasons or who set them"),
    }),
    answer: z.strictObject({ bans: z.array(banRow), next: nextField }),
    run({ world, now }, { query: { after, limit, kind, text } }) {
      const at = now();
      const byKey = new Map<string, ServerBan>();
      for (const ban of world.bans.list(kind)) {
        if (!isOver(ban, at) && isMeant(ban, text))
          byKey.set(`${ban.kind} ${world.names.fold(ban.mask)}`, ban);
      }
      const { items, next } = pageOfKeys(byKey.keys(), after, limit);
      return { bans: items.flatMap((key) => rowsOf(byKey.get(key))), next };
    },
  }),
  defineOperation({
    id: "bans.set",
    method: "POST",
    path: "/bans",
    scope: "bans:write",
    summary:
      "Sets a ban, in place of the one of its kind and mask, and puts off whom it keeps off the network",
    body: z.strictObject({
      ...one.shape,
      soft: z.boolean().default(false).describe("Who is logged in is not meant"),
      reason: reasonField,
      privateReason: lineField(300).optional().describe("What only operators read"),
      seconds: secondsField,
    }),
    answer: banRow.extend({ hits: z.int().describe("How many users it is about right now") }),
    async run(node, { body: { kind, mask: given, seconds, privateReason, ...said }, token }) {
      const mask = storable(node.world, kind, given);
      const at = node.now();
      const by = holderOf(token.name);
      const ban: ServerBan = { kind, mask, ...said, privateReason, by, at, expiresAt: endOf(at, seconds) };
      const hits = countOf(node, ban);
      await node.bans.set(ban);
      demandDone(await node.act({ does: "ban", ban }, token.name));
      return { ...rowOf(ban), hits };
    },
  }),
  defineOperation({
    id: "bans.show",
    method: "GET",
    path: "/bans/{kind}/{mask}",
    scope: "bans:read",
    summary: "Shows one ban",
    params: one,
    answer: banRow,
    run: (node, { params: { kind, mask } }) => rowOf(found(node, kind, mask)),
  }),
  defineOperation({
    id: "bans.end",
    method: "DELETE",
    path: "/bans/{kind}/{mask}",
    scope: "bans:write",
    summary: "Ends a ban",
    params: one,
    async run(node, { params: { kind, mask: given }, token }) {
      const { mask } = found(node, kind, given);
      if (!(await node.bans.remove(kind, mask))) throw missing();
      demandDone(await node.act({ does: "unban", kind, mask }, token.name));
      return {};
    },
  }),
  defineOperation({
    id: "bans.hits",
    method: "GET",
    path: "/bans/{kind}/{mask}/hits",
    scope: "bans:read",
    summary: "Shows whom a ban of this kind and mask is about right now, or would be, were it set",
    params: one,
    query: z.strictObject({ limit: paging.limit }),
    answer: z.strictObject({
      users: z.array(z.strictObject({ nick: z.string(), user: z.string(), address: z.string() })),
      count: z.int().describe("All of them, also those beyond the limit"),
    }),
    run({ world, now }, { params: { kind, mask: given }, query: { limit } }) {
      const mask = stored(kind, given);
      const ban = world.bans.get(kind, mask) ?? triedBan(kind, mask, now());
      const hit = [...usersHit(world, ban, now())];
      const users = hit
        .slice(0, limit)
        .map(({ nick, identity: { user }, address }) => ({ nick, user, address }));
      return { users, count: hit.length };
    },
  }),
];

function found({ world, now }: AdminNode, kind: BanKind, given: string): ServerBan {
  const ban = world.bans.get(kind, storedBanMask(kind, given) ?? given);
  if (!ban || isOver(ban, now())) throw missing();
  return ban;
}

function missing(): HttpProblem {
  return new HttpProblem(problem(404, "There is no such ban"));
}

/** The mask of a new ban as it is kept. */
function storable(world: World, kind: BanKind, given: string): string {
  const mask = stored(kind, given);
  if (isTooWideHere(world, kind, mask))
    throw new HttpProblem(problem(422, "It would be about nearly everybody"));
  return mask;
}

function stored(kind: BanKind, given: string): string {
  const mask = storedBanMask(kind, given);
  if (mask === undefined) throw new HttpProblem(problem(422, "That is no mask for this kind of ban"));
  return mask;
}

function countOf({ world, now }: AdminNode, ban: ServerBan): number {
  let count = 0;
  for (const _ of usersHit(world, ban, now())) count += 1;
  return count;
}

function isMeant({ mask, reason, privateReason = "", by }: ServerBan, text: string | undefined): boolean {
  return text === undefined || [mask, reason, privateReason, by].some((part) => part.includes(text));
}

function rowsOf(ban: ServerBan | undefined): readonly z.output<typeof banRow>[] {
  return ban ? [rowOf(ban)] : [];
}

function rowOf({ privateReason, expiresAt, ...ban }: ServerBan): z.output<typeof banRow> {
  return { ...ban, privateReason: privateReason ?? null, expiresAt: expiresAt ?? null };
}
