import { isInForce } from "../caps/capabilities.ts";
import type { Message } from "../protocol/message.ts";
import { type Reply, reply } from "../protocol/reply.ts";
import { byteLength, ownCopy } from "../protocol/text.ts";
import type { MessageLine } from "../world/changes.ts";
import { joinedText } from "../world/line-by-line.ts";
import { clientTagsOf } from "./line-tags.ts";
import type { SessionNode } from "./node.ts";
import type { Session } from "./session.ts";
import type { Scheduled } from "./timer-wheel.ts";

// client-batch.md: one that is open for too long fails.
const patienceMs = 30_000;

/** A message of several lines on its way in: multiline.md. */
export class ClientBatch implements Scheduled {
  wheelSlot = -1;
  wheelPlace = -1;
  readonly ref: string;
  readonly target: string;
  readonly tags: string | undefined;
  /** What answers the batch is labelled with. */
  readonly label: string | undefined;
  readonly lines: MessageLine[] = [];
  /** PRIVMSG or NOTICE, as its first line has it. */
  verb: string | undefined = undefined;
  /** Of the message so far, with a line feed between two lines that do not go on. */
  #bytes = 0;
  /** It was refused: what still comes of it is ignored. */
  hasFailed = false;
  readonly #session: Session;
  readonly #node: SessionNode;

  constructor(
    session: Session,
    node: SessionNode,
    batch: Pick<ClientBatch, "ref" | "target" | "tags" | "label">,
  ) {
    this.#session = session;
    this.#node = node;
    this.ref = batch.ref;
    this.target = batch.target;
    this.tags = batch.tags;
    this.label = batch.label;
    node.wheel.schedule(this, node.now() + patienceMs);
  }

