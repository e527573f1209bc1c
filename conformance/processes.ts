import type { ChildProcess } from "node:child_process";
import { once } from "node:events";

/** Ends a child that may have ended already, and waits for it. */
export async function ended(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill();
  await exit;
}
