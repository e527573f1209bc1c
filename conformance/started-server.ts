import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { ended } from "./processes.ts";

const START_DEADLINE_MS = 20_000;

/** This server in a process of its own, on a free port of the loopback interface. */
export class StartedServer {
  readonly host = "127.0.0.1";
  readonly port: number;
  readonly pid: number;
  readonly #child: ChildProcess;
  readonly #folder: string;

  private constructor(child: ChildProcess, pid: number, port: number, folder: string) {
    this.#child = child;
    this.pid = pid;
    this.port = port;
    this.#folder = folder;
  }

  /** A folder for a server to keep its data in; it goes with the server. */
  static async folder(): Promise<string> {
    return await mkdtemp(join(tmpdir(), "ircd-ts-"));
  }

  /** Starts it with the text of a configuration file, on the data that is in a folder. */
  static async start(configuration: string, data?: string): Promise<StartedServer> {
    const folder = data ?? (await StartedServer.folder());
    const config = join(folder, "config.yaml");
    await writeFile(config, configuration);
    const command = fileURLToPath(new URL("../bin/ircd-ts", import.meta.url));
    const options = ["--host", "127.0.0.1", "--port", "0", "--no-limits", "--log-level", "warn"];
    const args = [command, ...options, "--data", folder, "--config", config];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
    try {
      const port = await printedPort(child);
      if (child.pid === undefined) throw new Error("the server has no process");
      return new StartedServer(child, child.pid, port, folder);
    } catch (error) {
      await ended(child);
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  async stop(): Promise<void> {
    await ended(this.#child);
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** Ends it as a power cut would, and leaves its data where they are. */
  async kill(): Promise<void> {
    const exit = once(this.#child, "exit");
    this.#child.kill("SIGKILL");
    await exit;
  }
}

function printedPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    const printed: string[] = [];
    const fail = (reason: string) =>
      reject(new Error(`the server ${reason}; it printed:\n${printed.join("\n")}`));
    const timer = setTimeout(fail, START_DEADLINE_MS, "named no port in time").unref();
    child.once("error", reject);
    child.once("exit", (code) => fail(`ended with ${code}`));
    if (!child.stdout) return fail("has no output");
    // Read to the end: a full pipe would stop the server.
    createInterface(child.stdout).on("line", (line) => {
      if (printed.length < 20) printed.push(line);
      const port = portIn(line);
      if (port === undefined) return;
      clearTimeout(timer);
      resolve(port);
    });
  });
}

/** The port in a line of the log, as JSON or as words. */
function portIn(line: string): number | undefined {
  const found = /"port":\s*(\d+)|127\.0\.0\.1:(\d+)|\bport (\d+)/.exec(line);
  return found ? Number(found[1] ?? found[2] ?? found[3]) : undefined;
}
