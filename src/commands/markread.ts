import { parseTimestamp, timestampOf } from "../history/marks.ts";
import { type Reply, reply } from "../protocol/reply.ts";
import { ownCopy } from "../protocol/text.ts";
import { accountOf } from "../world/account.ts";
import { belongingsOf, markerOf } from "../world/belongings.ts";
import type { MarkerMoved } from "../world/changes.ts";
import type { User } from "../world/user.ts";
import type { World } from "../world/world.ts";
import { isRefusal, named, optional } from "./args.ts";
import { defineCommand } from "./command.ts";
import type { PrepareContext, ServerLine, UserAskContext } from "./context.ts";

/** How far one has read a channel, or what another has said: read-marker.md. */
export const markread = defineCommand({
  name: "MARKREAD",
  when: "registered",
  args: [optional(named("target")), optional(named("timestamp=time"))],
  help: "Shows or tells up to when you have read a channel or a conversation, for all your devices.",
  changes: ({ params }) => params.length > 1,
  ask(ctx, target) {
    const read = readTarget(ctx.world, target);
    if (isRefusal(read)) return ctx.reply(read);
    const show = () => sayMarker(ctx, read);
    const known = knowMarkers(ctx);
    if (!known) return show();
    ctx.after(known, (isKnown) => (isKnown ? show() : ctx.reply(notKnown(read.name))));
  },
  prepare(ctx, target, mark) {
    const read = readTarget(ctx.world, target);
    if (isRefusal(read)) return read;
    if (markedTime(mark) === undefined) return reply("FAIL_MARKREAD_INVALID_PARAMS", { given: mark ?? "" });
    const known = knowMarkers(ctx);
    return known?.then((isKnown) => (isKnown ? undefined : notKnown(read.name)));
  },
  run(ctx, target, mark) {
    const { user, world } = ctx;
    const read = readTarget(world, target);
    const at = markedTime(mark);
    if (isRefusal(read) || at === undefined) return;
    if (world.settings.limits.readMarkers === 0) return ctx.reply(notKnown(read.name));
    // "It can clamp it between the last read timestamp and the current time".
    const change = markerChange(world, user, { ...read, at: Math.min(at, ctx.now) });
    if (change) ctx.commit(change);
    sayMarker(ctx, read);
  },
});

/** What was read: by its folded name, and as it was written. */
interface Read {
  readonly target: string;
  readonly name: string;
}

/**
 * Any name will do: how far one has read is one's own business, so that it tells nothing of whether there is such a
 * channel or user, and one may have read what is gone.
 */
function readTarget({ names }: World, name: string | undefined): Read | Reply {
  if (name === undefined) return reply("FAIL_MARKREAD_NEED_MORE_PARAMS");
  if (names.isChannel(name)) return { target: names.foldChannel(name), name };
  if (names.isNick(name)) return { target: names.foldNick(name), name };
  return reply("FAIL_MARKREAD_INVALID_PARAMS", { given: name });
}

function markedTime(mark = ""): number | undefined {
  return mark.startsWith("timestamp=") ? parseTimestamp(mark.slice("timestamp=".length)) : undefined;
}

/** Whether the network knows the markers, if that takes a while. */
function knowMarkers({
  control,
  user,
  world,
}: UserAskContext | PrepareContext): Promise<boolean> | undefined {
  const account = accountOf(world, user);
  const known = account === undefined ? undefined : control.belongings.knowMarkers(account);
  return known?.then(
    () => true,
    () => false,
  );
}

function notKnown(target: string): Reply {
  return reply("FAIL_MARKREAD_INTERNAL_ERROR", {
    target,
    reason: "The read timestamp could not be set or found",
  });
}

/** The change that moves a marker; `undefined` if it stands there already, or further on. */
export function markerChange(world: World, user: User, { target, name, at }: Read & { readonly at: number }) {
  const { markers } = belongingsOf(world, user);
  const known = markers.find((marker) => marker.target === target);
  if (known && known.at >= at) return undefined;
  const isFull = !known && markers.length >= world.settings.limits.readMarkers;
  const [first] = isFull ? [...markers].sort((one, other) => one.at - other.at) : [];
  const change: MarkerMoved = {
    type: "marker-moved",
    user: user.id,
    target: ownCopy(target),
    name: ownCopy(name),
    at,
    ...(first && { forgotten: first.target }),
  };
  return change;
}

function sayMarker(
  ctx: { readonly world: World; readonly user: User; say(verb: string, ...params: readonly string[]): void },
  { target, name }: Read,
): void {
  const { verb, params } = markerLine(ctx.world, ctx.user, target, name);
  ctx.say(verb, ...params);
}

/** What a user's clients are told of how far they have read. */
export function markerLine(world: World, user: User, target: string, name: string): ServerLine {
  const at = markerOf(belongingsOf(world, user), target);
  return { verb: "MARKREAD", params: [name, at === undefined ? "*" : `timestamp=${timestampOf(at)}`] };
}
