import { named, optional } from "../../commands/args.ts";
import { type Command, defineCommand } from "../../commands/command.ts";
import { keep } from "./keep.ts";
import { channelSettings, type Setting, type SettingScope, settingNamed } from "./settings.ts";
import { type Asker, founderOf, type Standing, standingIn } from "./standing.ts";

/** Chooses something for a registered channel. */
export const set: Command = defineCommand({
  name: "SET",
  when: "registered",
  args: [named("channel"), optional(named("setting")), optional(named("value"))],
  help: "Chooses something for a channel; without a value, sets it back. Without a setting, lists them.",
  cost: 2,
  ask(ctx, name, settingName, text) {
    if (settingName === undefined) return explainSettings(ctx);
    const setting = settingNamed(settingName);
    if (!setting) return ctx.notice(`There is no setting ${settingName}; SET ${name} lists them`);
    const { world } = ctx;
    const scope = {
      limits: world.settings.limits,
      accountKey: (who: string) => world.accountNamed(who)?.key,
    };
    const judge = () => judgeSetting(ctx, name, setting, text, scope);
    keep(ctx, `SET ${setting.name}`, judge, async (book, { channel, settings }, notice) => {
      await book.change(channel, { settings }, notice);
      const shown = setting.shown(settings);
      return shown === undefined
        ? `${setting.name} of ${channel.name} is set back: ${setting.standard}`
        : `${setting.name} of ${channel.name} is now ${shown}`;
    });
  },
});

function explainSettings(ctx: { notice(text: string): void }): void {
  for (const { name, usage, help } of channelSettings) ctx.notice(`${name} <${usage}> - ${help}`);
}

interface Chosen extends Standing {
  readonly settings: Standing["registration"]["settings"];
}

function judgeSetting(
  asker: Asker,
  name: string,
  setting: Setting,
  text: string | undefined,
  scope: SettingScope,
): Chosen | string {
  const standing = setting.isFounders ? founderOf(asker, name) : standingIn(asker, name, "admin");
  if (typeof standing === "string") return standing;
  const isStandard =
    text === undefined || text.toLowerCase() === "default" || text.toLowerCase() === setting.standard;
  const changed = setting.change(standing.registration.settings, isStandard ? undefined : text, scope);
  return "problem" in changed
    ? `${setting.name}: ${changed.problem}`
    : { ...standing, settings: changed.value };
}
