import { execFile } from "node:child_process";
import { statfs } from "node:fs/promises";
import { getHeapStatistics } from "node:v8";

/** What the doctor takes from the machine. */
export interface Machine {
  readonly nodeVersion: string;
  /** Open files and connections one process may have; `undefined` where there is no such limit. */
  readonly openFiles: number | undefined;
  /** Bytes that JavaScript objects may take. */
  readonly heapLimit: number;
  /** The time in ms since 1970. */
  now(): number;
  /** Whether something keeps the clock right; `undefined` where nobody can tell. */
  isClockKept(): Promise<boolean | undefined>;
  /** Bytes that are free for us where the path is, and all there are. */
  space(path: string): Promise<{ readonly free: number; readonly total: number }>;
}

/** The machine this process runs on. */
export const thisMachine: Machine = {
  nodeVersion: process.versions.node,
  openFiles: openFilesLimit(),
  heapLimit: getHeapStatistics().heap_size_limit,
  now: () => Date.now(),
  isClockKept,
  async space(path) {
    const { bavail, blocks, bsize } = await statfs(path);
    return { free: bavail * bsize, total: blocks * bsize };
  },
};

// Node.js tells its limits in its report alone.
function openFilesLimit(): number | undefined {
  const report: unknown = process.report.getReport();
  const limits = Object(Object(report).userLimits).open_files;
  const soft: unknown = Object(limits).soft;
  return typeof soft === "number" ? soft : undefined;
}

function isClockKept(): Promise<boolean | undefined> {
  return new Promise((resolve) => {
    execFile(
      "timedatectl",
      ["show", "-p", "NTPSynchronized", "--value"],
      { timeout: 2_000 },
      (error, answer) => resolve(error ? undefined : answer.trim() === "yes"),
    );
  });
}
