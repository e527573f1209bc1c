import { byteLength } from "../protocol/text.ts";
import type { Channel } from "../world/channel.ts";
import { type ToldLimit, toldLimits } from "../world/told-limits.ts";
import type { User } from "../world/user.ts";
import type { AnswerBatch, ServerLine } from "./context.ts";

/**
 * CHANLIMITS: the limits that hold for a user in a channel, or that none do. What is too long for one line comes in a
 * batch; a client without batches is told of those every client knows, as many as fit.
 */
export function limitsAnswer(
  channel: Channel,
  user: User,
  now: number,
  capabilities: ReadonlySet<string>,
): ServerLine | AnswerBatch {
  const { name } = channel;
  const [first = ["*"], ...others] = inLines(
    toldLimits(channel, user, now),
    bytesBesideChannel - byteLength(name),
  );
  const line = (words: readonly string[]) => ({ verb: "CHANLIMITS", params: [name, ...words] });
  if (others.length === 0 || !capabilities.has("batch")) return line(first);
  return { type: "chanlimits", params: [name], needs: ["batch"], replies: [first, ...others].map(line) };
}

// What is left of 510 bytes after a server name of 63, the verb, spaces and colons.
const bytesBesideChannel = 510 - 1 - 63 - " CHANLIMITS  :".length;

/** As many limits to a line as fit, those of a scope together. */
function inLines(limits: readonly ToldLimit[], room: number): readonly (readonly string[])[] {
  const lines: Map<string, string>[] = [];
  let left = 0;
  for (const { scope, type, count, seconds } of limits) {
    const words = `${type}=${count}/${seconds}`;
    const size = (line: ReadonlyMap<string, string> | undefined) =>
      words.length + 1 + (line?.has(scope) ? 0 : scope.length + 1);
    if (lines.length === 0 || size(lines.at(-1)) > left) {
      lines.push(new Map());
      left = room;
    }
    const line = lines.at(-1);
    left -= size(line);
    const before = line?.get(scope);
    line?.set(scope, before === undefined ? `${scope}:${words}` : `${before},${words}`);
  }
  return lines.map((line) => [...line.values()]);
}
