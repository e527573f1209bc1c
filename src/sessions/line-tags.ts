import { isInForce } from "../caps/capabilities.ts";
import { formatTags, type Message } from "../protocol/message.ts";
import { ownCopy } from "../protocol/text.ts";
import type { Session } from "./session.ts";

// labeled-response.md, "Tag value".
const longestLabel = 64;

/** The label of a line, from a client that has asked for labels and can read the batches they need. */
export function labelOf({ capabilities }: Session, { tags }: Message): string | undefined {
  const label = tags?.get("label");
  if (label === undefined || label === "" || Buffer.byteLength(label) > longestLabel) return undefined;
  return isInForce("labeled-response", capabilities) ? label : undefined;
}

/** The client-only tags of a line as they are passed on; all others are the server's to set. */
export function clientTagsOf(session: Session, { tags }: Message): string | undefined {
  if (!tags || !session.capabilities.has("message-tags")) return undefined;
  const own = new Map([...tags].filter(([key]) => key.startsWith("+") && key.length > 1));
  if (own.size === 0) return undefined;
  const text = ownCopy(formatTags(own));
  spendOn(session, text);
  return text;
}

/** The line with what it says in tags of these names behind its other parameters, as the last of so many. */
export function withTagArgs(
  session: Session,
  names: readonly string[],
  count: number,
  line: Message,
): Message {
  const values = names.map((name) => ownCopy(line.tags?.get(name) ?? ""));
  spendOn(session, values.join(""));
  const params = Array.from({ length: count - names.length }, (_, place) => line.params[place] ?? "");
  return { ...line, params: [...params, ...values] };
}

/** Everybody in the channel gets it: what is long costs more. */
function spendOn(session: Session, text: string): void {
  session.input.spend(Math.floor(Buffer.byteLength(text) / bytesPerPoint));
}

const bytesPerPoint = 1024;
