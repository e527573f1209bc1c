import type { Message } from "../protocol/message.ts";
import { type Reply, reply } from "../protocol/reply.ts";
import { mayUsePrivilege } from "../world/access.ts";
import type { User } from "../world/user.ts";
import { isRefusal } from "./args.ts";
import { type Command, needMoreParams } from "./command.ts";
import type { Commands } from "./table.ts";

/** The one gate: the command of a message, or why this client may not use it. */
export function admit(
  commands: Commands,
  message: Pick<Message, "command" | "params">,
  user: User | undefined,
): Command | Reply {
  const command = find(commands, message.command);
  if (isRefusal(command)) return command;
  const refusal = mayUse(command, user);
  if (refusal) return refusal;
  return message.params.length < command.needed ? needMoreParams(command.name) : command;
}

// An unknown command is echoed so that it cannot be mistaken for anything else.
const longestEcho = 64;

function find(commands: Commands, name: string): Command | Reply {
  const command = commands.get(name);
  if (command) return command;
  return reply("ERR_UNKNOWNCOMMAND", { command: name.replace(/[^!-~]/g, "?").slice(0, longestEcho) });
}

/** May this client use the command at all? */
function mayUse(command: Command, user: User | undefined): Reply | undefined {
  if (command.when === "any") return undefined;
  if (command.when === "unregistered") return user ? reply("ERR_ALREADYREGISTERED") : undefined;
  if (!user) return reply("ERR_NOTREGISTERED");
  if (command.when === "operator" && !user.oper) return reply("ERR_NOPRIVILEGES");
  const { privilege } = command;
  return privilege === undefined ? undefined : mayUsePrivilege(user, privilege);
}
