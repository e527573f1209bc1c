import type { Case } from "../../suite/case.ts";
import { clause } from "../../suite/case.ts";
import { oper } from "../../suite/needs.ts";

const operClause = clause("modern-irc: OPER message");
const PRIVILEGED = { KILL: "somebody :reason", REHASH: "", WALLOPS: ":hello", DIE: "", RESTART: "" };

/** Becoming an operator, and what only operators may. */
export const operCases = [
  operClause.must(
    "the right password is answered by 381 and MODE +o",
    async (t) => {
      const { name, password } = t.facts.oper ?? t.skip("no operator credentials were given");
      const alice = await t.client();
      const replies = await alice.exchange(`OPER ${name} ${password}`);
      replies.one("381", alice.nick);
      replies.first("MODE", alice.nick, /^\+.*o/);
    },
    oper,
  ),
  operClause.must(
    "a wrong password is answered by 464",
    async (t) => {
      const { name, password } = t.facts.oper ?? t.skip("no operator credentials were given");
      const alice = await t.client();
      const replies = await alice.exchange(`OPER ${name} not${password}`);
      replies.anyOf(["464", "491"], alice.nick);
      replies.none("381");
    },
    oper,
  ),
  operClause.must("an unknown name is answered like a wrong password", async (t) => {
    const alice = await t.client();
    const replies = await alice.exchange("OPER nosuchoper nopassword");
    replies.anyOf(["464", "491"], alice.nick);
    replies.none("381");
  }),
  operClause.must("OPER with one parameter is answered by 461", async (t) => {
    const alice = await t.client();
    (await alice.exchange("OPER onlyname")).one("461", alice.nick, "OPER");
  }),
  operClause.must(
    "an operator can lay down its rights with -o",
    async (t) => {
      const boss = await t.oper();
      (await boss.exchange(`MODE ${boss.nick} -o`)).first("MODE", boss.nick, /^-.*o/);
      (await boss.exchange(`KILL ${boss.nick} :no more`)).one("481", boss.nick);
    },
    oper,
  ),
  ...Object.entries(PRIVILEGED).map(([name, rest]) => privileged(name, rest)),
];

function privileged(name: string, rest: string): Case {
  return clause(`modern-irc: ${name} message`).must(
    `${name} of who is no operator is answered by 481`,
    async (t) => {
      const alice = await t.client();
      const line = (await alice.exchange(`${name} ${rest}`.trim())).anyOf(["481", "461", "421"], alice.nick);
      t.check(line.command !== "461", "the parameters are looked at before the rights");
    },
  );
}
