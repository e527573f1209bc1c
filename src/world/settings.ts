import type { Casemapping } from "../protocol/names.ts";
import type { NickProtection } from "./account.ts";
import type { Extension } from "./extensions.ts";

/** Limits every node must judge alike. Lengths are in bytes of UTF-8, those of nicks and channel names in characters. */
export interface NetworkLimits {
  readonly nickLength: number;
  readonly userLength: number;
  readonly realnameLength: number;
  readonly channelLength: number;
  readonly topicLength: number;
  readonly awayLength: number;
  readonly kickLength: number;
  readonly keyLength: number;
  readonly channelsPerUser: number;
  /** 0 means no limit. */
  readonly membersPerChannel: number;
  readonly modesPerCommand: number;
  /** Targets of one PRIVMSG or NOTICE, and of any other command. */
  readonly messageTargets: number;
  readonly commandTargets: number;
  readonly listEntries: number;
  readonly silence: number;
  readonly accept: number;
  /** Nicks one client may MONITOR. */
  readonly monitor: number;
  /** What one multiline message may have. */
  readonly multilineBytes: number;
  readonly multilineLines: number;
  /** How long an invitation is good for. */
  readonly inviteSeconds: number;
  /** Channels and users of which it is remembered how far an account, or a user in none, has read them. */
  readonly readMarkers: number;
  readonly userQueries: number;
  /** Entries WHOWAS remembers. */
  readonly whowas: number;
}

/** How much of what was said a member may read: nothing, all since they joined, since it was registered, or all. */
export type HistoryPolicy = "none" | "since-join" | "since-registration" | "all";

/** Whether something holds for accounts: for none, for those that ask for it, for those that do not object, for all. */
export type AccountPolicy = "off" | "opt-in" | "opt-out" | "mandatory";

/** How sessions and users belong together. */
export interface SessionSettings {
  /** Whether the clients of an account share one nick. */
  readonly multiclient: AccountPolicy;
  /** Whether an account stays on the network without a session. */
  readonly alwaysOn: AccountPolicy;
  /** Whether who stays is shown as away meanwhile, unless the account says otherwise. */
  readonly autoAway: boolean;
  /** After how many days without a session an account leaves; 0: never. */
  readonly expireDays: number;
  /** Sessions one account may have at once; 0: any number. */
  readonly perAccount: number;
  /** Lines of each channel and conversation a session is shown that comes back. */
  readonly replayLines: number;
}

/** What users and channels may say of themselves, with metadata. */
export interface MetadataSettings {
  /** Keys that each of them may have; 0: there is no metadata. */
  readonly keys: number;
  /** Keys one client may be told of. */
  readonly subscriptions: number;
  /** The longest value, in bytes of UTF-8. */
  readonly valueLength: number;
  /** Masks of the keys that are for operators alone. */
  readonly operatorKeys: readonly string[];
}

