import { constants } from "node:fs";
import { type FileHandle, open, stat } from "node:fs/promises";
import type { Logger } from "../logging/logger.ts";
import type { Change } from "../world/changes.ts";

/** What the audit log needs besides its file. */
export interface AuditFileRim {
  readonly log: Logger;
  /** Tells operators what the server has noticed. */
  tellOperators(text: string): void;
  /** What stands in each line as the server. */
  readonly server: string;
}

// While the file cannot be written: what comes after these is counted, and lost.
const mostWaiting = 10_000;
const mostAtOnce = 500;
const againMs = 10_000;

/**
 * The audit log as a file of JSON lines, each synced to the disk before the next are written. One that fails is told once,
 * and stops nothing: what is to be written waits.
 */
export class AuditFile {
  readonly #rim: AuditFileRim;
  readonly #waiting: string[] = [];
  #path: string | undefined;
  #handle: FileHandle | undefined;
  #isStale = false;
  #isFailing = false;
  #lost = 0;
  #again: NodeJS.Timeout | undefined;
  #writing: Promise<void> | undefined;

  constructor(rim: AuditFileRim) {
    this.#rim = rim;
  }

  /** Writes to this file from now on, opened anew; `undefined`: to none. */
  configure(path: string | undefined): void {
    this.#path = path;
    this.reopen();
  }

  /** Opens the file anew: the one there was has been put away under another name. */
  reopen(): void {
    this.#isStale = true;
    this.#write();
  }

  /** Writes down a privileged act. */
  happened(change: Change): void {
    if (change.type !== "audited" || this.#path === undefined) return;
    const { at, by, address, account = null, oper = null, command, target = null, ...rest } = change.record;
    const { reason = null, outcome } = rest;
    const time = new Date(at).toISOString();
    const { server } = this.#rim;
    this.#take({ time, server, by, address, account, oper, command, target, reason, outcome });
    this.#write();
  }

  /** Resolves when all is written that can be. */
  async flushed(): Promise<void> {
    while (this.#writing !== undefined) await this.#writing;
  }

  /** Writes what waits and lets go of the file. */
  async close(): Promise<void> {
    await this.flushed();
    clearTimeout(this.#again);
    await this.#drop();
  }

  #take(line: object): void {
    if (this.#waiting.length >= mostWaiting) this.#lost += 1;
    else this.#waiting.push(`${JSON.stringify(line)}\n`);
  }

  #write(): void {
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = undefined;
      // What has come since the last look.
      const isMore = this.#path !== undefined && this.#waiting.length > 0;
      if (this.#isStale || (isMore && !this.#isFailing)) this.#write();
    });
  }

  async #writeAll(): Promise<void> {
    clearTimeout(this.#again);
    const path = this.#path;
    try {
      do {
        const handle = await this.#current();
        if (!handle) return;
        await this.#writeSome(handle);
      } while (this.#waiting.length > 0);
      this.#recovered();
    } catch (error) {
      await this.#failed(path, error);
    }
  }

  /** The file under its name now: another may stand there, or none. */
  async #current(): Promise<FileHandle | undefined> {
    const path = this.#path;
    const isStale = this.#isStale;
    this.#isStale = false;
    if (isStale || (this.#handle && path !== undefined && !(await isAt(this.#handle, path))))
      await this.#drop();
    if (path !== undefined) this.#handle ??= await opened(path);
    return this.#handle;
  }

  async #writeSome(handle: FileHandle): Promise<void> {
    const lines = this.#waiting.slice(0, mostAtOnce);
    if (lines.length === 0) return;
    const found = await handle.stat();
    try {
      await handle.appendFile(lines.join(""));
      await handle.datasync();
    } catch (error) {
      // Half a line would spoil the next one, and what is written is written again.
      if (found.isFile()) await handle.truncate(found.size);
      throw error;
    }
    this.#waiting.splice(0, lines.length);
  }

  async #drop(): Promise<void> {
    const handle = this.#handle;
    this.#handle = undefined;
    await handle?.close();
  }

  #recovered(): void {
    if (!this.#isFailing) return;
    this.#isFailing = false;
    const lost = this.#lost;
    this.#lost = 0;
    if (lost > 0) this.#take({ time: new Date().toISOString(), server: this.#rim.server, lost });
    const text = `The audit log ${this.#path} can be written again; ${lost} acts are not in it`;
    this.#rim.log.info({ lost }, text);
    this.#rim.tellOperators(text);
  }

  async #failed(path: string | undefined, error: unknown): Promise<void> {
    try {
      await this.#drop();
    } catch (cause) {
      this.#rim.log.error({ err: cause }, "the audit log could not be closed");
    }
    this.#again = setTimeout(() => this.#write(), againMs).unref();
    if (this.#isFailing) return;
    this.#isFailing = true;
    this.#rim.log.error({ err: error }, "the audit log cannot be written");
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    this.#rim.tellOperators(
      `The audit log ${path} cannot be written (${code}); what is to stand there waits`,
    );
  }
}

async function opened(path: string): Promise<FileHandle> {
  // Other than "a", it waits for no reader of a pipe.
  const flags = constants.O_APPEND | constants.O_CREAT | constants.O_WRONLY | constants.O_NONBLOCK;
  const handle = await open(path, flags, 0o600);
  try {
    const found = await handle.stat();
    if (found.isFile() && (found.mode & 0o077) !== 0) await handle.chmod(0o600);
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function isAt(handle: FileHandle, path: string): Promise<boolean> {
  const mine = await handle.stat();
  try {
    const there = await stat(path);
    return there.ino === mine.ino && there.dev === mine.dev;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
    throw error;
  }
}
