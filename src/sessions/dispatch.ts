import { isInForce } from "../caps/capabilities.ts";
import { isRefusal } from "../commands/args.ts";
import { auditRefusal } from "../commands/audit.ts";
import { brokenCommand, type Command } from "../commands/command.ts";
import type { PrepareContext } from "../commands/context.ts";
import { admit } from "../commands/gate.ts";
import type { LineRequest } from "../log/log.ts";
import type { FramedLine } from "../protocol/framer.ts";
import { type Message, parseMessage } from "../protocol/message.ts";
import { type Reply, reply } from "../protocol/reply.ts";
import { isShunned } from "../world/access-bans.ts";
import { isBatched, missLine, takeBatched } from "./client-batch.ts";
import { noticeLost } from "./filter-answers.ts";
import { clientTagsOf, labelOf, withTagArgs } from "./line-tags.ts";
import type { SessionNode } from "./node.ts";
import type { Session } from "./session.ts";

/** Does what a line asks: answers it at home, or puts it into the log. */
export function handleLine(session: Session, node: SessionNode, line: FramedLine): void {
  const said = typeof line === "string" ? session.profile.codec.read(line, session) : undefined;
  // Reading the words of a person may bring them in: the words are for when they are.
  if (session.pending.isWaiting) return session.input.putBack(line);
  session.response.begin(said && labelOf(session, said));
  if (said && isBatched(session, said)) return takeBatched(session, said);
  const heard = said && session.user ? (node.addressed(said) ?? said) : said;
  const message = isRefusal(heard) ? said : heard;
  const command = message && admit(node.commands, message, session.user);
  session.input.spend(message && command && !isRefusal(command) ? costOf(command, message) : 1);
  if (typeof line !== "string") {
    refuseLine(session, line);
    return missLine(session);
  }
  if (!message || !command) return;
  if (isRefusal(heard)) return refuseToService(session, message, heard);
  if (session.user && isShunned(node.world, session.user, session.now) && !isHeardOfAnyone(command)) return;
  if (isRefusal(command)) {
    auditRefusal(session, message.command, command);
    return session.reply(command);
  }
  const use = node.commandCounts.add(command);
  const began = performance.now();
  const beganAt = session.now;
  session.reading = message;
  try {
    dispatch(session, node, command, message);
  } catch (error) {
    node.events.broke(error, command.name);
    session.reply(brokenCommand(command.name));
  } finally {
    session.reading = undefined;
    session.pending.clock(use, began);
    session.input.spend(costOfTime(session.now - beganAt));
  }
}

// What takes longer than a line should is paid for besides: whatever it was, nobody keeps the server busy with it.
const msPerPoint = 5;
// A clock that jumps silences nobody for long.
const mostForTime = 100;

function costOfTime(ms: number): number {
  return Math.min(mostForTime, Math.max(0, Math.floor(ms / msPerPoint)));
}

function costOf({ cost, costOf }: Command, { params }: Message): number {
  return costOf ? costOf(params) : cost;
}

function refuseToService(session: Session, { command, params }: Message, refusal: Reply): void {
  if (command !== "NOTICE") return session.reply(refusal);
  noticeLost(session, params[0] ?? "*", "services are spoken to alone");
}

// Who is shunned can still go, and is no ghost.
const heardOfAnyone: ReadonlySet<string> = new Set(["PING", "PONG", "QUIT"]);

function isHeardOfAnyone(command: Command | Reply): boolean {
  return !isRefusal(command) && heardOfAnyone.has(command.name);
}

function dispatch(session: Session, node: SessionNode, command: Command, said: Message): void {
  const { negotiated } = command;
  if (negotiated && !isInForce(negotiated.capability, session.capabilities))
    return session.reply(negotiated.refusal);
  const message = command.tagArgs ? withTagArgs(session, command.tagArgs, command.args.length, said) : said;
  if (!session.user || !command.changes(message)) return command.ask?.(session, message.params);
  const refusal = tooOften(session, command, message.params);
  if (refusal) return session.reply(refusal);
  const tags = command.relaysTags ? clientTagsOf(session, message) : undefined;
  const judged = { command: command.name, params: message.params };
  const verdict = node.moderator.judge(session, { message: judged, tags });
  if (verdict === "refused") return;
  const { params = message.params, marks } = verdict;
  const allowed = { command: message.command, params };
  if (command.prepare) return prepare(session, command, allowed);
  appendLine(session, allowed, { tags, marks });
}

function tooOften(session: Session, command: Command, params: readonly string[]): Reply | undefined {
  if (!command.throttle) return undefined;
  const [first = ""] = params;
  const times = command.throttle === "join" ? first.split(",").length : 1;
  const seconds = session.throttles.wait(command.throttle, session.limits.throttles, times, session.now);
  return seconds === 0 ? undefined : command.tooOften(params, seconds);
}

/** What goes into the log with a line. */
interface Brought {
  readonly prepared?: unknown;
  readonly tags?: string | undefined;
  readonly marks?: readonly string[] | undefined;
}

function appendLine(
  session: Session,
  message: LineRequest["message"],
  { prepared, tags, marks }: Brought,
): void {
  // Nearly every line has none of them.
  if (prepared === undefined && tags === undefined && marks === undefined)
    return session.pending.appendLine({ type: "line", message });
  session.pending.appendLine({
    type: "line",
    message,
    ...(prepared !== undefined && { prepared }),
    ...(tags !== undefined && { tags }),
    ...(marks !== undefined && { marks }),
  });
}

function prepare(session: Session, command: Command, message: LineRequest["message"]): void {
  if (!command.prepare || !hasUser(session)) return;
  const refuse = (refusal: Reply) =>
    command.refuse ? command.refuse(session, refusal) : session.reply(refusal);
  const proceed = (outcome: unknown) => {
    if (isRefusal(outcome)) refuse(outcome);
    else appendLine(session, { ...message, params: command.logged(message.params) }, { prepared: outcome });
  };
  const outcome = command.prepare(session, message.params);
  if (outcome instanceof Promise) session.pending.work(outcome, proceed, command.name);
  else proceed(outcome);
}

function hasUser(session: Session): session is Session & PrepareContext {
  return session.user !== undefined;
}

function refuseLine(session: Session, { problem, text }: Exclude<FramedLine, string>): void {
  if (problem === "too-long") return session.reply(reply("ERR_INPUTTOOLONG"));
  if (problem !== "invalid-utf8") {
    const words = lineProblems[problem];
    if (!session.capabilities.has("standard-replies")) return session.notice(`*** ${words}`);
    return session.reply(reply("FAIL_INVALID_MESSAGE", { text: words }));
  }
  // What it was is plain to see, whatever is wrong with its words; a label that is right is sent back as it was.
  const message = parseMessage(Buffer.from(text ?? "", "latin1").toString("utf8"));
  session.response.begin(message && labelOf(session, message));
  const command = message && /^[A-Z]{1,20}$/.test(message.command) ? message.command : "*";
  session.reply(reply("FAIL_INVALID_UTF8", { command }));
}

const lineProblems = {
  "bare-cr": "A carriage return stands inside the line",
  nul: "A NUL stands inside the line",
} as const;
