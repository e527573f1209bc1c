import type { Finding } from "../moderation/filters.ts";
import { reply } from "../protocol/reply.ts";
import type { Session } from "./session.ts";

/** Tells a client what was not said, or not done, and why; `about` is the channel, nick or name it is about. */
export function refuseFiltered(session: Session, command: string, finding: Finding, about: string): void {
  const { penalty, occasion } = finding;
  const reason = `filtered: ${penalty.reason}`;
  switch (occasion.what) {
    case "message":
      return refuseToChannel(session, command, about, reason);
    case "private":
      if (command === "NOTICE") return noticeLost(session, about, reason);
      return session.reply(reply("ERR_CANNOTSENDTOUSER", { nick: about, reason }));
    case "nick":
      return session.reply(reply("ERR_UNAVAILRESOURCE", { name: about, reason }));
    case "topic":
    case "part":
      return session.reply(reply("FAIL_FILTERED", { command, about, reason }));
    case "quit":
    case "realname":
    case "away":
      return session.reply(reply("FAIL_FILTERED", { command, about: "*", reason }));
    default:
      return occasion.what satisfies never;
  }
}

/** What operators read of who was caught. */
export function caughtWords(
  who: string,
  { penalty: { name, action }, occasion: { what, target } }: Finding,
): string {
  const where = target === undefined ? what : `${what} to ${target}`;
  return `${who} was caught by filter ${name} (${action}): ${where}`;
}

/** Who leaves may leave, without the words: the parameters that are left. `undefined`: it is no leaving. */
export function wordsLeftOut(
  session: Session,
  command: string,
  params: readonly string[],
  { penalty }: Finding,
): readonly string[] | undefined {
  if (command !== "PART" && command !== "QUIT") return undefined;
  session.notice(`*** The words you leave with are not shown (filtered: ${penalty.reason})`);
  return command === "PART" ? params.slice(0, 1) : [];
}

/** Tells a client what it did not say in a channel, and why. */
export function refuseToChannel(session: Session, command: string, channel: string, reason: string): void {
  if (command === "NOTICE") return noticeLost(session, channel, reason);
  session.reply(reply("ERR_CANNOTSENDTOCHAN", { channel, reason }));
}

/** Tells a client of a NOTICE that was not sent. RFC 2812 3.3.2: no numeric answers one, but it must not be lost unseen. */
export function noticeLost(session: Session, target: string, reason: string): void {
  session.notice(`*** Your notice to ${target} was not sent (${reason})`);
}
