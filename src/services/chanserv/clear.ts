import { named } from "../../commands/args.ts";
import { type Command, defineCommand } from "../../commands/command.ts";
import type { RunContext } from "../../commands/context.ts";
import { kickMember } from "../../commands/kick.ts";
import { commitModes } from "../../commands/mode-commit.ts";
import type { ModeRequest } from "../../protocol/mode-string.ts";
import { roleOf } from "../../world/access-roles.ts";
import type { AppliedMode } from "../../world/changes.ts";
import type { Channel } from "../../world/channel.ts";
import { channelModes } from "../../world/channel-modes.ts";
import { chanServIdentity } from "../../world/identity.ts";
import { isLocked } from "../../world/mode-lock.ts";
import { type Role, rankOfRole } from "../../world/registration.ts";
import { rankOf } from "../../world/statuses.ts";
import { actingIn, outranksMember } from "./act.ts";
import { clearKept, keptClearings } from "./clear-kept.ts";
import type { Standing } from "./standing.ts";

interface Clearing {
  readonly least: Role;
  clear(ctx: RunContext<unknown>, standing: Standing): void;
}

const clearings: ReadonlyMap<string, Clearing> = new Map<string, Clearing>([
  ["USERS", { least: "founder", clear: clearUsers }],
  ["BANS", { least: "op", clear: (ctx, { channel }) => commit(ctx, channel, listModes(channel, "b")) }],
  ["EXCEPTS", { least: "op", clear: (ctx, { channel }) => commit(ctx, channel, listModes(channel, "e")) }],
  ["INVEX", { least: "op", clear: (ctx, { channel }) => commit(ctx, channel, listModes(channel, "I")) }],
  ["MODES", { least: "op", clear: (ctx, { channel }) => commit(ctx, channel, plainModes(ctx, channel)) }],
  ["OPS", { least: "admin", clear: (ctx, standing) => clearStatus(ctx, standing, "qao") }],
  ["HALFOPS", { least: "op", clear: (ctx, standing) => clearStatus(ctx, standing, "h") }],
  ["VOICES", { least: "op", clear: (ctx, standing) => clearStatus(ctx, standing, "v") }],
]);

const kinds = [...clearings.keys(), ...keptClearings.keys()].join(", ");

/** Takes away everything of a kind. */
export const clear: Command = defineCommand({
  name: "CLEAR",
  when: "registered",
  args: [named("channel"), named("what")],
  help: `Takes away everything of a kind: ${kinds}. ACCESS are the roles; else what a role gives stays.`,
  cost: 5,
  changes: ({ params }) => clearings.has(params[1]?.toUpperCase() ?? ""),
  ask(ctx, name, given) {
    const what = given.toUpperCase();
    const clearing = keptClearings.get(what);
    if (clearing) clearKept(ctx, name, what, clearing);
    else ctx.notice(`What can be cleared: ${kinds}`);
  },
  run(ctx, name, what) {
    const clearing = clearings.get(what.toUpperCase());
    if (!clearing) return;
    const standing = actingIn(ctx, `CLEAR ${what.toUpperCase()}`, name, clearing.least);
    if (!standing) return;
    clearing.clear(ctx, standing);
    ctx.notice(`Cleared in ${standing.channel.name}: ${what.toUpperCase()}`);
  },
});

function commit(ctx: RunContext<unknown>, channel: Channel, modes: readonly AppliedMode[]): void {
  commitModes(ctx, channel, chanServIdentity, modes);
}

/** Everybody but who asks and who has a role. */
function clearUsers(ctx: RunContext<unknown>, { channel }: Standing): void {
  for (const member of [...channel.members.values()]) {
    const stays = member.user === ctx.user || roleOf(ctx.world, channel, member.user) !== undefined;
    if (!stays)
      kickMember(ctx, channel, member, chanServIdentity, `The channel is cleared (${ctx.user.nick})`);
  }
}

function listModes(channel: Channel, letter: string): readonly AppliedMode[] {
  return (channel.lists.get(letter) ?? []).map(({ mask }) => ({
    sign: "-",
    letter,
    param: mask,
    user: undefined,
  }));
}

/** What leads back to the modes of a new channel, as far as the lock lets it. */
function plainModes({ world }: RunContext<unknown>, channel: Channel): readonly AppliedMode[] {
  const usual = world.settings.defaultChannelModes;
  const gone = [...channel.flags, ...channel.params.keys()].filter(
    (letter) => !usual.includes(letter) && isPlain(letter),
  );
  const come = [...usual].filter((letter) => !channel.has(letter));
  const requests: readonly ModeRequest[] = [
    ...gone.map((letter) => ({ sign: "-" as const, letter, param: letter === "k" ? "*" : undefined })),
    ...come.map((letter) => ({ sign: "+" as const, letter, param: undefined })),
  ];
  return requests
    .filter((request) => !isLocked(channel, request))
    .map((mode) => ({ ...mode, user: undefined }));
}

/** Modes that are the network's stay. */
function isPlain(letter: string): boolean {
  const setBy = channelModes.get(letter)?.setBy;
  return setBy !== "server" && setBy !== "irc-operators";
}

/** These letters of everybody whose role does not give them, and who ranks below who asks. */
function clearStatus(ctx: RunContext<unknown>, standing: Standing, letters: string): void {
  const { channel } = standing;
  const modes = [...channel.members.values()].flatMap((member) => {
    const { user, status } = member;
    const role = roleOf(ctx.world, channel, user);
    if (!outranksMember(ctx, standing, member)) return [];
    return [...status]
      .filter((letter) => letters.includes(letter))
      .filter((letter) => rankOfRole(role) < rankOf(letter))
      .map((letter) => ({ sign: "-" as const, letter, param: user.nick, user: user.id }));
  });
  commit(ctx, channel, modes);
}
