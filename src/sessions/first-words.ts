import type { FramedLine } from "../protocol/framer.ts";
import type { SessionNode } from "./node.ts";
import type { Session } from "./session.ts";

// What no IRC client begins with, but a person who types a command.
const SLASH = 0x2f;

/** Who begins with a slash is a person: greeted as one, and written to in words from here on. */
export function greetIfPerson(session: Session, node: SessionNode, chunk: Uint8Array): void {
  if (chunk[0] !== SLASH || !isNewOnIrc(session)) return;
  session.writeIn(node.console);
  node.console.greet?.(session, true);
}

/** True for what a browser begins with: a web page may have it send IRC in the body of a request. */
export function isOfBrowser({ input }: Session, line: FramedLine): boolean {
  return input.lines <= 2 && typeof line === "string" && /^[A-Z]+ \S+ HTTP\/\d|^Host: \S+$/i.test(line);
}

function isNewOnIrc({ input, profile }: Session): boolean {
  return input.lines === 0 && input.isEmpty && profile.codec.answersPings;
}
