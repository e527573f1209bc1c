import { newToken } from "../http/tokens.ts";
import { printLines, type Terminal } from "./terminal.ts";

/** Makes a token for the admin API, and prints it with the hash that the configuration has instead. */
export function gentoken(terminal: Terminal): void {
  const { token, hash } = newToken();
  printLines(terminal.stdout, [`token: ${token}`, `hash:  ${hash}`]);
}
