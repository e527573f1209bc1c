import { once } from "node:events";
import { createServer } from "node:net";
import type { Config } from "../../config/schema.ts";
import { reasonOf } from "../start-error.ts";
import { type Finding, findingsAbout } from "./finding.ts";

const { ok, fault } = findingsAbout("ports");

/** Whether every place can be listened on. `served`: the process that may be there already, as it is ours. */
export async function examinePorts(
  { listeners, http }: Config,
  served: string | undefined,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { host, port } of http ? [...listeners, http] : listeners)
    findings.push(await examinePort(host, port, served));
  return findings;
}

async function examinePort(host: string, port: number, served: string | undefined): Promise<Finding> {
  const place = `${host} port ${port}`;
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, "listening");
    return ok(`${place} is free`);
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === "EADDRINUSE" && served !== undefined)
      return ok(`${place} is taken; process ${served} serves`);
    return fault(`${place} cannot be listened on: ${ADVICE[reason] ?? reason}`);
  } finally {
    server.close();
  }
}

const ADVICE: Readonly<Record<string, string>> = {
  EADDRINUSE: "another program has it",
  EACCES: "this user may not; ports below 1024 need CAP_NET_BIND_SERVICE",
  EADDRNOTAVAIL: "this machine has no such address",
};
