import type { ChannelKey, FoldedNick } from "../protocol/names.ts";
import type { MessageRow, MessageStore, NewMessage } from "../store/port/messages.ts";
import { type AccountKey, keyOfAccount } from "../world/account.ts";
import type { Kicked } from "../world/changes.ts";
import type { World } from "../world/world.ts";

/** Who was put out of a channel, and when: what was said there before is not for them. */
export interface KickMark {
  readonly nick: FoldedNick;
  readonly account: AccountKey | undefined;
  /** The place in the log, and in ms since 1970. */
  readonly seq: number;
  readonly at: number;
}

// Of no kind that anybody is shown. A KICK alone would not do: not all of them are kept, and it goes with the account of who kicked.
const kind = "KICKED";

/** So many who were put out are remembered with a channel, by id, nick and account. */
export const mostKicked = 1000;

/** What a kick leaves behind. */
export function markOf({ names, seq }: World, { nick, account, at }: Kicked): KickMark {
  const key = account === undefined ? undefined : keyOfAccount({ names }, account);
  return { nick: names.foldNick(nick), account: key, seq, at };
}

/** The row in which it outlasts the process; it goes with the account of who was put out. */
export function markRow(
  { nick, account, at }: KickMark,
  place: Pick<NewMessage, "id" | "seq" | "n" | "target">,
): NewMessage {
  return { ...place, kind, at, account, nick, prefix: nick, text: "", payload: null };
}

/** Who was put out of a channel, as the store has it from before the process was started; the latest last. */
export async function storedMarks(
  messages: Pick<MessageStore, "page">,
  channel: ChannelKey,
): Promise<readonly KickMark[]> {
  const rows = await messages.page(channel, { type: "latest" }, mostKicked, { kinds: [kind] });
  return (rows ?? []).map(markFrom);
}

// What `markRow` has written.
function markFrom({ nick, account, seq, at }: MessageRow): KickMark {
  return { nick: nick as FoldedNick, account: account as AccountKey | undefined, seq, at };
}
