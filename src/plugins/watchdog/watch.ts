import { writeSync } from "node:fs";
import { place, type Shared } from "./shared.ts";

const tickMs = 100;

/** Watches until it is over, or until a plugin does not come back: then it says so on stderr and ends the process. */
export function watch({ numbers, name }: Shared): void {
  const call = new Patience(() => Atomics.load(numbers, place.calls));
  const loop = new Patience(() => Atomics.load(numbers, place.turns));
  while (Atomics.wait(numbers, place.isOver, 0, tickMs) === "timed-out") {
    const hangMs = Atomics.load(numbers, place.hangMs);
    const isHeld = call.isOver(hangMs);
    const isStill =
      Atomics.load(numbers, place.waiting) > 0 && loop.isOver(Atomics.load(numbers, place.stillMs));
    if (isHeld) end(`the plugin ${nameIn(numbers, name)} has not come back for ${hangMs / 1000} seconds`);
    else if (isStill) end(`the server stands still; the plugin that ran last is ${nameIn(numbers, name)}`);
  }
}

/** How long a number has stayed the same. Counted in looks: a process that was stopped has not been looked at. */
class Patience {
  readonly #read: () => number;
  #last = 0;
  #looks = 0;

  constructor(read: () => number) {
    this.#read = read;
  }

  /** True if it was the same for so many ms; 0: it may be. */
  isOver(ms: number): boolean {
    const now = this.#read();
    this.#looks = now === this.#last ? this.#looks + 1 : 0;
    this.#last = now;
    return ms > 0 && this.#looks * tickMs >= ms;
  }
}

function nameIn(numbers: Int32Array, name: Uint8Array): string {
  return Buffer.from(name.slice(0, Atomics.load(numbers, place.nameBytes))).toString("latin1");
}

function end(what: string): void {
  // The thread that would write it otherwise hangs.
  writeSync(2, `ircd-ts: ${what}: the process ends\n`);
  process.kill(process.pid, "SIGKILL");
}
