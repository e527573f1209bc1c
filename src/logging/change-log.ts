import { formatModeChanges } from "../protocol/mode-string.ts";
import type { AppliedMode, Change } from "../world/changes.ts";
import type { Logger } from "./logger.ts";

/** Writes down what happens on the network: what is said in channels only where that is asked for, keys never. */
export function changeLog(log: Logger, logsChannels: () => boolean) {
  return (change: Change): void => {
    const event = eventOf(change, logsChannels());
    if (event) log.info(event.values, event.name);
  };
}

interface LogEvent {
  readonly name: string;
  readonly values: object;
}

function eventOf(change: Change, channels: boolean): LogEvent | undefined {
  switch (change.type) {
    case "message-sent": {
      const { verb, by, target, text } = change;
      if (!channels || target.to !== "channel" || verb === "TAGMSG") return undefined;
      return event("said", { verb, nick: by.nick, channel: target.name, text });
    }
    case "joined":
      return event("joined", { nick: change.by.nick, channel: change.name });
    case "parted":
      return event("parted", { nick: change.by.nick, channel: change.name });
    case "kicked": {
      const { by, nick, name, reason } = change;
      return event("kicked", { by: by.nick, nick, channel: name, reason });
    }
    case "quit":
      return isKill(change.reason)
        ? event("killed", { nick: change.by.nick, reason: change.reason })
        : undefined;
    case "nick-changed":
      return event("nick changed", { from: change.by.nick, to: change.identity.nick });
    case "host-changed":
      return event("host changed", { from: change.by.prefix, to: change.identity.prefix });
    case "account-changed":
      return event("account changed", { nick: change.by.nick, account: change.identity.account ?? null });
    case "channel-renamed": {
      const { by, name, next } = change;
      return event("channel renamed", { by: by.nick, channel: name, to: next.name });
    }
    case "message-edited": {
      const { by, target, message } = change;
      if (target.to !== "channel") return undefined;
      const text = channels ? { text: message.text } : {};
      return event("message edited", { by: by.nick, channel: target.name, message: message.id, ...text });
    }
    case "message-redacted": {
      const { by, author, target, id } = change;
      // As with what is said between two: that is nobody's business.
      if (target.to !== "channel") return undefined;
      return event("message redacted", { by: by.nick, nick: author, channel: target.name, message: id });
    }
    case "node-lost":
      return event("node lost", { node: change.node, users: change.quits.length });
    case "topic-set": {
      const topic = channels ? { topic: change.topic.text } : {};
      return event("topic set", { by: change.by.nick, channel: change.name, ...topic });
    }
    case "channel-modes-changed": {
      const modes = formatModeChanges(change.modes.map(withoutKey));
      return event("channel modes changed", { by: change.by.nick, channel: change.name, modes });
    }
    case "user-modes-changed": {
      const modes = formatModeChanges(change.modes.map((mode) => ({ ...mode, param: undefined })));
      return event("user modes changed", { nick: change.by.nick, modes });
    }
    case "invited":
      return event("invited", { by: change.by.nick, nick: change.nick, channel: change.name });
    case "opered":
      return event("became an operator", { nick: change.by.nick, block: change.grant.name });
    case "announced":
      if (change.kind !== "snotice") return event("announced", { by: change.by.nick, kind: change.kind });
      // Who leaves is logged where the session ends, without the words they leave with.
      if (change.snomask === "q") return undefined;
      return event("server notice", { category: change.snomask, text: change.text });
    case "audited": {
      const { at, ...record } = change.record;
      return event("audited", record);
    }
    case "stop-requested":
      return event("stop requested", { by: change.by.nick, restart: change.restart });
    default:
      return undefined;
  }
}

function event(name: string, values: object): LogEvent {
  return { name, values };
}

/** RFC 2812 3.7.1: whoever is killed quits with who killed them and why. */
function isKill(reason: string): boolean {
  return reason.startsWith("Killed (");
}

function withoutKey(mode: AppliedMode): AppliedMode {
  return mode.letter === "k" ? { ...mode, param: "*" } : mode;
}
