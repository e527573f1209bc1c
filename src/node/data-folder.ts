import {
  chmodSync,
  linkSync,
  mkdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { reasonOf, StartError } from "./start-error.ts";

/** The name of the database in its data folder. */
export const DATABASE_FILE = "ircd.db";

/** A folder that belongs to one running server. */
export interface DataFolder {
  readonly path: string;
  /** Lets go of the folder; a second call does nothing. */
  close(): void;
}

/** Makes the folder if it is missing (0700) and locks it; a StartError tells who has it. */
export function openDataFolder(folder: string): DataFolder {
  const path = resolve(folder);
  makeFolder(path);
  const lock = join(path, "lock");
  const mine = ownMark();
  takeLock(lock, mine, path);
  return {
    path,
    close() {
      if (readMark(lock) === mine) unlinkSync(lock);
    },
  };
}

/** The id of the process that has a folder open; `undefined` where none has. */
export function holderOf(folder: string): string | undefined {
  const mark = readMark(join(resolve(folder), "lock"));
  return mark !== undefined && isAlive(mark) ? mark.split(" ")[0] : undefined;
}

function makeFolder(path: string): void {
  try {
    if (mkdirSync(path, { recursive: true, mode: 0o700 }) !== undefined) chmodSync(path, 0o700);
  } catch (cause) {
    const reason = reasonOf(cause);
    const text =
      reason === "EEXIST"
        ? `the data folder ${path} is no folder`
        : `cannot make the data folder ${path} (${reason})`;
    throw new StartError("DATA_UNUSABLE", text, { cause });
  }
}

function takeLock(lock: string, mine: string, path: string): void {
  if (createLock(lock, mine, path)) return;
  const holder = readMark(lock);
  if (holder !== undefined && isAlive(holder)) throw locked(path, holder);
  removeStale(lock, path);
  if (!createLock(lock, mine, path)) throw locked(path, readMark(lock));
}

// The mark is written before it gets the lock's name, so nobody ever reads half of it.
function createLock(lock: string, mine: string, path: string): boolean {
  const draft = `${lock}.${mine.replaceAll(/[^\w-]/g, "-")}`;
  try {
    writeFileSync(draft, mine, { mode: 0o600 });
    linkSync(draft, lock);
    return true;
  } catch (cause) {
    if (reasonOf(cause) === "EEXIST") return false;
    throw new StartError("DATA_UNUSABLE", `cannot write to the data folder ${path} (${reasonOf(cause)})`, {
      cause,
    });
  } finally {
    rmSync(draft, { force: true });
  }
}

// Only who holds the guard removes a lock: otherwise two who find it stale could remove each other's.
function removeStale(lock: string, path: string): void {
  const guard = `${lock}.takeover`;
  try {
    mkdirSync(guard);
  } catch (cause) {
    if (!isOlderThan(guard, 10_000)) throw locked(path, readMark(lock), { cause });
  }
  try {
    const holder = readMark(lock);
    if (holder === undefined || !isAlive(holder)) rmSync(lock, { force: true });
  } finally {
    rmdirSync(guard);
  }
}

function locked(path: string, holder: string | undefined, options?: ErrorOptions): StartError {
  const who = holder === undefined ? "another process" : `process ${holder.split(" ")[0]}`;
  return new StartError("DATA_LOCKED", `the data folder ${path} is in use by ${who}`, options);
}

function readMark(lock: string): string | undefined {
  try {
    return readFileSync(lock, "utf8");
  } catch (cause) {
    if (reasonOf(cause) === "ENOENT") return undefined;
    throw cause;
  }
}

function isOlderThan(path: string, milliseconds: number): boolean {
  const made = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  return made !== undefined && Date.now() - made > milliseconds;
}

// A pid comes back after a reboot or in a new container, so the mark also says when its process began.
function ownMark(): string {
  return `${process.pid} ${beginningOf(process.pid) ?? performance.timeOrigin}`;
}

function isAlive(mark: string): boolean {
  const [pid, began] = mark.split(" ");
  if (!/^[1-9]\d*$/.test(pid ?? "")) return false;
  if (Number(pid) === process.pid) return mark === ownMark();
  if (!isRunning(Number(pid))) return false;
  const beginning = beginningOf(Number(pid));
  return beginning === undefined || beginning === began;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return reasonOf(cause) === "EPERM";
  }
}

// Linux only: field 22 of /proc/<pid>/stat, counted after the name, which may hold spaces; and which boot it was.
function beginningOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return `${stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19]}@${boot}`;
  } catch {
    return undefined; // other systems have no /proc, and there the pid alone decides
  }
}
