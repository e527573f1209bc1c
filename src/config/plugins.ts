import { z } from "zod";
import { flag, type KeyProblem, line, mustBe, oneOf, section, subKey, whole } from "./fields.ts";

/** The plugins that come along. */
export const BUNDLED_PLUGINS = ["word-filter", "greeter", "dice", "chat-bridge", "channel-stats"] as const;

/** A plugin, where it is found, and what it is told. */
export function plugin() {
  const error = mustBe("a section with the plugin's own keys");
  return section({
    use: subKey(oneOf(BUNDLED_PLUGINS).optional(), "one of the plugins that come along"),
    path: subKey(line().optional(), "its file, .ts or .js"),
    package: subKey(
      line("the name of a package", /^(?:@[\w.-]+\/)?[\w.-]+(?:\/[\w./-]+)?$/).optional(),
      "the npm package it is, installed where the server runs",
    ),
    options: subKey(
      z.record(z.string(), z.unknown(), { error }).default({}),
      "what it is told; which keys there are, the plugin says",
    ),
    isolated: subKey(
      flag().default(false),
      "whether its commands and what it hears run in a thread of their own, which can be ended",
    ),
    budgetMs: subKey(
      whole(1, 60_000).default(500),
      "for how long it may hold the server up at once, in ms; beyond it the plugin is switched off",
    ),
    hangSeconds: subKey(
      whole(1, 3600).default(10),
      "after how many seconds the process is ended if the plugin does not come back",
    ),
    failures: subKey(
      whole(1, 1_000_000).default(20),
      "how often it may fail within a minute; beyond it the plugin is switched off",
    ),
    storageKeys: subKey(
      whole(1, 1_000_000).default(50_000),
      "under how many keys it may keep something; what comes beyond is refused, and a failure",
    ),
    storageMegabytes: subKey(
      whole(1, 4096).default(64),
      "how much it may keep in all, keys included; what comes beyond is refused, and a failure",
    ),
  });
}

/** Which plugins are found nowhere, or in more than one place. */
export function pluginProblems(
  plugins: readonly {
    readonly use?: string | undefined;
    readonly path?: string | undefined;
    readonly package?: string | undefined;
  }[],
): readonly KeyProblem[] {
  return plugins.flatMap(({ use, path, package: name }, index): KeyProblem[] =>
    [use, path, name].filter((place) => place !== undefined).length === 1
      ? []
      : [[["plugins", index], "needs one of use, path and package"]],
  );
}
