import { setTimeout as pause } from "node:timers/promises";
import type { Credentials } from "../suite/facts.ts";
import type { Deed } from "./deeds.ts";

/** Somebody at a real program: does things, and sees what the program shows. */
export interface Person {
  readonly program: string;
  readonly nick: string;
  /** What it shows once it is registered. */
  readonly greeting: RegExp;
  do(deed: Deed): Promise<void>;
  /** What the program has shown since `forget`. */
  screen(): Promise<string>;
  forget(): Promise<void>;
  /** How this program shows that `by` did `deed`: each pattern must be on the screen. */
  looks(by: string, deed: Deed): readonly RegExp[];
  /** Ends the program, whether or not it has quit. */
  leave(): Promise<void>;
}

/** Where a program finds the server, who it is, and a folder of its own. */
export interface Seat {
  readonly host: string;
  readonly port: number;
  readonly nick: string;
  readonly folder: string;
  /** Whom it can log in as. */
  readonly account: Credentials | undefined;
}

/** A client program: what must be installed for it, and how somebody sits down at it. */
export interface Program {
  readonly name: string;
  readonly nick: string;
  /** Command → Debian packages, with spaces between them. */
  readonly needs: Readonly<Record<string, string>>;
  /** It needs what only this server has. */
  readonly oursOnly?: boolean;
  start(seat: Seat): Promise<Person>;
}

/** The program did not show in time what it should have. */
export class NotShown extends Error {
  override readonly name = "NotShown";
}

const DEADLINE_MS = 10_000;
const POLL_MS = 40;

/** Returns when every pattern is on the person's screen; throws with the screen if that takes too long. */
export async function untilShown(
  who: Pick<Person, "program" | "screen">,
  patterns: readonly RegExp[],
): Promise<void> {
  const deadline = performance.now() + DEADLINE_MS;
  for (;;) {
    const screen = await who.screen();
    const missing = patterns.filter((pattern) => !pattern.test(screen));
    if (missing.length === 0) return;
    if (performance.now() > deadline) throw new NotShown(describe(who.program, missing, screen));
    await pause(POLL_MS);
  }
}

/** A text as part of a pattern. */
export function quoted(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}

function describe(program: string, missing: readonly RegExp[], screen: string): string {
  const shown =
    screen
      .match(/^.*\S.*$/gm)
      ?.slice(-12)
      .join("\n    ") ?? "(nothing)";
  return `${program} does not show ${missing.join(" and ")}; its screen ends:\n    ${shown}`;
}
