import type { WebhookConfig } from "../../config/schema.ts";
import type { Change } from "../../world/changes.ts";
import type { Identity } from "../../world/identity.ts";

/** The name of an event. */
export type EventName = WebhookConfig["events"][number];

/** Something that happened, as a webhook is told. */
export interface WebhookEvent {
  readonly event: EventName;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** What a change is to webhooks; nothing where they are not told. What is said between two is nobody's business. */
export function eventOf(change: Change): WebhookEvent | undefined {
  switch (change.type) {
    case "registered":
      return event("user.connected", { user: shown(change.by), realname: change.realname });
    case "quit":
      return event("user.left", { user: shown(change.by), reason: change.reason });
    case "killed":
      return event("user.killed", { nick: change.nick, by: change.by.nick, reason: change.reason });
    case "opered":
      return event("user.opered", { user: shown(change.by), operator: change.grant.name });
    case "joined":
      return event("channel.joined", { channel: change.name, user: shown(change.by) });
    case "parted":
      return event("channel.parted", { channel: change.name, user: shown(change.by), reason: change.reason });
    case "kicked": {
      const { name: channel, nick, by, reason } = change;
      return event("channel.kicked", { channel, nick, by: by.nick, reason });
    }
    case "topic-set":
      return event("channel.topic", { channel: change.name, by: change.by.nick, topic: change.topic.text });
    case "message-sent": {
      const { verb, by, target, text, id } = change;
      if (verb === "TAGMSG" || target.to !== "channel" || target.status !== undefined) return undefined;
      return event("channel.message", { channel: target.name, user: shown(by), verb, text, msgid: id });
    }
    case "account-set":
      return event("account.changed", { account: change.account.name, status: change.account.status });
    case "account-removed":
      return event("account.removed", { account: change.account });
    default:
      return undefined;
  }
}

function event(name: EventName, facts: WebhookEvent["facts"]): WebhookEvent {
  return { event: name, facts };
}

function shown({ nick, user, host, account }: Identity) {
  return { nick, user, host, account: account ?? null };
}
