import { named, optional } from "../../commands/args.ts";
import { type Command, defineCommand } from "../../commands/command.ts";
import { failureWords, stored } from "../../commands/stored.ts";
import { ownAccount } from "../account-args.ts";
import { type Setting, settingNamed, settings } from "./settings.ts";

const names = settings.map(({ name }) => name).join(", ");

/** Chooses something for the user's account. */
export const set: Command = defineCommand({
  name: "SET",
  when: "registered",
  args: [named("setting"), named("value")],
  help: `Chooses something for your account, or the network's way with DEFAULT: ${names}. GET explains them.`,
  cost: 5,
  ask(ctx, name, value) {
    const account = ownAccount(ctx);
    if (!account) return;
    const setting = settingNamed(name);
    if (!setting) return ctx.notice(`There is no setting ${name}: there is ${names}`);
    const word = value.toLowerCase();
    if (word !== "default" && !setting.values.includes(word)) {
      return ctx.notice(`${setting.name} is ${wordsFor(setting)}`);
    }
    const chosen = setting.chosen(word === "default" ? undefined : word);
    ctx.after(stored(ctx.control.accounts.choose(account.key, chosen)), (outcome) => {
      const now = ctx.world.accounts.get(account.key);
      if ("failed" in outcome) ctx.notice(failureWords(outcome.failed));
      else ctx.notice(now ? `${setting.name} is ${setting.shown(now, ctx.world)}` : failureWords("MISSING"));
    });
  },
});

/** Shows what is chosen for the user's account. */
export const get: Command = defineCommand({
  name: "GET",
  when: "registered",
  args: [optional(named("setting"))],
  help: "Shows what is chosen for your account.",
  ask(ctx, name) {
    const account = ownAccount(ctx);
    if (!account) return;
    const one = name === undefined ? undefined : settingNamed(name);
    if (name !== undefined && !one) return ctx.notice(`There is no setting ${name}: there is ${names}`);
    for (const setting of one ? [one] : settings) {
      ctx.notice(
        `${setting.name} is ${setting.shown(account, ctx.world)} (${wordsFor(setting)}): ${setting.help}`,
      );
    }
  },
});

function wordsFor({ values }: Setting): string {
  return [...values, "default"].join(", ").replace(/, ([^,]*)$/, " or $1");
}
