import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { StartedServer } from "../started-server.ts";
import type { ServerUnderTest } from "./server-under-test.ts";

const command = fileURLToPath(new URL("../../bin/ircd-ts", import.meta.url));
const oper = { name: "oper", password: "conformance" } as const;

/** Starts the server of this repository on a free loopback port, with an operator of its own. */
export async function startOwnServer(): Promise<ServerUnderTest> {
  const folder = await mkdtemp(join(tmpdir(), "ircd-ts-conformance-"));
  const forget = () => rm(folder, { recursive: true, force: true });
  const config = join(folder, "config.yaml");
  try {
    await writeFile(config, configFile());
    const server = await StartedServer.start(["--config", config, "--log-level", "warn"]);
    const stop = async () => {
      await server.stop();
      await forget();
    };
    return { host: server.host, port: server.port, oper, stop };
  } catch (error) {
    await forget();
    throw error;
  }
}

function configFile(): string {
  const hash = execFileSync(process.execPath, [command, "genpasswd"], { input: `${oper.password}\n` });
  return [
    "name: irc.conformance.example",
    "network: Conformance",
    "motd: Welcome to the conformance run",
    "admin: { location: Nowhere, organisation: Nobody, email: admin@conformance.example }",
    "opers:",
    `  - { name: ${oper.name}, password: "${hash.toString().trim()}" }`,
    "",
  ].join("\n");
}
