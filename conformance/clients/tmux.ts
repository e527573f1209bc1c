import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);
const COLUMNS = "220";
const ROWS = "400";

/** One program in a terminal of its own: a tmux server on a private socket. */
export class Terminal {
  readonly #socket: string;

  private constructor(socket: string) {
    this.#socket = socket;
  }

  static async open(folder: string, command: readonly string[]): Promise<Terminal> {
    const terminal = new Terminal(`${folder}/tmux`);
    await terminal.#tmux("new-session", "-d", "-x", COLUMNS, "-y", ROWS, ...command);
    return terminal;
  }

  async type(line: string): Promise<void> {
    await this.#tmux("send-keys", "-l", "--", line);
    await this.#tmux("send-keys", "Enter");
  }

  async screen(): Promise<string> {
    return this.#tmux("capture-pane", "-p");
  }

  /** Ends the terminal; it may have ended with its program. */
  async close(): Promise<void> {
    await this.#tmux("kill-server").catch((error: unknown) => {
      if (!isGone(error)) throw error;
    });
  }

  async #tmux(...args: string[]): Promise<string> {
    // The program inherits the locale from here; without UTF-8 it would show question marks.
    const env = { ...process.env, LC_ALL: "C.UTF-8", TERM: "xterm-256color", TMUX: "" };
    const { stdout } = await run("tmux", ["-u", "-f", "/dev/null", "-S", this.#socket, ...args], { env });
    return stdout;
  }
}

function isGone(error: unknown): boolean {
  return (
    error instanceof Error &&
    /no server running|error connecting|lost server|server exited/.test(error.message)
  );
}
