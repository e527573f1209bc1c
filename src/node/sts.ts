import type { Config } from "../config/schema.ts";
import type { Connection } from "../net/transport.ts";

/** The policy a connection is told, as the value of `sts`; nothing where it would not be true: sts.md. */
export function stsPolicy(
  { sts, name }: Config,
  certifiedPort: number | undefined,
  { tls, kind, serverName }: Pick<Connection, "tls" | "kind" | "serverName">,
): string | undefined {
  // A browser comes by the address of a page, not by a port it was told.
  if (!sts || kind === "websocket") return undefined;
  // Until the server starts anew a listener may be configured and not open: a port alone proves nothing.
  if (certifiedPort === undefined) return undefined;
  if (!tls) return `port=${sts.port ?? certifiedPort}`;
  // "Server Name Indication": a duration is for the names it was decided for.
  const asked = serverName?.toLowerCase();
  const hosts = (sts.hosts ?? [name]).map((host) => host.toLowerCase());
  if (asked === undefined || !hosts.includes(asked)) return undefined;
  return `duration=${sts.duration}${sts.preload ? ",preload" : ""}`;
}
