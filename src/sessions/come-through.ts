import { isIP } from "node:net";
import ipaddr from "ipaddr.js";
import type { WebIrcClaim } from "../commands/client.ts";
import { stripControls } from "../protocol/text.ts";
import type { SessionNode } from "./node.ts";
import { askWho } from "./registering.ts";
import type { Session } from "./session.ts";

/** Takes a client for whom its gateway says it is: webirc.md. Whoever has no right to say so is cut off. */
export function comeThrough(session: Session, node: SessionNode, claim: WebIrcClaim): void {
  if (session.input.lines > 1) return session.end("WEBIRC has to come first");
  const trusted = node.trustGateway(session.address, claim.password, () => session.isOpen);
  session.pending.work(
    trusted,
    (isTrusted) => {
      if (isTrusted) takeOver(session, node, claim);
      else session.end("Invalid WebIRC password");
    },
    "WEBIRC",
  );
}

function takeOver(session: Session, node: SessionNode, { gateway, address, options }: WebIrcClaim): void {
  const normal = normalAddress(address);
  if (normal === undefined) return session.end("Invalid WebIRC address");
  const refusal = node.movedTo(session, normal);
  session.gateway = { name: shownGateway(gateway), address: session.connection.address };
  session.address = normal;
  // "Servers MUST ONLY treat the connection as secure" if both of its halves are.
  session.tls = session.connection.tls && options.has("secure");
  session.certfp = session.tls ? fingerprint(options.get("certfp-sha-256")) : undefined;
  if (refusal !== undefined) return session.end(refusal);
  // The host name it gives is not taken: who is trusted with addresses is not with names.
  askWho(session, node);
}

/** The address as bans and limits compare it, or nothing for what is none: no zones, no leading zeros, no short forms. */
function normalAddress(text: string): string | undefined {
  return isIP(text) === 0 || text.includes("%") ? undefined : ipaddr.process(text).toString();
}

function fingerprint(given: string | undefined): string | undefined {
  return given !== undefined && /^[0-9a-fA-F]{64}$/.test(given) ? given.toLowerCase() : undefined;
}

function shownGateway(name: string): string {
  return stripControls(name).slice(0, 64) || "unnamed";
}
