import { unescapeTagValue } from "../protocol/tags.ts";
import type { ReactionRow } from "../store/port/messages.ts";
import type { MessageSent } from "../world/changes.ts";
import type { World } from "../world/world.ts";

/** What a message says about another one: react.md. */
export interface Reactions {
  readonly added?: ReactionRow;
  readonly removed?: Pick<ReactionRow, "message" | "by" | "value">;
}

/** The reaction in the tags of a message; `undefined` if there is none. */
export function reactionsOf({ names }: World, { tags, by, id, at }: MessageSent): Reactions | undefined {
  const message = tagValue(tags, "+reply") ?? tagValue(tags, "+draft/reply");
  const [react, unreact] = [tagValue(tags, "+draft/react"), tagValue(tags, "+draft/unreact")];
  // "MUST NOT both be attached to a single message".
  if (!message || (react === undefined) === (unreact === undefined)) return undefined;
  const account = by.account === undefined ? undefined : names.fold(by.account);
  const who = account ?? names.foldNick(by.nick);
  if (unreact !== undefined) return { removed: { message, by: who, value: unreact } };
  return { added: { id, message, by: who, account, value: react ?? "", at } };
}

function tagValue(tags: string | undefined, name: string): string | undefined {
  for (const tag of tags?.split(";") ?? []) {
    if (tag === name) return "";
    if (tag.startsWith(`${name}=`)) return unescapeTagValue(tag.slice(name.length + 1));
  }
  return undefined;
}
