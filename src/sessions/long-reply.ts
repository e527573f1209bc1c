import { brokenCommand } from "../commands/command.ts";
import type { AnswerStep, BatchBegins } from "../commands/context.ts";
import type { SessionNode } from "./node.ts";
import type { Session } from "./session.ts";
import type { Walker } from "./walks.ts";

// A long walk lets go after so many steps or milliseconds: everybody else waits meanwhile.
const stepsPerTurn = 1000;
const stepsPerLook = 8;
const walkMs = 5;
// As long as half a sendq takes over the slowest of lines.
const patienceMs = 600_000;

/** A long answer on its way. */
interface Piece {
  readonly steps: Iterator<AnswerStep>;
  /** It answers the line at hand; others have caused what does not, such as SAJOIN. */
  readonly answers: boolean;
}

const none: readonly Piece[] = [];

/** Answers too long to be given at once: given as the client reads them, while its input waits. */
export class LongReply implements Walker {
  readonly #session: Session;
  readonly #node: SessionNode;
  /** What is being said, and what comes after it. */
  #pieces = none;
  /** When the client last took some of it. */
  #takenAt = 0;
  /** True while its turn in the queue of long walks is to come. */
  #queued = false;

  constructor(session: Session, node: SessionNode) {
    this.#session = session;
    this.#node = node;
  }

  /** True until all has been said. */
  get isRunning(): boolean {
    return this.#pieces.length > 0;
  }

  /** True while the client may be busy reading: how long that takes is not known, but it is not forever. */
  get isRead(): boolean {
    return this.isRunning && this.#node.now() < this.#takenAt + patienceMs;
  }

  /** Gives an answer, after those that are being given. */
  give(replies: Iterable<AnswerStep>): void {
    this.#takenAt = this.#node.now();
    const answers = this.#session.response.isListening;
    this.#pieces = [...this.#pieces, { steps: replies[Symbol.iterator](), answers }];
    if (this.#node.walks.isBusy) this.goOn();
    else this.#say();
  }

  /** Goes on in its turn: others have long questions, too. */
  goOn(): void {
    this.#takenAt = this.#node.now();
    if (!this.isRunning || this.#queued) return;
    this.#queued = true;
    this.#node.walks.add(this);
  }

  walk(): void {
    this.#queued = false;
    this.#say();
  }

  /** Says no more. */
  stop(): void {
    this.#pieces = none;
  }

  #say(): void {
    const { response } = this.#session;
    for (let [piece] = this.#pieces; piece; [piece] = this.#pieces) {
      const { steps, answers } = piece;
      if (!response.stream(answers, () => this.#takeOrBreak(steps))) return;
      this.#pieces = this.#pieces.slice(1);
      if (!this.isRunning) return this.#session.answered();
    }
  }

  /** As `#takeSteps`; an answer that breaks here is over, and nobody else's is. */
  #takeOrBreak(steps: Iterator<AnswerStep>): boolean {
    try {
      return this.#takeSteps(steps);
    } catch (error) {
      this.#node.events.broke(error, "a long answer");
      this.#session.response.closeBatch();
      this.#session.reply(brokenCommand("*"));
      return true;
    }
  }

  /** True if all of it has been said. */
  #takeSteps(steps: Iterator<AnswerStep>): boolean {
    const until = this.#node.now() + walkMs;
    for (let step = 1; this.#keepsUp(); step += 1) {
      const { done, value } = steps.next();
      if (done) return true;
      if (value !== undefined) this.#step(value);
      if (step === stepsPerTurn || (step % stepsPerLook === 0 && this.#node.now() >= until)) {
        // Who asks for more than others pays for it.
        this.#session.input.spend(1);
        this.goOn();
        return false;
      }
    }
    return false;
  }

  /** True while the client reads what it is sent. */
  #keepsUp(): boolean {
    const { isOpen, outbox, limits } = this.#session;
    return isOpen && outbox.behind < limits.sendq / 2;
  }

  // Only who pages through history has a use for it.
  #endTag({ isEnd }: BatchBegins): string | undefined {
    const { capabilities } = this.#session;
    const isWanted = capabilities.has("draft/chathistory") && capabilities.has("message-tags");
    return isEnd && isWanted ? "draft/chathistory-end" : undefined;
  }

  #step(step: Exclude<AnswerStep, undefined>): void {
    const session = this.#session;
    if ("opens" in step) {
      if (session.capabilities.has("batch"))
        session.response.openBatch(step.opens, step.params, this.#endTag(step));
    } else if ("closes" in step) session.response.closeBatch();
    else if ("recalls" in step) session.write(step.recalls, step.at);
    else if ("shows" in step) session.write(step.shows, session.now);
    else if ("numeric" in step) session.reply(step);
    else session.replyAll([step]);
  }
}
