import { isLoopback } from "./loopback.ts";

/** Whether a text is a URL that can be asked over HTTP: fetch refuses those that name somebody. */
export function isHttpUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return (protocol === "https:" || protocol === "http:") && username === "" && password === "";
}

/** Whether a text is the URL of a service whose answers can be trusted: https:, or http: on this machine. */
export function isServiceUrl(text: string): boolean {
  if (!isHttpUrl(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === "https:" || isLoopback(hostname.replace(/^\[(.*)\]$/, "$1"));
}
