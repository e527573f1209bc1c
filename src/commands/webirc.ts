import { unescapeTagValue } from "../protocol/tags.ts";
import { named, rest } from "./args.ts";
import { defineCommand } from "./command.ts";

/** A gateway says who the client is that it brings: webirc.md. */
export const webirc = defineCommand({
  name: "WEBIRC",
  when: "unregistered",
  args: [named("password"), named("gateway"), named("hostname"), named("ip"), rest("options")],
  help: "Says, as a gateway that is known here, whom it brings.",
  ask(ctx, password, gateway, _hostname, address, options) {
    ctx.client.comeThrough({ password, gateway, address, options: parsed(options) });
  },
});

/** `secure local-port=6697`: a flag may come with a value one day, and means the same. */
function parsed(words: readonly string[]): ReadonlyMap<string, string> {
  const options = words.flatMap((word) => word.split(" ")).filter((word) => word !== "");
  return new Map(
    options.map((option) => {
      const equals = option.indexOf("=");
      return equals < 0
        ? [option, ""]
        : [option.slice(0, equals), unescapeTagValue(option.slice(equals + 1))];
    }),
  );
}