/** The network's configuration as the world holds it: every node decides by the same values. */
export interface NetworkSettings {
  readonly network: string;
  readonly casemapping: Casemapping;
  readonly utf8Nicks: boolean;
  readonly utf8Only: boolean;
  readonly limits: NetworkLimits;
  /** Client-only tags that are dropped, without their `+`, as CLIENTTAGDENY lists them. */
  readonly clientTagDeny: readonly string[];
  /** Where the network's icon is. */
  readonly icon?: string | undefined;
  /** Where the document is that describes the network's own emoji. */
  readonly emoji?: string | undefined;
  /** What a relayed nick has in it and no other; empty: nobody relays. */
  readonly relaySeparators: string;
  /** Whether nobody comes in who has no account: 005 draft/ACCOUNTREQUIRED; left out: no. */
  readonly accountRequired?: true;
  /** Nicks that belong to an account. */
  readonly nicks: {
    /** How they are guarded, where the account has not chosen otherwise. */
    readonly protect: NickProtection;
    /** For how long somebody else may have one. */
    readonly seconds: number;
    /** How many an account may have, its name included. */
    readonly perAccount: number;
    /** Who is logged in goes by the name of the account. */
    readonly areAccounts: boolean;
  };
  /** What ends the host of who is logged in: `account.<this>`; left out: they are shown as everybody is. */
  readonly accountHost?: string | undefined;
  /** What the hosts end with that hide where somebody comes from; left out: the real one is shown. */
  readonly cloakSuffix?: string | undefined;
  /** Hosts any account may take. */
  readonly offeredHosts: readonly string[];
  /** Modes of a channel when it is made, as letters: `nt`. */
  readonly defaultChannelModes: string;
  /** Channels that belong to somebody. */
  readonly channels: {
    /** Whether users may register them, and how many an account may have; 0: any number. */
    readonly registration: boolean;
    readonly perAccount: number;
    /** Accounts that may have a role in one. */
    readonly roles: number;
    /** Unused for so many days, one is nobody's any more; 0: never. */
    readonly expireDays: number;
  };
  readonly metadata: MetadataSettings;
  /** What plugins have brought; left out: nothing. */
  readonly extensions?: readonly Extension[];
  readonly sessions: SessionSettings;
  readonly history: {
    /** Messages held in memory of each channel and conversation, and how many of them are shown on joining. */
    readonly lines: number;
    readonly onJoin: number;
    /** What members may read of a channel that has not chosen. */
    readonly channels: HistoryPolicy;
    /** For how many days, and how many rows of each channel and conversation, the store keeps; 0: without end. */
    readonly days: number;
    readonly rows: number;
    /** Whether who joins is told that what is said is kept. */
    readonly notice: boolean;
    /** For how long who said something may take it back; 0: for as long as it is kept. */
    readonly redactSeconds: number;
    /** Whether who said something may change it, and for how long; 0: for as long as it is kept. */
    readonly edits: boolean;
    readonly editSeconds: number;
    /** Whether clients that know no EDIT are told by a NOTICE. */
    readonly editNotices: boolean;
  };
}

/** How many messages of history a client may ask for at once: 005 CHATHISTORY. */
export function historyPage({ history }: NetworkSettings): number {
  return Math.min(history.lines, 1000);
}

/** The settings of a network nobody has configured. */
export const defaultSettings: NetworkSettings = {
  network: "ircd-ts",
  casemapping: "ascii",
  utf8Nicks: false,
  utf8Only: true,
  limits: {
    nickLength: 30,
    userLength: 16,
    realnameLength: 150,
    channelLength: 64,
    topicLength: 390,
    awayLength: 390,
    kickLength: 390,
    keyLength: 32,
    channelsPerUser: 100,
    membersPerChannel: 0,
    modesPerCommand: 20,
    messageTargets: 4,
    commandTargets: 20,
    listEntries: 100,
    silence: 32,
    accept: 32,
    monitor: 100,
    multilineBytes: 4096,
    multilineLines: 32,
    inviteSeconds: 3600,
    readMarkers: 500,
    userQueries: 50,
    whowas: 1000,
  },
  clientTagDeny: [],
  relaySeparators: "/",
  nicks: { protect: "strict", seconds: 30, perAccount: 10, areAccounts: false },
  offeredHosts: [],
  defaultChannelModes: "nt",
  channels: { registration: true, perAccount: 20, roles: 200, expireDays: 0 },
  metadata: { keys: 20, subscriptions: 50, valueLength: 256, operatorKeys: [] },
  history: {
    lines: 100,
    onJoin: 0,
    channels: "all",
    days: 90,
    rows: 100_000,
    notice: true,
    redactSeconds: 0,
    edits: false,
    editSeconds: 3600,
    editNotices: true,
  },
  sessions: {
    multiclient: "opt-out",
    alwaysOn: "opt-in",
    autoAway: true,
    expireDays: 30,
    perAccount: 16,
    replayLines: 100,
  },
};
