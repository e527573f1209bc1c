import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

// Linux reports process times in hundredths of a second wherever Node.js runs.
const TICKS_PER_SECOND = 100;

/** What a process has used so far, as its operating system counts it. */
export interface Usage {
  /** User and system time of all its threads, in seconds. */
  readonly cpuSeconds: number;
  readonly residentKiB: number;
}

/** What the process has used; nothing where the system does not tell. */
export function usageOf(pid: number): Usage | undefined {
  if (process.platform === "linux") return fromProc(pid);
  return process.platform === "win32" ? undefined : fromPs(pid);
}

function fromProc(pid: number): Usage {
  // proc(5): the name, in brackets, may hold spaces; utime and stime are the 12th and 13th field after it.
  const fields = readFileSync(`/proc/${pid}/stat`, "latin1").split(") ").pop()?.split(" ") ?? [];
  const status = readFileSync(`/proc/${pid}/status`, "latin1");
  return {
    cpuSeconds: (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND,
    residentKiB: Number(/^VmRSS:\s*(\d+)/m.exec(status)?.[1]),
  };
}

function fromPs(pid: number): Usage {
  const printed = execFileSync("ps", ["-o", "time=,rss=", "-p", String(pid)], { encoding: "latin1" });
  const [time = "", resident] = printed.trim().split(/\s+/);
  return { cpuSeconds: seconds(time), residentKiB: Number(resident) };
}

/** `[[days-]hours:]minutes:seconds`, as POSIX ps prints a time. */
function seconds(time: string): number {
  const [days, clock] = time.includes("-") ? time.split("-") : ["0", time];
  const ofDay = (clock ?? "").split(":").reduce((total, part) => total * 60 + Number(part), 0);
  return Number(days) * 86_400 + ofDay;
}
