import { protectionOf } from "../../world/access-nicks.ts";
import { mayShareNick, mayStay } from "../../world/access-sessions.ts";
import type { Account, AccountSettings, NickProtection } from "../../world/account.ts";
import type { World } from "../../world/world.ts";

/** Something the owner of an account chooses with SET: one row each. */
export interface Setting {
  readonly name: string;
  /** What it is about, in a line. */
  readonly help: string;
  /** The words it takes, beside `default`. */
  readonly values: readonly string[];
  /** As it is for the account now, in one of these words. */
  shown(account: Account, world: World): string;
  /** What one of these words means for an account; `undefined` is as configured. */
  chosen(word: string | undefined): AccountSettings;
}

const protections = ["strict", "lenient", "off"] as const satisfies readonly NickProtection[];

/** Everything that can be chosen, by name. */
export const settings: readonly Setting[] = [
  {
    name: "ENFORCE",
    help: "whether others may take nicks of yours: never, for a while, or as they like",
    values: protections,
    shown: (account, world) => protectionOf(world, account),
    chosen: (word) => ({ enforce: protections.find((one) => one === word) }),
  },
  {
    name: "PRIVATE",
    help: "whether others are not to know when and where you are, nor to find your account in LIST",
    values: ["on", "off"],
    shown: ({ settings }) => onOff(settings.private === true),
    chosen: (word) => ({ private: word === "on" || undefined }),
  },
  {
    name: "ALWAYS-ON",
    help: "whether you stay on the network, in your channels, while you are not connected",
    values: ["on", "off"],
    shown: ({ name }, world) => onOff(mayStay(world, name)),
    chosen: (word) => ({ alwaysOn: choice(word) }),
  },
  {
    name: "MULTICLIENT",
    help: "whether a client that logs in to your account shares your nick",
    values: ["on", "off"],
    shown: ({ name }, world) => onOff(mayShareNick(world, name)),
    chosen: (word) => ({ multiclient: choice(word) }),
  },
  {
    name: "AUTOAWAY",
    help: "whether you are shown as away while you stay without being connected",
    values: ["on", "off"],
    shown: ({ settings }, world) => onOff(settings.autoAway ?? world.settings.sessions.autoAway),
    chosen: (word) => ({ autoAway: choice(word) }),
  },
];

/** The setting of that name. */
export function settingNamed(name: string): Setting | undefined {
  const wanted = name.toUpperCase();
  return settings.find((setting) => setting.name === wanted);
}

function choice(word: string | undefined): boolean | undefined {
  return word === undefined ? undefined : word === "on";
}

function onOff(isOn: boolean): string {
  return isOn ? "on" : "off";
}
