import { accept } from "./accept.ts";
import { admin } from "./admin.ts";
import { authenticate } from "./authenticate.ts";
import { away } from "./away.ts";
import { batch } from "./batch.ts";
import { cap } from "./cap.ts";
import { chanlimits } from "./chanlimits.ts";
import { chathistory } from "./chathistory.ts";
import { check } from "./check.ts";
import { chghost } from "./chghost.ts";
import { chgident } from "./chgident.ts";
import { clones } from "./clones.ts";
import type { Command } from "./command.ts";
import { defcon } from "./defcon.ts";
import { edit } from "./edit.ts";
import { filter } from "./filter.ts";
import { help } from "./help.ts";
import { history } from "./history.ts";
import { info } from "./info.ts";
import { invite } from "./invite.ts";
import { ison } from "./ison.ts";
import { isupport } from "./isupport.ts";
import { join } from "./join.ts";
import { kick } from "./kick.ts";
import { kill } from "./kill.ts";
import { knock } from "./knock.ts";
import { links } from "./links.ts";
import { list } from "./list.ts";
import { lusers } from "./lusers.ts";
import { map } from "./map.ts";
import { markread } from "./markread.ts";
import { metadata } from "./metadata.ts";
import { mode } from "./mode.ts";
import { monitor } from "./monitor.ts";
import { motd } from "./motd.ts";
import { names } from "./names.ts";
import { nick } from "./nick.ts";
import { oper } from "./oper.ts";
import { part } from "./part.ts";
import { pass } from "./pass.ts";
import { persistence } from "./persistence.ts";
import { ping } from "./ping.ts";
import { playback } from "./playback.ts";
import { pong } from "./pong.ts";
import { notice, privmsg } from "./privmsg.ts";
import { quit } from "./quit.ts";
import { redact } from "./redact.ts";
import { register, verify } from "./register.ts";
import { rehash } from "./rehash.ts";
import { relaymsg } from "./relaymsg.ts";
import { rename } from "./rename.ts";
import { review } from "./review.ts";
import { rules } from "./rules.ts";
import { sajoin } from "./sajoin.ts";
import { sakick } from "./sakick.ts";
import { samode } from "./samode.ts";
import { sanick } from "./sanick.ts";
import { sapart } from "./sapart.ts";
import { satopic } from "./satopic.ts";
import { search } from "./search.ts";
import { serverBanCommands } from "./server-bans.ts";
import { setname } from "./setname.ts";
import { silence } from "./silence.ts";
import { stats } from "./stats.ts";
import { die, restart } from "./stop-server.ts";
import { summon } from "./summon.ts";
import { tagmsg } from "./tagmsg.ts";
import { testmask } from "./testmask.ts";
import { time } from "./time.ts";
import { topic } from "./topic.ts";
import { trace } from "./trace.ts";
import { uban } from "./uban.ts";
import { user } from "./user.ts";
import { userhost, userip } from "./userhost.ts";
import { userquery } from "./userquery.ts";
import { users } from "./users.ts";
import { version } from "./version.ts";
import { globops, wallops } from "./wallops.ts";
import { webirc } from "./webirc.ts";
import { who } from "./who.ts";
import { whois } from "./whois.ts";
import { whowas } from "./whowas.ts";

/** Every command of the server, once. */
export const commandTable: readonly Command[] = sorted([
  ...serverBanCommands,
  accept,
  admin,
  authenticate,
  away,
  batch,
  cap,
  chanlimits,
  chathistory,
  check,
  chghost,
  chgident,
  clones,
  defcon,
  die,
  filter,
  edit,
  globops,
  help,
  history,
  info,
  invite,
  ison,
  isupport,
  join,
  kick,
  kill,
  knock,
  links,
  list,
  lusers,
  map,
  markread,
  metadata,
  mode,
  monitor,
  motd,
  names,
  nick,
  notice,
  oper,
  part,
  pass,
  persistence,
  ping,
  playback,
  pong,
  privmsg,
  quit,
  redact,
  register,
  rehash,
  relaymsg,
  rename,
  restart,
  review,
  rules,
  sajoin,
  sakick,
  samode,
  sanick,
  sapart,
  satopic,
  search,
  setname,
  silence,
  stats,
  summon,
  testmask,
  tagmsg,
  time,
  topic,
  trace,
  uban,
  user,
  userhost,
  userip,
  userquery,
  users,
  verify,
  version,
  wallops,
  webirc,
  who,
  whois,
  whowas,
]);

function sorted(table: readonly Command[]): readonly Command[] {
  return [...table].sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** Commands by each name they answer to, in upper case. */
export type Commands = ReadonlyMap<string, Command>;

/** The index of a table. */
export function indexCommands(table: readonly Command[]): Commands {
  return new Map(
    table.flatMap((command) => [command.name, ...command.aliases].map((name) => [name, command])),
  );
}
