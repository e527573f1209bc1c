import { type ChildProcess, spawn } from "node:child_process";

/** A program that is asked one question each time it is started. */
export interface ScriptOptions {
  readonly command: string;
  readonly args: readonly string[];
  /** How long it may take. */
  readonly seconds: number;
  /** How many of it may run at one time. */
  readonly most: number;
}

/** Why a script has given no answer: never what it was asked, which may be a password. */
export class ScriptError extends Error {
  readonly code: "SCRIPT_START" | "SCRIPT_BUSY" | "SCRIPT_TIMEOUT" | "SCRIPT_ANSWER" | "SCRIPT_ENDED";

  constructor(code: ScriptError["code"], message: string) {
    super(message);
    this.name = "ScriptError";
    this.code = code;
  }
}

/** Is told what becomes of questions to a script. */
export interface ScriptWatch {
  answered(): void;
  failed(error: ScriptError): void;
  /** A process has answered or failed, after so many seconds. */
  ran(seconds: number): void;
}

// An answer is one line.
const longestAnswer = 65_536;
// Who waits longer than so many others take has waited long enough.
const mostWaiting = 100;

/**
 * Asks a program: one line of JSON on its input, one on its output, a process for each question. There is no shell, what
 * is asked is in no argument and in no variable, and the variables of the server are not its own. Which program it is may
 * change from question to question, as REHASH has it; those of before count among the running until they are over.
 */
export class Script {
  readonly #running = new Set<ChildProcess>();
  readonly #waiting: (() => void)[] = [];
  readonly #watch: ScriptWatch;
  #isEnded = false;

  constructor(watch: ScriptWatch) {
    this.#watch = watch;
  }

  /** What it answers, as `read` reads it; rejects with a ScriptError, which `read` may throw as well. */
  async ask<T>(question: unknown, options: ScriptOptions, read: (answer: unknown) => T): Promise<T> {
    try {
      const answer = read(await this.#answerTo(question, options));
      this.#watch.answered();
      return answer;
    } catch (error) {
      if (error instanceof ScriptError) this.#watch.failed(error);
      throw error;
    }
  }

  async #answerTo(question: unknown, options: ScriptOptions): Promise<unknown> {
    while (!this.#isEnded && this.#running.size >= options.most) await this.#turn();
    if (this.#isEnded) throw new ScriptError("SCRIPT_ENDED", "the server ends");
    const began = performance.now();
    return await this.#run(`${JSON.stringify(question)}\n`, options).finally(() =>
      this.#watch.ran((performance.now() - began) / 1000),
    );
  }

  /** How many processes there are. */
  get running(): number {
    return this.#running.size;
  }

  /** How many questions wait for their turn. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Ends all of its processes: nobody waits for them any more. */
  end(): void {
    this.#isEnded = true;
    for (const child of this.#running) endAll(child);
    for (const goOn of this.#waiting.splice(0)) goOn();
  }

  #turn(): Promise<void> {
    if (this.#waiting.length >= mostWaiting)
      return Promise.reject(new ScriptError("SCRIPT_BUSY", "too many wait for the script"));
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #run(line: string, { command, args, seconds }: ScriptOptions): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const child = spawn(command, args, {
        stdio: ["pipe", "pipe", "ignore"],
        env: { PATH: process.env["PATH"] },
        // A group of its own: what it starts ends with it.
        detached: true,
      });
      this.#running.add(child);
      let text = "";
      const fail = (code: ScriptError["code"], message: string) => {
        endAll(child);
        reject(new ScriptError(code, message));
      };
      const late = () => fail("SCRIPT_TIMEOUT", `the script took longer than ${seconds} seconds`);
      const overdue = setTimeout(late, seconds * 1000);
      let lasting: NodeJS.Timeout | undefined;
      const over = () => {
        clearTimeout(overdue);
        clearTimeout(lasting);
        if (!this.#running.delete(child)) return;
        this.#waiting.shift()?.();
      };
      const answered = () => {
        const answer = parsed(text);
        if (answer === undefined) return fail("SCRIPT_ANSWER", "the script has not answered a line of JSON");
        clearTimeout(overdue);
        // It may have more to do, but not for ever.
        if (this.#running.has(child)) lasting ??= setTimeout(() => endAll(child), seconds * 1000).unref();
        resolve(answer);
      };
      child.on("error", (error: NodeJS.ErrnoException) => {
        over();
        fail("SCRIPT_START", `the script cannot be started (${error.code ?? "unknown"})`);
      });
      child.on("close", () => {
        over();
        answered();
      });
      child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
        if (text.length > longestAnswer) fail("SCRIPT_ANSWER", "the script answers too much");
        else if (text.includes("\n")) answered();
      });
      // It need not read what it is asked.
      child.stdin.on("error", () => undefined);
      child.stdin.end(line);
    });
  }
}

/** Ends a process and all it has started, and listens to none of them any more: one may have left its group. */
function endAll(child: ChildProcess): void {
  child.stdin?.destroy();
  child.stdout?.destroy();
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    child.kill("SIGKILL"); // nothing is left of the group, or not yet made
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.split("\n", 1)[0] ?? "");
  } catch {
    return undefined; // told as no answer
  }
}
