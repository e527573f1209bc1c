import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { hashPassword } from "../accounts/password-hash.ts";
import { StartError } from "../node/start-error.ts";
import type { Terminal } from "./terminal.ts";

/** Asks for a password, or reads it from a pipe, and prints its hash. */
export async function genpasswd(terminal: Terminal): Promise<void> {
  const password = terminal.stdin.isTTY ? await askTwice(terminal) : await firstLine(terminal);
  if (password === "") throw new StartError("NO_PASSWORD", "no password was given");
  terminal.stdout.write(`${await hashPassword(password)}\n`);
}

async function askTwice(terminal: Terminal): Promise<string> {
  const password = await askHidden(terminal, "Password: ");
  const again = await askHidden(terminal, "Once more: ");
  if (password !== again) throw new StartError("NO_PASSWORD", "the two passwords differ");
  return password;
}

// The questions go to stderr, so that stdout is the hash and nothing else.
function askHidden({ stdin, stderr }: Terminal, question: string): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: stdin, output: nowhere, terminal: true });
  return new Promise((resolve, reject) => {
    lines.once("SIGINT", () => lines.close());
    lines.once("close", () => reject(new StartError("NO_PASSWORD", "no password was given")));
    lines.once("line", (answer) => {
      resolve(answer);
      lines.close();
      stderr.write("\n");
    });
    stderr.write(question);
  });
}

async function firstLine({ stdin }: Terminal): Promise<string> {
  for await (const line of createInterface({ input: stdin })) return line;
  return "";
}
