import type { ConfigInput } from "./schema.ts";

/** A configuration to begin with. */
export interface Preset {
  /** For whom it is, in a few words. */
  readonly about: string;
  /** What is to be written in it before the first start, besides its name. */
  readonly missing?: string;
  /** Whatever differs from the defaults. */
  readonly values: ConfigInput;
}

/** The names of all presets. */
export const PRESETS = ["public", "team", "test"] as const;

/** The presets of `ircd-ts init`. */
export const presets: Readonly<Record<(typeof PRESETS)[number], Preset>> = {
  public: {
    about: "a server that anybody may use",
    values: {
      name: "irc.example.org",
      network: "Example",
      listeners: [
        { host: "::", port: 6667 },
        { host: "::", port: 6697, tls: { selfSigned: true } },
      ],
      data: "data",
      hostLookup: true,
      connections: { perAddress: 8, connectThrottle: { count: 8, seconds: 60 } },
      history: { lines: 200 },
    },
  },
  team: {
    about:
      "a server for people who know each other: all log in to accounts that stand in accounts, go by their names, and " +
      "have history",
    missing: "its people in accounts",
    values: {
      name: "chat.example.org",
      network: "Team",
      listeners: [
        { host: "127.0.0.1", port: 6667 },
        { host: "::", port: 6697, tls: { selfSigned: true } },
      ],
      accountRequired: true,
      data: "data",
      nicks: { protect: "strict", areAccounts: true },
      history: { lines: 5_000, onJoin: 50 },
    },
  },
  test: {
    about: "a server for tests of clients and bots: nothing is kept, nothing is limited",
    values: {
      name: "irc.example.test",
      network: "Test",
      listeners: [{ host: "127.0.0.1", port: 6667 }],
      accounts: [
        { name: "alice", password: "alice" },
        { name: "bob", password: "bob" },
      ],
      ephemeral: true,
      log: { level: "warn" },
      unlimited: true,
    },
  },
};
