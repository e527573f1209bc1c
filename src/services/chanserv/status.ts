import { named, rest } from "../../commands/args.ts";
import { type Command, defineCommand } from "../../commands/command.ts";
import type { RunContext } from "../../commands/context.ts";
import { commitModes } from "../../commands/mode-commit.ts";
import { mayHold } from "../../world/access-roles.ts";
import type { AppliedMode } from "../../world/changes.ts";
import type { Member } from "../../world/channel.ts";
import { chanServIdentity } from "../../world/identity.ts";
import type { Role } from "../../world/registration.ts";
import { actingIn, memberNamed, outranksMember } from "./act.ts";
import type { Standing } from "./standing.ts";

interface StatusCommand {
  readonly give: string;
  readonly take: string;
  readonly letter: "q" | "a" | "o" | "h" | "v";
  /** The role it takes to do it to oneself, and to others. */
  readonly own: Role;
  readonly others: Role;
}

const rows: readonly StatusCommand[] = [
  { give: "OWNER", take: "DEOWNER", letter: "q", own: "founder", others: "founder" },
  { give: "PROTECT", take: "DEPROTECT", letter: "a", own: "admin", others: "admin" },
  { give: "OP", take: "DEOP", letter: "o", own: "op", others: "op" },
  { give: "HALFOP", take: "DEHALFOP", letter: "h", own: "halfop", others: "op" },
  { give: "VOICE", take: "DEVOICE", letter: "v", own: "voice", others: "halfop" },
];

/** Commands that give a member a status, or take it. */
export const statusCommands: readonly Command[] = rows.flatMap((row) => [
  statusCommand(row.give, "+", row, `Gives members +${row.letter}, or you if you name none.`),
  statusCommand(row.take, "-", row, `Takes +${row.letter} from members, or from you if you name none.`),
]);

function statusCommand(name: string, sign: "+" | "-", row: StatusCommand, help: string): Command {
  return defineCommand({
    name,
    when: "registered",
    args: [named("channel"), rest("nick")],
    help,
    run(ctx, channelName, nicks) {
      const isOwn =
        nicks.length === 0 || (nicks.length === 1 && ctx.world.userByNick(nicks[0] ?? "") === ctx.user);
      const standing = actingIn(ctx, name, channelName, isOwn ? row.own : row.others);
      if (!standing) return;
      const wanted = (isOwn ? [ctx.user.nick] : nicks).slice(0, ctx.world.settings.limits.modesPerCommand);
      const modes = wanted.flatMap((nick) => modeFor(ctx, standing, nick, sign, row));
      commitModes(ctx, standing.channel, chanServIdentity, modes);
      if (modes.length > 0) ctx.notice(`Done in ${standing.channel.name}`);
    },
  });
}

function modeFor(
  ctx: RunContext<unknown>,
  standing: Standing,
  nick: string,
  sign: "+" | "-",
  { letter }: StatusCommand,
): readonly AppliedMode[] {
  const member = memberNamed(ctx, standing, nick);
  if (!member) return [];
  const problem =
    sign === "+" ? whyNotGiven(ctx, member, letter) : whyNotTaken(ctx, standing, member, letter);
  if (problem === undefined) return [{ sign, letter, param: member.user.nick, user: member.user.id }];
  ctx.notice(problem);
  return [];
}

function whyNotGiven(
  { world }: RunContext<unknown>,
  { channel, user, status }: Member,
  letter: StatusCommand["letter"],
): string | undefined {
  if (status.includes(letter)) return `${user.nick} has +${letter} already`;
  return mayHold(world, channel, user, letter)
    ? undefined
    : `${channel.name} is guarded: ${user.nick} has no role for it`;
}

function whyNotTaken(
  ctx: RunContext<unknown>,
  standing: Standing,
  member: Member,
  letter: string,
): string | undefined {
  const { nick } = member.user;
  if (!member.status.includes(letter)) return `${nick} has no +${letter}`;
  return outranksMember(ctx, standing, member) ? undefined : `${nick} ranks as high as you`;
}
