import type { TestClient } from "./client.ts";
import { tagged } from "./tagged.ts";

/** Says something, and returns the id by which it comes back: the client has echo-message and message-tags. */
export function saidBy(client: TestClient, ...lines: readonly string[]): string {
  for (const line of client.ask(...lines)) {
    const { msgid } = tagged(line).tags;
    if (typeof msgid === "string") return msgid;
  }
  throw new Error(`nothing came back of ${lines.join("\n")}`);
}
