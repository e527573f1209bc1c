import { type Reply, reply } from "../protocol/reply.ts";
import { isAlwaysOn } from "../world/access-sessions.ts";
import type { AccountKey, AccountSettings } from "../world/account.ts";
import type { User } from "../world/user.ts";
import type { World } from "../world/world.ts";
import { named, optional } from "./args.ts";
import { defineCommand } from "./command.ts";
import type { UserAskContext } from "./context.ts";

/** Whether one stays on the network without a session: proposal 503. */
export const persistence = defineCommand({
  name: "PERSISTENCE",
  when: "registered",
  args: [named("GET or SET"), optional(named("ON, OFF or DEFAULT"))],
  help: "Shows or sets whether you stay on the network while you are not connected.",
  cost: 2,
  ask(ctx, given, setting) {
    const subcommand = given.toUpperCase();
    // "Implementations SHOULD ignore unrecognized subcommands".
    if (subcommand !== "GET" && subcommand !== "SET") return;
    const { account } = ctx.user.identity;
    if (account === undefined) return ctx.reply(reply("FAIL_PERSISTENCE_ACCOUNT_REQUIRED"));
    if (subcommand === "GET") return ctx.say("PERSISTENCE", ...persistenceStatus(ctx.world, ctx.user));
    const alwaysOn = choices.get(setting?.toUpperCase() ?? "");
    if (!alwaysOn) return ctx.reply(reply("FAIL_PERSISTENCE_INVALID_PARAMETERS"));
    set(ctx, account, alwaysOn);
  },
});

const choices: ReadonlyMap<string, Pick<AccountSettings, "alwaysOn">> = new Map([
  ["ON", { alwaysOn: true }],
  ["OFF", { alwaysOn: false }],
  ["DEFAULT", { alwaysOn: undefined }],
]);

function set(ctx: UserAskContext, account: string, choice: Pick<AccountSettings, "alwaysOn">): void {
  const { accounts } = ctx.control;
  const failed: Reply = reply("FAIL_PERSISTENCE_INTERNAL_ERROR");
  const change = async (key: AccountKey): Promise<boolean> => {
    try {
      return await accounts.choose(key, choice);
    } catch {
      // The store has told operators and the log what is wrong with it.
      return false;
    }
  };
  ctx.after(change(accounts.keyOf(account)), (isDone) => {
    if (isDone) ctx.say("PERSISTENCE", ...persistenceStatus(ctx.world, ctx.user));
    else ctx.reply(failed);
  });
}

/** What PERSISTENCE STATUS says of a user: what they have chosen, and what is. */
export function persistenceStatus(world: World, user: User): readonly ["STATUS", string, string] {
  const { account } = user.identity;
  const chosen = account === undefined ? undefined : world.accountNamed(account)?.settings.alwaysOn;
  const setting = chosen === undefined ? "DEFAULT" : onOrOff(chosen);
  return ["STATUS", setting, onOrOff(isAlwaysOn(world, user))];
}

function onOrOff(isOn: boolean): string {
  return isOn ? "ON" : "OFF";
}
