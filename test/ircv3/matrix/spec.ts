import { type SeenLine, writeLine } from "../../kit/seen.ts";

// The lines the specifications ask for, written here once more: nothing of src/ has a hand in it.

/** Who does something: what the tags may say of them. */
export interface Source {
  readonly nick: string;
  /** `nick!user@host`, or a server's name. */
  readonly prefix: string;
  readonly realname?: string;
  readonly account?: string;
  readonly oper?: true;
  readonly bot?: true;
  /** What they are away for. */
  readonly away?: string;
}

/** What else the tags may say, of a message. */
export interface Said {
  /** It has an id: message-ids.md. */
  readonly id?: true;
  readonly clientTags?: Readonly<Record<string, string>>;
  readonly relayedBy?: string;
  /** What else the server says of it to who has message-tags. */
  readonly ownTags?: Readonly<Record<string, string>>;
}

/** A client that reads: what it has asked for, and who it is. */
interface Reader {
  has(capability: string): boolean;
  readonly source: Source;
}

/** Lines as one reader is sent them, at one time. */
export class Spec {
  readonly reader: Reader;
  readonly time: string;

  constructor(reader: Reader, time: string) {
    this.reader = reader;
    this.time = time;
  }

  has(capability: string): boolean {
    return this.reader.has(capability);
  }

  get self(): Source {
    return this.reader.source;
  }

  /** A command of a user, or of a server, with all tags that belong to it. */
  line(by: Source, command: string, params: readonly string[], said: Said = {}): string {
    return this.bare(this.tags(by, said), by.prefix, command, params);
  }

  /** A line with these tags and no others. */
  bare(tags: SeenLine["tags"], source: string, command: string, params: readonly string[]): string {
    return writeLine({ tags, source, command, params });
  }

  tags(by: Source, said: Said = {}): Map<string, string> {
    const tags = new Map<string, string>();
    // server-time.md
    if (this.has("server-time")) tags.set("time", this.time);
    // account-tag.md: "to all commands sent by a user"; none for who is in no account.
    if (this.has("account-tag") && by.account !== undefined) tags.set("account", escaped(by.account));
    // oper-tag.md: the same of operators.
    if (this.has("draft/oper-tag") && by.oper) tags.set("draft/oper", "");
    // relaymsg: "The capability also lets clients receive the draft/relaymsg message tag".
    if (this.has("draft/relaymsg") && said.relayedBy !== undefined)
      tags.set("draft/relaymsg", said.relayedBy);
    if (!this.has("message-tags")) return tags;
    // message-ids.md, "Dependencies"; bot-mode.md: "MUST only be sent to users who have requested message-tags".
    if (said.id) tags.set("msgid", "*");
    if (by.bot) tags.set("bot", "");
    for (const [key, value] of Object.entries({ ...said.ownTags, ...said.clientTags })) tags.set(key, value);
    return tags;
  }

  /** extended-join.md, away-notify.md: "as well as when a user joins and has an away message set". */
  join(by: Source, channel: string): readonly string[] {
    const extended = this.has("extended-join") ? [by.account ?? "*", by.realname ?? ""] : [];
    return [this.line(by, "JOIN", [channel, ...extended])];
  }

  /** away-notify.md: AWAY without a message removes the state. */
  away(by: Source, text: string | undefined): readonly string[] {
    if (!this.has("away-notify")) return [];
    return [this.line(by, "AWAY", text === undefined ? [] : [text])];
  }

  /** metadata.md, "METADATA server message": for who has negotiated it, and the batches it depends on. */
  metadata(by: Source, target: string, key: string, ...value: readonly string[]): readonly string[] {
    if (!this.has("draft/metadata-2") || !this.has("batch")) return [];
    return [this.line(by, "METADATA", [target, key, "*", ...value])];
  }

  /** read-marker.md: "after the server sends a server JOIN command to the client", where nothing was read. */
  marker(channel: string): readonly string[] {
    if (!this.has("draft/read-marker")) return [];
    return [this.bare(new Map(), "irc.test", "MARKREAD", [channel, "*"])];
  }

  /** Proposal 589, "Per-channel delivery": where nothing is limited. */
  limits(channel: string): readonly string[] {
    if (!this.has("draft/channel-flood-limits")) return [];
    return [this.bare(new Map(), "irc.test", "CHANLIMITS", [channel, "*"])];
  }

  /** Who joins, and is away if they are. */
  arrival(by: Source, channel: string): readonly string[] {
    return [...this.join(by, channel), ...(by.away === undefined ? [] : this.away(by, by.away))];
  }
}

/** message-tags.md, "Escaping values". */
function escaped(value: string): string {
  return value.replaceAll("\\", "\\\\").replaceAll(";", "\\:").replaceAll(" ", "\\s");
}
