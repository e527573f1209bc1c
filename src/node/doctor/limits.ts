import type { Config } from "../../config/schema.ts";
import { type Finding, findingsAbout } from "./finding.ts";
import type { Machine } from "./machine.ts";

const oldest = [20, 19] as const;

/** Whether this Node.js runs the server. */
export function examineNode({ nodeVersion }: Machine): Finding {
  const { ok, fault } = findingsAbout("Node.js");
  const [major = 0, minor = 0] = nodeVersion.split(".").map(Number);
  const isNewEnough = major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
  return isNewEnough
    ? ok(nodeVersion)
    : fault(`${nodeVersion} is too old: ${oldest.join(".")} or newer is needed`);
}

// Beside clients: files, threads, look-ups, HTTP, and those that are told that the server is full.
const OTHER_FILES = 200;

/** Whether as many clients can be connected as are let in. */
export function examineOpenFiles({ openFiles }: Machine, { connections }: Config): Finding {
  const { ok, fault } = findingsAbout("open files");
  const needed = connections.clients + OTHER_FILES;
  if (openFiles === undefined || openFiles >= needed)
    return ok(`${openFiles ?? "any number"} may be open; ${connections.clients} clients need ${needed}`);
  return fault(
    `${openFiles} may be open, and ${connections.clients} clients need ${needed}: raise it (ulimit -n, LimitNOFILE=) ` +
      "or lower connections.clients",
  );
}

// What a client takes at most that says and hears a little; and the server itself.
const CLIENT_BYTES = 32 * 1024;
const OWN_BYTES = 128 * 1024 * 1024;

/** Whether there is memory for as many clients as are let in. */
export function examineMemory({ heapLimit }: Machine, { connections }: Config): Finding {
  const { ok, warning } = findingsAbout("memory");
  const needed = OWN_BYTES + connections.clients * CLIENT_BYTES;
  const text = `${mebibytes(heapLimit)} may be used; ${connections.clients} clients may need ${mebibytes(needed)}`;
  return heapLimit >= needed ? ok(text) : warning(`${text}: NODE_OPTIONS=--max-old-space-size= raises it`);
}

/** A number of bytes, in MiB. */
export function mebibytes(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MiB`;
}
