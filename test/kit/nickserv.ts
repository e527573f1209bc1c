import type { TestClient } from "./client.ts";

/** What NickServ says to these lines, in plain, and what else they bring as it is. */
export async function askNickServ(client: TestClient, ...lines: readonly string[]): Promise<string[]> {
  const came = await client.answer(...lines.map((line) => `NS ${line}`));
  return came.map((line) => line.replace(/^:NickServ!NickServ@services NOTICE \S+ :?/, ""));
}
