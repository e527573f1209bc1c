import { escapeTagValue } from "../protocol/tags.ts";
import type { Identity } from "../world/identity.ts";

/** What the tags of a delivered line may say: who did it, when, and what belongs to it. */
export interface TaggedEvent {
  readonly at: number;
  readonly by: Identity;
  /** The id of a message. */
  readonly id?: string | undefined;
  /** Client-only tags, as they stand in a line. */
  readonly clientTags?: string | undefined;
  readonly relayedBy?: string | undefined;
  /** The id of the message it changes, and its new text. */
  readonly edits?: { readonly id: string; readonly text: string } | undefined;
}

/** Adds tags to those before it; what there is nothing to say of adds none. */
export type TagMaker = (event: TaggedEvent) => string | undefined;

/** server-time.md: three decimals and a Z, as Date has it. */
export const timeTag: TagMaker = ({ at }) => `time=${new Date(at).toISOString()}`;

/** account-tag.md: who is in no account has no tag. */
export const accountTag: TagMaker = ({ by }) =>
  by.account === undefined ? undefined : `account=${escapeTagValue(by.account)}`;

/** oper-tag.md: without a value; which of the operators' blocks it was is nobody's business. */
export const operTag: TagMaker = ({ by }) => (by.oper ? "draft/oper" : undefined);

/** relaymsg: who relays. */
export const relayTag: TagMaker = ({ relayedBy }) =>
  relayedBy === undefined ? undefined : `draft/relaymsg=${escapeTagValue(relayedBy)}`;

/** message-ids.md, bot-mode.md and, behind all that is the server's word, what the client said. */
export const messageTags: TagMaker = ({ id, by, clientTags, edits }) => {
  const tags = [
    id === undefined ? undefined : `msgid=${id}`,
    by.bot ? "bot" : undefined,
    edits && `draft/target-msgid=${edits.id};draft/edit-text=${escapeTagValue(edits.text)}`,
    clientTags,
  ];
  return tags.filter((tag) => tag !== undefined && tag !== "").join(";");
};

/** The tags of a line with the space behind them, or nothing. */
export function tagsOf(event: TaggedEvent, makers: readonly TagMaker[]): string {
  let tags = "";
  for (const make of makers) {
    const tag = make(event);
    if (tag) tags += tags === "" ? tag : `;${tag}`;
  }
  return tags === "" ? "" : `@${tags} `;
}

/** The line with one more tag before those it has. */
export function withTag(line: string, tag: string): string {
  return line.startsWith("@") ? `@${tag};${line.slice(1)}` : `@${tag} ${line}`;
}
