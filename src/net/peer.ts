import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import ipaddr from "ipaddr.js";

/** An address as everything else compares it: IPv4 in IPv6 is IPv4, no zone. */
export function normalAddress(address: string): string {
  const plain = address.replace(/%.*$/, "");
  return plain.startsWith("::ffff:") && plain.includes(".") ? plain.slice("::ffff:".length) : plain;
}

/** Whether an address, as the system writes it, is this machine's own: nobody on the way can read along. */
export function isLoopback(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === "loopback";
}

/** The two ends of a connection, which the sockets of it have in common: with TLS there is more than one. */
export function peerKey({ remoteAddress = "", remotePort, localAddress = "", localPort }: Socket): string {
  // Ours too: a proxy may use one port of its own towards several of our addresses.
  return `${remoteAddress} ${remotePort} ${localAddress} ${localPort}`;
}

/** The host name the other end has asked for, if it speaks TLS and has said so. */
export function serverNameOf(socket: Socket): string | undefined {
  // Node has false where there is none, and types that do not know it everywhere.
  const name: unknown = socket instanceof TLSSocket ? socket.servername : undefined;
  return typeof name === "string" && name !== "" ? name : undefined;
}

const reasons: Readonly<Record<string, string>> = {
  ECONNRESET: "Connection reset by peer",
  EPIPE: "Broken pipe",
  ETIMEDOUT: "Connection timed out",
};

/** Why a peer is gone, in words for those who stay; without an error it has left by itself. */
export function reasonOf(error: NodeJS.ErrnoException | undefined): string {
  if (!error) return "Remote host closed the connection";
  return reasons[error.code ?? ""] ?? `Read error: ${error.code ?? "unknown"}`;
}
