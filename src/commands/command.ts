import type { CapabilityName } from "../caps/capabilities.ts";
import type { Privilege } from "../config/schema.ts";
import type { Message } from "../protocol/message.ts";
import { type Reply, reply } from "../protocol/reply.ts";
import { type Arg, type ArgScope, type ArgValues, isRefusal } from "./args.ts";
import { type AuditedParams, auditedCommand, firstWords } from "./audited-command.ts";
import type { AskContext, PrepareContext, RunContext, UserAskContext } from "./context.ts";

/** Who may use a command. */
export type When = "any" | "unregistered" | "registered" | "operator";

type Throttle = "nick" | "join" | "invite" | "metadata";

/** A capability without which a command is none. Only the client's own node knows what it has asked for. */
export interface Negotiated {
  readonly capability: CapabilityName;
  readonly refusal: Reply;
}

interface Spec<A extends readonly Arg<unknown>[]> {
  readonly name: string;
  /** Other names of the same command. */
  readonly aliases?: readonly string[];
  readonly args: A;
  /** What it does, in a line: HELP and the documentation show it. */
  readonly help: string;
  /** What it takes from the client's budget; 1 unless said. */
  readonly cost?: number;
  /** What the client may do only so often with it. */
  readonly throttle?: Throttle;
  /** Says that it was done too often; left out: 263. */
  tooOften?(params: readonly string[], seconds: number): Reply;
  /** The privilege an operator needs for it. */
  readonly privilege?: Privilege;
  /** The capability a client must have asked for, and what it reads if it has not. */
  readonly negotiated?: Negotiated;
  /** Client-only tags are passed on with it. */
  readonly relaysTags?: true;
  /** The last of its arguments, which come as tags of these names; one that is left out is empty. */
  readonly tagArgs?: readonly string[];
  /** What of the parameters enters the log, where that is not all: a password never does. */
  logged?(params: readonly string[]): readonly string[];
  /** What of the parameters the audit log has, where it needs a privilege; left out: the first. */
  readonly audited?: AuditedParams;
  /** False if this message only asks. Left out: every message of a registered client changes. */
  changes?(message: Message): boolean;
}

interface Parts<A extends readonly Arg<unknown>[], Context, Prepared> {
  /** Answered at home. */
  ask?(ctx: Context, ...args: ArgValues<A>): void;
  /** Work at home: slow, or a look at what this node keeps. A `Reply` refuses, anything else enters the entry. */
  prepare?(ctx: PrepareContext, ...args: ArgValues<A>): Promise<Prepared | Reply> | Prepared | Reply;
  /** Pure, on every node, at the entry's place in the log. */
  run?(ctx: RunContext<Prepared>, ...args: ArgValues<A>): void;
}

type EarlySpec<A extends readonly Arg<unknown>[], P> = Spec<A> &
  Parts<A, AskContext, P> & { readonly when: "any" | "unregistered" };
type LateSpec<A extends readonly Arg<unknown>[], P> = Spec<A> &
  Parts<A, UserAskContext, P> & { readonly when: "registered" | "operator" };

/** A command as the table holds it: its arguments are resolved before a part sees them. */
export interface Command {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly when: When;
  readonly args: readonly Arg<unknown>[];
  /** How many parameters it needs at least. */
  readonly needed: number;
  readonly help: string;
  readonly cost: number;
  /** What it takes with these parameters, where that differs. */
  readonly costOf?: (params: readonly string[]) => number;
  readonly throttle: Throttle | undefined;
  readonly privilege: Privilege | undefined;
  readonly negotiated: Negotiated | undefined;
  readonly relaysTags: boolean;
  readonly tagArgs: readonly string[] | undefined;
  /** Tells that it was refused by its `prepare`; left out: as a numeric. */
  readonly refuse?: (ctx: AskContext, refusal: Reply) => void;
  logged(params: readonly string[]): readonly string[];
  changes(message: Message): boolean;
  tooOften(params: readonly string[], seconds: number): Reply;
  readonly ask: ((ctx: AskContext, params: readonly string[]) => void) | undefined;
  /** Only what is slow is a promise. */
  readonly prepare: ((ctx: PrepareContext, params: readonly string[]) => unknown) | undefined;
  readonly run: ((ctx: RunContext<unknown>, params: readonly string[]) => void) | undefined;
}

/** Defines a command: one row of the table, with its parts typed by its arguments. */
export function defineCommand<const A extends readonly Arg<unknown>[], P = undefined>(
  spec: EarlySpec<A, P> | LateSpec<A, P>,
): Command {
  const command = unaudited(spec);
  const isPrivileged = spec.privilege !== undefined || spec.when === "operator";
  return isPrivileged ? auditedCommand(command, spec.audited ?? firstWords(1)) : command;
}

function unaudited<const A extends readonly Arg<unknown>[], P>(
  spec: EarlySpec<A, P> | LateSpec<A, P>,
): Command {
  const { ask, prepare, run } = spec as Parts<A, AskContext, P>;
  return {
    name: spec.name,
    aliases: spec.aliases ?? [],
    when: spec.when,
    args: spec.args,
    needed: spec.args.filter((arg) => !arg.optional).length,
    help: spec.help,
    cost: spec.cost ?? 1,
    throttle: spec.throttle,
    tooOften: (params, seconds) =>
      spec.tooOften?.(params, seconds) ?? reply("RPL_TRYAGAIN", { command: spec.name }),
    privilege: spec.privilege,
    negotiated: spec.negotiated,
    relaysTags: spec.relaysTags ?? false,
    tagArgs: spec.tagArgs,
    logged: (params) => spec.logged?.(params) ?? params,
    changes: (message) => run !== undefined && (spec.changes?.(message) ?? true),
    ask:
      ask &&
      ((ctx, params) => {
        const args = resolved(spec.args, ctx, params);
        if (isRefusal(args)) ctx.reply(args);
        else ask(ctx, ...args);
      }),
    prepare:
      prepare &&
      ((ctx, params) => {
        const args = resolved(spec.args, ctx, params);
        return isRefusal(args) ? args : prepare(ctx, ...args);
      }),
    run:
      run &&
      ((ctx, params) => {
        const args = resolved(spec.args, ctx, params);
        if (isRefusal(args)) ctx.reply(args);
        else run(ctx as RunContext<P>, ...args);
      }),
  };
}

/** The values of the arguments, or why one is refused. */
function resolved<A extends readonly Arg<unknown>[]>(
  args: A,
  scope: ArgScope,
  params: readonly string[],
): ArgValues<A> | Reply {
  const values: unknown[] = [];
  // Every line passes here: a plain loop, and `rest` alone pays for a copy.
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index];
    const raw = params[index];
    const value = raw === undefined && !arg?.rest ? undefined : arg?.resolve(raw ?? "", scope, params, index);
    if (isRefusal(value)) return value;
    values.push(value);
  }
  return values as ArgValues<A>;
}

/** The answer to a command with too few parameters. */
export function needMoreParams(command: string): Reply {
  return reply("ERR_NEEDMOREPARAMS", { command });
}

/** The answer to a command that broke here: one bad line never takes a node down. */
export function brokenCommand(command: string): Reply {
  return reply("ERR_UNKNOWNERROR", { command, reason: "This went wrong here; the server's log says more" });
}
