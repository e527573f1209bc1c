import { isLoopback } from "../config/loopback.ts";
import type { HttpAddress, ListeningAddress } from "../node/running-server.ts";

/** One line for each listener: where it is, what it speaks, and how to open it to others. */
export function announcements(addresses: readonly ListeningAddress[], http?: HttpAddress): readonly string[] {
  const listeners = addresses.map((address) => {
    const notes = [
      address.fingerprint === undefined ? undefined : `SHA-256 fingerprint ${address.fingerprint}`,
      isLoopback(address.host) ? "only this machine can connect; --host 0.0.0.0 opens it" : undefined,
    ].filter((note) => note !== undefined);
    return `${kindOf(address)} on ${placeOf(address)}${notes.length > 0 ? ` (${notes.join("; ")})` : ""}`;
  });
  return http ? [...listeners, `HTTP on ${placeOf(http)}`] : listeners;
}

function placeOf({ host, port }: HttpAddress): string {
  return `${host.includes(":") ? `[${host}]` : host}:${port}`;
}

function kindOf({ tls, console, websocket }: ListeningAddress): string {
  const kind = console ? "Console" : websocket ? "WebSocket" : "IRC";
  return `${kind}${tls ? " over TLS" : ""}`;
}
