import { accept } from "./accept.ts";
import { away } from "./away.ts";
import { cap } from "./cap.ts";
import type { Command } from "./command.ts";
import { join } from "./join.ts";
import { lusers } from "./lusers.ts";
import { mode } from "./mode.ts";
import { motd } from "./motd.ts";
import { names } from "./names.ts";
import { nick } from "./nick.ts";
import { part } from "./part.ts";
import { pass } from "./pass.ts";
import { ping } from "./ping.ts";
import { pong } from "./pong.ts";
import { notice, privmsg } from "./privmsg.ts";
import { quit } from "./quit.ts";
import { silence } from "./silence.ts";
import { topic } from "./topic.ts";
import { user } from "./user.ts";

/** Every command of the server, once. */
export const commandTable: readonly Command[] = [
  accept,
  away,
  cap,
  join,
  lusers,
  mode,
  motd,
  names,
  nick,
  notice,
  part,
  pass,
  ping,
  pong,
  privmsg,
  quit,
  silence,
  topic,
  user,
];

/** Commands by each name they answer to, in upper case. */
export type Commands = ReadonlyMap<string, Command>;

/** The index of a table. */
export function indexCommands(table: readonly Command[]): Commands {
  return new Map(
    table.flatMap((command) => [command.name, ...command.aliases].map((name) => [name, command])),
  );
}