  due(now: number): number | undefined {
    // It is the server that keeps the rest from being heard.
    if (this.#node.throttled.has(this.#session) || this.#session.pending.isWaiting) return now + patienceMs;
    this.fail(reply("FAIL_TIMEOUT", { ref: this.ref }));
    return undefined;
  }

  /** Takes a line of it. */
  take(message: Message): void {
    const refusal = this.#refusalOf(message);
    if (refusal) return this.fail(refusal);
    this.verb = message.command;
    const [, text = ""] = message.params;
    const concat = isConcat(message);
    this.#bytes += byteLength(text) + (concat || this.lines.length === 0 ? 0 : 1);
    this.lines.push({ text: ownCopy(text), ...(concat && { concat }) });
    const { multilineBytes, multilineLines } = this.#session.world.settings.limits;
    if (this.lines.length > multilineLines)
      return this.fail(reply("FAIL_MULTILINE_MAX_LINES", { limit: multilineLines }));
    if (this.#bytes > multilineBytes)
      return this.fail(reply("FAIL_MULTILINE_MAX_BYTES", { limit: multilineBytes }));
  }

  /** Refuses the whole of it, once. */
  fail(refusal: Reply): void {
    if (this.hasFailed) return;
    this.hasFailed = true;
    this.lines.length = 0;
    this.end();
    this.#session.response.resume(this.label);
    this.#session.reply(refusal);
    this.#session.finishAnswer();
  }

  /** Nothing more is waited for. */
  end(): void {
    this.#node.wheel.cancel(this);
  }

  #refusalOf(message: Message): Reply | undefined {
    const { command, params, tags } = message;
    const [target = "", text = ""] = params;
    const invalid = (reason: string) => reply("FAIL_MULTILINE_INVALID", { reason });
    if (command !== "PRIVMSG" && command !== "NOTICE") return invalid("Only PRIVMSG or NOTICE may be inside");
    if (this.verb !== undefined && this.verb !== command) return invalid("PRIVMSG and NOTICE do not mix");
    if (target !== this.target) {
      return reply("FAIL_MULTILINE_INVALID_TARGET", { target: this.target, given: target });
    }
    if (isConcat(message) && text === "")
      return invalid("Invalid multiline batch with concatenated blank line");
    const others = [...(tags?.keys() ?? [])].filter((key) => !innerTags.has(key));
    return others.length > 0 ? invalid("Tags belong on the line that opens the batch") : undefined;
  }
}

/** True for a line that goes on from the one before. */
function isConcat({ tags }: Message): boolean {
  return tags?.has("draft/multiline-concat") ?? false;
}

const innerTags: ReadonlySet<string> = new Set(["batch", "draft/multiline-concat"]);
const refTag = /^[A-Za-z0-9-]{1,64}$/;
// What clients answer by themselves, whatever they are in the middle of.
const interludes: ReadonlySet<string> = new Set(["BATCH", "PING", "PONG", "QUIT"]);

/** True if the line is part of a batch, or breaks into an open one. */
export function isBatched({ batch, capabilities }: Session, { command, tags }: Message): boolean {
  const ref = tags?.get("batch");
  if (ref !== undefined && (ref === batch?.ref || capabilities.has("draft/multiline"))) return true;
  return batch !== undefined && !batch.hasFailed && !interludes.has(command);
}

/** Takes a line of a batch. */
export function takeBatched(session: Session, message: Message): void {
  session.input.spend(1);
  const { batch } = session;
  const ref = message.tags?.get("batch");
  if (message.command === "BATCH") return refuseNested(session, ref ?? "");
  if (batch && ref === batch.ref) {
    if (!batch.hasFailed) batch.take(message);
    return;
  }
  if (batch && !batch.hasFailed && ref === undefined) {
    const reason = "A line that is no part of the batch came before its end";
    return batch.fail(reply("FAIL_MULTILINE_INVALID", { reason }));
  }
  session.reply(reply("FAIL_INVALID_REFTAG", { ref: ref ?? "*", reason: "There is no such batch" }));
}

/** A line was refused that may have been one of the batch: without it the rest is not what was meant. */
export function missLine({ batch }: Session): void {
  batch?.fail(reply("FAIL_MULTILINE_INVALID", { reason: "A line of the batch could not be read" }));
}

// client-batch.md: batches are not nested.
function refuseNested(session: Session, ref: string): void {
  const refusal = reply("FAIL_MULTILINE_INVALID", { reason: "A batch may not be inside another" });
  if (session.batch?.ref === ref) session.batch.fail(refusal);
  else session.reply(refusal);
}

/** The client opens a batch. */
export function openBatch(
  session: Session,
  node: SessionNode,
  ref: string,
  type: string,
  params: readonly string[],
): void {
  if (session.batch && !session.batch.hasFailed) return refuseNested(session, session.batch.ref);
  const [target = ""] = params;
  const refusal = openingRefusal(session, ref, type, target) ?? serviceRefusal(node, target);
  const clientTags = session.reading && clientTagsOf(session, session.reading);
  session.batch = new ClientBatch(session, node, {
    ref: ownCopy(ref),
    target: ownCopy(target),
    tags: clientTags,
    label: session.response.defer(),
  });
  // client-batch.md: what comes of a batch that is refused "will be ignored"; so it is open, but has failed.
  if (refusal) session.batch.fail(refusal);
}

function openingRefusal(
  { capabilities }: Session,
  ref: string,
  type: string,
  target: string,
): Reply | undefined {
  if (!refTag.test(ref)) {
    return reply("FAIL_INVALID_REFTAG", { ref, reason: "It has characters in it that it may not have" });
  }
  if (type !== "draft/multiline" || !isInForce("draft/multiline", capabilities)) {
    return reply("FAIL_UNKNOWN_TYPE", { ref, type });
  }
  return target === "" ? reply("FAIL_MULTILINE_INVALID", { reason: "The batch has no target" }) : undefined;
}

/** Services understand one line at a time; what they are told enters no log, be it a password of several lines. */
function serviceRefusal(node: SessionNode, target: string): Reply | undefined {
  const spoken = { tags: undefined, source: undefined, command: "PRIVMSG", params: [target] };
  if (node.addressed(spoken) === undefined) return undefined;
  return reply("FAIL_MULTILINE_INVALID", { reason: "Services are spoken to in single lines" });
}

/** The client closes a batch: all of it is said at once. */
export function closeBatch(session: Session, node: SessionNode, ref: string): void {
  const { batch } = session;
  if (batch?.ref !== ref) {
    return session.reply(reply("FAIL_INVALID_REFTAG", { ref, reason: "There is no such batch" }));
  }
  batch.end();
  session.batch = undefined;
  if (batch.hasFailed) return;
  session.response.resume(batch.label);
  if (batch.lines.every(({ text }) => text === "")) {
    const reason = "Invalid multiline batch with blank lines only";
    return session.reply(reply("FAIL_MULTILINE_INVALID", { reason }));
  }
  const { verb = "PRIVMSG", target, tags, lines } = batch;
  const said = { command: verb, params: [target, joinedText(lines)] };
  const verdict = node.moderator.judge(session, { message: said, tags, lines });
  if (verdict === "refused") return;
  const { marks } = verdict;
  session.pending.appendLine({
    type: "line",
    message: { command: "BATCH", params: [verb, target] },
    ...(tags === undefined ? {} : { tags }),
    ...(marks && { marks }),
    lines,
  });
}
