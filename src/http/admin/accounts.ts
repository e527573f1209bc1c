import { z } from "zod";
import { endOf } from "../../protocol/duration.ts";
import type { AccountRow } from "../../store/port/accounts.ts";
import { HttpProblem, problem } from "../problem.ts";
import type { AdminNode } from "./admin-node.ts";
import { accountField, nextField, paging, reasonField, secondsField, timeField } from "./fields.ts";
import { defineOperation, type Operation } from "./operation.ts";

// Neither hashes, nor codes, nor addresses of people: those are between them and the store.
const accountRow = z.strictObject({
  name: z.string(),
  status: z.enum(["active", "unverified", "suspended"]),
  createdAt: timeField,
  lastSeenAt: timeField,
});

const accountDetails = accountRow.extend({
  nicks: z.array(z.string()).describe("The nicks that are its own"),
  users: z.array(z.string()).describe("The nicks of those who are logged in to it"),
});

const params = z.strictObject({ account: accountField });

/** What the admin API does with accounts of the store; those of the configuration are changed there. */
export const accountOperations: readonly Operation[] = [
  defineOperation({
    id: "accounts.list",
    method: "GET",
    path: "/accounts",
    scope: "accounts:read",
    summary: "Lists accounts, in the order of their folded names",
    query: z.strictObject(paging),
    answer: z.strictObject({ accounts: z.array(accountRow), next: nextField }),
    async run({ store }, { query: { after, limit } }) {
      const rows = await store.accounts.list(after, limit + 1);
      const page = rows.slice(0, limit);
      return { accounts: page.map(rowOf), next: rows.length > limit ? (page.at(-1)?.folded ?? null) : null };
    },
  }),
  defineOperation({
    id: "accounts.show",
    method: "GET",
    path: "/accounts/{account}",
    scope: "accounts:read",
    summary: "Shows one account, without its secrets",
    params,
    answer: accountDetails,
    run: (node, { params: { account } }) => details(node, account),
  }),
  defineOperation({
    id: "accounts.suspend",
    method: "POST",
    path: "/accounts/{account}/suspend",
    scope: "accounts:write",
    summary: "Nobody can log in to it from now on, and who is logged in to it is logged out",
    params,
    body: z.strictObject({ reason: reasonField, seconds: secondsField }),
    answer: accountDetails,
    async run(node, { params: { account }, body: { reason, seconds }, token }) {
      const { name } = await found(node, account);
      const at = node.now();
      const suspension = { by: token.name, reason, at, until: endOf(at, seconds) };
      await node.accounts.suspend(node.accounts.keyOf(name), suspension);
      return await details(node, account);
    },
  }),
  defineOperation({
    id: "accounts.unsuspend",
    method: "POST",
    path: "/accounts/{account}/unsuspend",
    scope: "accounts:write",
    summary: "Ends a suspension: the account is what it was before",
    params,
    answer: accountDetails,
    async run(node, { params: { account } }) {
      const row = await found(node, account);
      if (row.status !== "suspended") throw new HttpProblem(problem(409, "The account is not suspended"));
      await node.accounts.unsuspend(node.accounts.keyOf(row.name));
      return await details(node, account);
    },
    problems: [409],
  }),
];

async function found({ accounts }: AdminNode, name: string): Promise<AccountRow> {
  const row = await accounts.find(accounts.keyOf(name));
  if (!row) throw new HttpProblem(problem(404, "No such account"));
  return row;
}

async function details(node: AdminNode, name: string): Promise<z.output<typeof accountDetails>> {
  const row = await found(node, name);
  const nicks = await node.store.nicks.of(row.folded);
  const users = [...(node.world.usersOfAccount(row.name) ?? [])];
  return { ...rowOf(row), nicks: nicks.map(({ nick }) => nick), users: users.map(({ nick }) => nick) };
}

function rowOf({ name, status, createdAt, lastSeenAt }: AccountRow): z.output<typeof accountRow> {
  return { name, status, createdAt, lastSeenAt };
}
