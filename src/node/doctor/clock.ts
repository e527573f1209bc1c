import { type Finding, findingsAbout } from "./finding.ts";
import type { Machine } from "./machine.ts";

// What was written cannot be younger than now; clocks of network disks differ by a little.
const SLACK_MS = 60_000;

/** Whether the clock can be right: history, bans and certificates hang on it. `written`: when something was last, in ms. */
export async function examineClock(machine: Machine, written: number | undefined): Promise<Finding> {
  const { ok, warning, fault } = findingsAbout("clock");
  const now = machine.now();
  if (written !== undefined && written > now + SLACK_MS)
    return fault(
      `it is behind: the data folder was written to at ${iso(written)}, and it is ${iso(now)} now`,
    );
  const isKept = await machine.isClockKept();
  if (isKept === false)
    return warning(`${iso(now)}; nothing keeps it right (systemd-timesyncd, chrony or ntpd would)`);
  return ok(isKept ? `${iso(now)}, kept right by the system` : iso(now));
}

function iso(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
