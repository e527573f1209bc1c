import { existsSync, readlinkSync } from "node:fs";
import { setPriority } from "node:os";
import { parentPort } from "node:worker_threads";
import { serve } from "./service.ts";

if (parentPort) {
  giveWay();
  serve(parentPort);
}

// Where there are more threads than cores, people go before the disk. Only Linux has priorities of threads.
function giveWay(): void {
  const self = "/proc/thread-self";
  if (!existsSync(self)) return;
  const thread = Number(readlinkSync(self).split("/").at(-1));
  if (Number.isInteger(thread)) setPriority(thread, 5);
}
