import { addressBytes } from "../protocol/address-block.ts";
import type { SessionRecord, User } from "../world/user.ts";
import { named, optional } from "./args.ts";
import { defineCommand } from "./command.ts";
import type { AnswerStep, UserAskContext } from "./context.ts";
import { everybody } from "./query-words.ts";
import { toldLine } from "./told-lines.ts";

const mostShown = 50;
const nicksShown = 10;

/** Who is here several times over. */
export const clones = defineCommand({
  name: "CLONES",
  when: "operator",
  privilege: "see-hosts",
  args: [optional(named("at least"))],
  help: "Shows the addresses, blocks of IPv6 (/64) and accounts with at least so many connections; 3 unless said.",
  cost: 5,
  ask(ctx, given = "3") {
    const least = Math.max(2, Math.floor(Number(given)) || 3);
    ctx.stream(cloneSteps(ctx, least));
  },
});

/** From where, or as what, and the nicks of each connection. */
type Groups = Map<string, string[]>;

function* cloneSteps({ world }: UserAskContext, least: number): Generator<AnswerStep> {
  const groups: Groups = new Map();
  for (const user of everybody(world)) {
    if (user) count(groups, user);
    yield undefined;
  }
  const many = [...groups].filter(([, nicks]) => nicks.length >= least);
  many.sort(([, one], [, other]) => other.length - one.length);
  for (const [place, nicks] of many.slice(0, mostShown)) {
    const shown = [...new Set(nicks)].slice(0, nicksShown).join(", ");
    const others = new Set(nicks).size > nicksShown ? ", …" : "";
    yield toldLine(`${place}: ${nicks.length} connections (${shown}${others})`);
  }
  yield toldLine(`${many.length} with at least ${least} connections`);
}

function count(groups: Groups, { nick, identity: { account }, sessions }: User): void {
  for (const session of sessions) {
    for (const place of placesOf(session, account)) {
      const nicks = groups.get(place);
      if (nicks) nicks.push(nick);
      else groups.set(place, [nick]);
    }
  }
}

function placesOf({ address }: SessionRecord, account: string | undefined): readonly string[] {
  const bytes = address.includes(":") ? addressBytes(address) : undefined;
  return [
    `address ${address}`,
    ...(bytes ? [`block ${blockInWords(bytes)}`] : []),
    ...(account === undefined ? [] : [`account ${account}`]),
  ];
}

function blockInWords(bytes: readonly number[]): string {
  const words = [0, 2, 4, 6].map((at) => (((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)).toString(16));
  return `${words.join(":")}::/64`;
}
