import { isLoopback } from "./loopback.ts";

/** Whether a text is the URL of a service whose answers can be trusted: https:, or http: on this machine. */
export function isServiceUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  // fetch refuses URLs that name somebody.
  if (username !== "" || password !== "") return false;
  const isHere = isLoopback(hostname.replace(/^\[(.*)\]$/, "$1"));
  return protocol === "https:" || (protocol === "http:" && isHere);
}
