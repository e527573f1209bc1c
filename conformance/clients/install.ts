import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { promisify } from "node:util";
import type { Program } from "./person.ts";

/** The commands a program needs that are not installed here. */
export async function missing(program: Program): Promise<string[]> {
  const commands = Object.keys(program.needs);
  const found = await Promise.all(commands.map(isInstalled));
  return commands.filter((_, index) => !found[index]);
}

/** Installs with apt-get what the programs need and this machine lacks; says so where that cannot be done. */
export async function install(programs: readonly Program[]): Promise<void> {
  const packages = new Set<string>();
  for (const program of programs) {
    for (const command of await missing(program)) {
      for (const name of (program.needs[command] ?? command).split(" ")) packages.add(name);
    }
  }
  if (packages.size === 0) return;
  if (!(await isInstalled("apt-get"))) {
    console.error(`cannot install ${[...packages].join(", ")}: there is no apt-get here`);
    return;
  }
  await aptGet("update", "-qq");
  await aptGet("install", "-y", "-qq", "--no-install-recommends", ...packages);
}

async function aptGet(...args: string[]): Promise<void> {
  const sudo = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
  const [command = "apt-get", ...rest] = [...sudo, "apt-get", ...args];
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const child = spawn(command, rest, { stdio: ["ignore", "ignore", "inherit"], env });
  const [code] = await once(child, "exit");
  if (code !== 0) console.error(`apt-get ${args[0]} ended with ${code}`);
}

async function isInstalled(command: string): Promise<boolean> {
  return promisify(execFile)("sh", ["-c", `command -v "$1"`, "sh", command]).then(
    () => true,
    () => false,
  );
}
