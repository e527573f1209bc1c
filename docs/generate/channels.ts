import { helpEntries } from "../../src/commands/help-entries.ts";
import { chanServ } from "../../src/services/chanserv/chanserv.ts";
import { channelSettings } from "../../src/services/chanserv/settings.ts";
import { roles } from "../../src/world/registration.ts";
import { code, table } from "./table.ts";

/** `docs/channels.md`: channels that belong to somebody. */
export function channelsPage(): string {
  return `# Registered channels

Made from the tables of ChanServ by \`npm run docs\`. Who is logged in and an operator in a channel makes it theirs with
\`/CS REGISTER #room\`. It is then there with its topic, modes, bans and roles when the last member has left and when the
server starts anew; LIST shows it while somebody is in it. The first to come into an empty one is no operator.

ChanServ is spoken to as \`/CS\`, \`/CHANSERV\` or \`/msg ChanServ\`. Of a secret channel one is not in, and has no role in,
it says what it says of a channel that nobody has registered.

## Roles

An account has one role in a channel, and who is logged in to it gets the status that goes with it on joining and on
logging in. \`/CS AMODE #room +o alice\` gives a role, \`-o\` takes it; founders and admins do that, for roles below their
own. A role opens what an invitation would; from half-operator up also a ban. The founder is the account that registered
the channel, or the one that accepted it with TRANSFER: it alone gives others the role of a founder, lets go of the
channel, and names a successor, whose it is when the founder's account is erased.

${table(
  ["role", "status"],
  roles.map(({ role, letter }) => [role, code(`+${letter}`)]),
)}

## Settings

\`/CS SET #room NAME value\` changes one, without a value sets it back; admins and founders do that. \`/CS GET #room\` shows
them.

${table(
  ["setting", "value", "unless set", "what it does"],
  channelSettings.map(({ name, aliases, usage, standard, help }) => [
    [name, ...aliases].map(code).join(", "),
    usage,
    standard,
    help,
  ]),
)}

## Commands

${table(
  ["command", "what it does"],
  helpEntries(chanServ.table).map(({ usage, help }) => [code(usage), help]),
)}

## Who is kept out

\`/CS AKICK #room ADD mallory 30d no spam\` puts out whoever is in the account mallory, or, where there is no such account,
has that nick; a mask such as \`*!*@192.0.2.7\` may be named as well. With a time it ends by itself, within ten minutes.
They are banned and put out at once, and whenever they come: of the channel they are shown nothing, neither topic nor
members nor what was said. Who has a role from half-operator up, is covered by \`+e\`, or was invited since, may come in; and
whom an operator of the network puts in by SAJOIN. \`DEL\` takes off an entry by name, mask or number, with the ban that came
of it; \`ENFORCE\` puts out who has got inside since. All of it is for ops and above. An entry of an account goes with the
account.

## Operators of the network

With the privilege \`channels\` they may do all of it in every channel; operators with snomask \`v\` are told of each time.
The section \`channels\` of the [configuration](configuration.md) says who registers channels, how many, and when one that
nobody uses is let go of.

## What is stored, and when

Who founds a channel, roles and settings are in the database before ChanServ answers. Topic, modes and lists follow
what happens: they are written at the end of the turn, coalesced for each channel, and what could not be written is
when the database has recovered. That a channel is in use is written once an hour.
`;
}
