import { parseModeString } from "../protocol/mode-string.ts";
import { type Reply, reply } from "../protocol/reply.ts";
import { mayChangeUserMode, mayHandleUserModes } from "../world/access-users.ts";
import { type Letters, withLetter, withoutLetter } from "../world/letters.ts";
import { changedSnomask, defaultSnomask } from "../world/snomasks.ts";
import type { User } from "../world/user.ts";
import { operatorModes, userModes } from "../world/user-modes.ts";
import type { RunContext, UserAskContext } from "./context.ts";
import { tellOperators } from "./tell-operators.ts";

/** Shows one's own modes. */
export function showUserModes(ctx: UserAskContext, target: string): void {
  const { user, world } = ctx;
  const refusal = mayHandleUserModes(world, user, target);
  if (refusal) return ctx.reply(refusal);
  ctx.reply(reply("RPL_UMODEIS", { modes: `+${user.modes}` }));
  if (user.modes.includes("s")) ctx.reply(reply("RPL_SNOMASK", { mask: `+${user.snomask}` }));
}

/** Changes one's own modes. */
export function changeUserModes(ctx: RunContext, target: string, params: readonly string[]): void {
  const { user, world } = ctx;
  const refusal = mayHandleUserModes(world, user, target);
  if (refusal) return ctx.reply(refusal);
  const { modes, snomask, refusals } = modesAfter(user, params);
  const wasOperator = user.modes.includes("o");
  const categoriesChanged = snomask !== user.snomask;
  const changes = differences(user.modes, modes);
  if (changes.length > 0 || categoriesChanged) {
    ctx.commit({ type: "user-modes-changed", user: user.id, by: user.identity, modes: changes, snomask });
  }
  if (wasOperator && !modes.includes("o")) {
    tellOperators(ctx, "o", `${user.identity.prefix} is no longer an operator`);
  }
  if (categoriesChanged) ctx.reply(reply("RPL_SNOMASK", { mask: `+${snomask}` }));
  for (const line of refusals) ctx.reply(line);
}

interface Draft {
  readonly modes: Letters;
  readonly snomask: Letters;
}

function modesAfter(user: User, params: readonly string[]): Draft & { readonly refusals: readonly Reply[] } {
  let draft: Draft = { modes: user.modes, snomask: user.snomask };
  const refusals = new Map<string, Reply>();
  for (const { sign, letter, param } of parseModeString(params, kindOf)) {
    const verdict = mayChangeUserMode(draft.modes, letter, sign);
    if (verdict === "allowed")
      draft = sign === "+" ? withMode(draft, letter, param) : withoutMode(draft, letter);
    // Each letter is refused once, and all that is none together.
    else if (verdict !== "ignored") refusals.set(/[A-Za-z]/.test(letter) ? letter : "", verdict);
  }
  return { ...draft, refusals: [...refusals.values()] };
}

function kindOf(letter: string): "limit" | "flag" | undefined {
  if (letter === "s") return "limit";
  return userModes.has(letter) ? "flag" : undefined;
}

function withMode({ modes, snomask }: Draft, letter: string, param: string | undefined): Draft {
  if (letter !== "s") return { modes: withLetter(modes, letter), snomask };
  const wanted = changedSnomask(snomask, param ?? (snomask === "" ? defaultSnomask : ""));
  return { modes: wanted === "" ? withoutLetter(modes, "s") : withLetter(modes, "s"), snomask: wanted };
}

function withoutMode({ modes, snomask }: Draft, letter: string): Draft {
  const kept = withoutLetter(modes, letter);
  // What only operators may have goes with the operator.
  if (letter === "o") return { modes: operatorModes.reduce(withoutLetter, kept), snomask: "" };
  return { modes: kept, snomask: letter === "s" ? "" : snomask };
}

function differences(before: Letters, after: Letters) {
  const gone = [...before].filter((letter) => !after.includes(letter));
  const come = [...after].filter((letter) => !before.includes(letter));
  return [
    ...come.map((letter) => ({ sign: "+" as const, letter })),
    ...gone.map((letter) => ({ sign: "-" as const, letter })),
  ];
}
