import type { TestClient } from "./client.ts";

/** What a service answers to a line, without source and nick. */
export async function serviceSays(client: TestClient, line: string): Promise<string[]> {
  return saidBy(await client.answer(line));
}

/** What services have said in these lines. */
export function saidBy(lines: readonly string[]): string[] {
  return lines.flatMap((line) => /^:(?:Nick|Host)Serv!\S+ NOTICE \S+ :(.*)$/.exec(line)?.[1] ?? []);
}
