import { isLoopback } from "../config/loopback.ts";
import type { ListeningAddress } from "../node/running-server.ts";

/** One line for each listener: where it is, what it speaks, and how to open it to others. */
export function announcements(addresses: readonly ListeningAddress[]): readonly string[] {
  return addresses.map((address) => {
    const notes = [
      address.fingerprint === undefined ? undefined : `SHA-256 fingerprint ${address.fingerprint}`,
      isLoopback(address.host) ? "only this machine can connect; --host 0.0.0.0 opens it" : undefined,
    ].filter((note) => note !== undefined);
    const place = `${address.host.includes(":") ? `[${address.host}]` : address.host}:${address.port}`;
    return `${kindOf(address)} on ${place}${notes.length > 0 ? ` (${notes.join("; ")})` : ""}`;
  });
}

function kindOf({ tls, console, websocket }: ListeningAddress): string {
  const kind = console ? "Console" : websocket ? "WebSocket" : "IRC";
  return `${kind}${tls ? " over TLS" : ""}`;
}
