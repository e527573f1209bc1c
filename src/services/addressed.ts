import { playback, playbackNick } from "../commands/playback.ts";
import type { Message } from "../protocol/message.ts";
import { type Reply, reply } from "../protocol/reply.ts";
import type { Service } from "./service.ts";
import { services } from "./table.ts";

const byNick: ReadonlyMap<string, Pick<Service, "command">> = new Map<string, Pick<Service, "command">>([
  ...services.map((service) => [service.nick.toLowerCase(), service] as const),
  [playbackNick, { command: playback.name }],
]);

/** Whether one of them is named at all. */
const mayName = new RegExp([...byNick.keys()].map((nick) => nick.replace("*", "\\*")).join("|"), "i");

const speaking = new Set(["PRIVMSG", "MSG", "SQUERY"]);

/** Services as they are spoken to. */
interface Spoken {
  /** Whether one of them may be named in these targets: nearly every message is for somebody else. */
  mayName(targets: string): boolean;
  /** The command that reaches the one of this nick. */
  commandOf(nick: string): string | undefined;
}

/**
 * What is said to a service becomes a command at home: it may be a password, and enters no log. `undefined`: nothing
 * is; a `Reply`: it must not be said like this.
 */
export function addressed(message: Message): Message | Reply | undefined {
  return addressedTo(own, message);
}

const own: Spoken = {
  mayName: (targets) => mayName.test(targets),
  commandOf: (nick) => byNick.get(nick.toLowerCase())?.command,
};

/** As `addressed`, of other services than the server's own. */
export function addressedTo(services: Spoken, message: Message): Message | Reply | undefined {
  const { command, params } = message;
  const isSpoken = speaking.has(command);
  if (!isSpoken && command !== "NOTICE") return undefined;
  const targets = params[0] ?? "";
  if (!services.mayName(targets)) return undefined;
  const verb = commandAt(services, targets);
  if (verb === undefined)
    return targets.split(",").some((target) => commandAt(services, target) !== undefined)
      ? reply("ERR_TOOMANYTARGETS", { target: targets })
      : undefined;
  // RFC 2812 3.3.2: nothing answers a NOTICE.
  return { ...message, command: isSpoken ? verb : "NOTICE", params: isSpoken ? params.slice(1) : [] };
}

/** `NickServ`, or `NickServ@anywhere`, as one writes who wants no impostor to read it. */
function commandAt({ commandOf }: Spoken, target: string): string | undefined {
  const [nick = ""] = target.split("@");
  return commandOf(nick);
}
