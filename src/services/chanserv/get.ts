import { named, optional } from "../../commands/args.ts";
import { type Command, defineCommand } from "../../commands/command.ts";
import { channelSettings, settingNamed } from "./settings.ts";
import { standingIn } from "./standing.ts";

/** Shows what has been chosen for a registered channel, to who has a role in it. */
export const get: Command = defineCommand({
  name: "GET",
  when: "registered",
  args: [named("channel"), optional(named("setting"))],
  help: "Shows what has been chosen for a channel, all of it or one setting.",
  ask(ctx, name, settingName) {
    const standing = standingIn(ctx, name, "voice");
    if (typeof standing === "string") return ctx.notice(standing);
    const wanted = settingName === undefined ? undefined : settingNamed(settingName);
    if (settingName !== undefined && !wanted) return ctx.notice(`There is no setting ${settingName}`);
    const { settings } = standing.registration;
    for (const setting of wanted ? [wanted] : channelSettings) {
      ctx.notice(`${setting.name}: ${setting.shown(settings) ?? setting.standard}`);
    }
  },
});
