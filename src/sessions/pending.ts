import { brokenCommand } from "../commands/command.ts";
import type { LeftRequest, LineRequest, Request } from "../log/log.ts";
import type { CommandClock } from "./command-counts.ts";
import type { SessionNode, Vetted } from "./node.ts";
import type { Session } from "./session.ts";

/** What a session waits for before its next line: work at home, and its last request's place in the log. */
export class Pending {
  readonly #session: Session;
  readonly #node: SessionNode;
  /** Works that go on: who joins several channels waits for each. */
  #works = 0;
  #inLog = false;
  /** True while others look at a line before it enters the log. */
  #isVetting = false;
  /** What follows that line: the client has gone meanwhile. */
  #leaving: LeftRequest | undefined = undefined;
  #workedMs = 0;
  #workingSince = 0;
  /** What is told how long the command took, and when that began. */
  #use: CommandClock | undefined = undefined;
  #began = 0;

  constructor(session: Session, node: SessionNode) {
    this.#session = session;
    this.#node = node;
  }

  /** True while work goes on: it will come back to the session. */
  get isWorking(): boolean {
    return this.#works > 0;
  }

  /** True while it is not known what the last line led to. */
  get isWaiting(): boolean {
    return this.isWorking || this.#inLog;
  }

  /** For how many ms the client has waited for work since it connected. */
  worked(now: number): number {
    return this.#workedMs + (this.isWorking ? Math.max(0, now - this.#workingSince) : 0);
  }

  /** Puts a request into the log. */
  append(request: Request): void {
    this.#inLog = true;
    const { id, input } = this.#session;
    const origin = { node: this.#node.facts.name, epoch: this.#node.epoch, session: id, line: input.lines };
    this.#node.log.append(origin, request);
  }

  /** Puts a line into the log, once it has been looked at here; what is refused is answered at home. */
  appendLine(request: LineRequest): void {
    const vetted = this.#node.vet(this.#session, request);
    if (!(vetted instanceof Promise)) return this.#appendVetted(vetted);
    this.#isVetting = true;
    const looked = vetted
      .then((outcome) => this.#session.answering(() => this.#appendVetted(outcome)))
      .finally(() => this.#vetted());
    this.work(looked, () => {}, request.message.command);
  }

  /** Puts a request into the log, behind the line that is being looked at. */
  appendAfterLine(request: LeftRequest): void {
    if (this.#isVetting) this.#leaving = request;
    else this.append(request);
  }

  #vetted(): void {
    this.#isVetting = false;
    const leaving = this.#leaving;
    this.#leaving = undefined;
    if (leaving) this.append(leaving);
  }

  #appendVetted(vetted: Vetted): void {
    if (this.#session.lifetime.isOver) return;
    if ("type" in vetted) return this.append(vetted);
    for (const refusal of vetted.refusals) this.#session.reply(refusal);
  }

  /** The request has been applied at its place in the log. */
  settled(): void {
    this.#inLog = false;
    this.#stopClock();
  }

  /** A command was begun then: it has taken its time once nothing is waited for. */
  clock(use: CommandClock, began: number): void {
    if (!this.isWaiting) return use.took(performance.now() - began);
    this.#use = use;
    this.#began = began;
  }

  #stopClock(): void {
    if (this.#use === undefined || this.isWaiting) return;
    this.#use.took(performance.now() - this.#began);
    this.#use = undefined;
  }

  /** Waits for the work; nobody else's input does. */
  work<T>(
    work: Promise<T>,
    then: (outcome: T) => void,
    doing: string,
    gone: (outcome: T) => void = () => {},
  ): void {
    if (this.#works === 0) this.#workingSince = this.#node.now();
    this.#works += 1;
    work
      .then((outcome) => {
        if (this.#session.isOpen) this.#session.answering(() => then(outcome));
        else gone(outcome);
      })
      .catch((error: unknown) => {
        this.#node.events.broke(error, doing);
        this.#session.answering(() => this.#session.reply(brokenCommand(doing)));
      })
      .finally(() => {
        const worked = this.worked(this.#node.now());
        this.#works -= 1;
        if (this.isWorking) return;
        this.#workedMs = worked;
        this.#stopClock();
        this.#session.finishAnswer();
        // All else that registration waits for may have come meanwhile.
        this.#session.enter();
        this.#session.resume();
        this.#session.lifetime.releaseIfQuiet();
      });
  }

  /** Begins anew, for a new client. */
  reset(): void {
    this.#inLog = false;
    this.#workedMs = 0;
    this.#use = undefined;
  }
}
