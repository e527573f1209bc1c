import { ConfigError } from "../config/config-error.ts";
import { StartError } from "../node/start-error.ts";

/** The lines that tell a person what went wrong; a stack only for what is our own mistake. */
export function failureLines(error: unknown): readonly string[] {
  if (error instanceof ConfigError) return error.lines;
  if (error instanceof StartError) return [error.message];
  if (!(error instanceof Error)) return [String(error)];
  const { code, address, port } = systemFacts(error);
  const place = address === undefined ? "there" : `${address} port ${port}`;
  switch (code) {
    case "EADDRINUSE":
      return [`${place} is taken by another program; choose another port with --port`];
    case "EACCES":
      return [`${place} may not be opened by this user; ports below 1024 need more rights`];
    case "EADDRNOTAVAIL":
      return [`this machine has no address ${address}`];
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return [`no such host: ${"hostname" in error ? String(error.hostname) : error.message}`];
    case undefined:
      return [error.stack ?? error.message];
    default:
      return [error.message];
  }
}

function systemFacts(error: Error) {
  const fact = (name: string) => new Map<string, unknown>(Object.entries(error)).get(name);
  const [code, address, port] = [fact("code"), fact("address"), fact("port")];
  return {
    code: code === undefined ? undefined : String(code),
    address: address === undefined ? undefined : String(address),
    port: String(port),
  };
}
