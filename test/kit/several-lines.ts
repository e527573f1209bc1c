import type { TestClient } from "./client.ts";

/** What a message of several lines is sent as. */
export interface SeveralLines {
  readonly verb?: "PRIVMSG" | "NOTICE";
  /** Tags of the line that opens the batch. */
  readonly tags?: string;
  readonly ref?: string;
}

/** Says lines as one message, and reads what came of it. One that begins with `+` goes on from the one before. */
export function saySeveral(
  client: TestClient,
  target: string,
  lines: readonly string[],
  { verb = "PRIVMSG", tags, ref = "1" }: SeveralLines = {},
): string[] {
  return client.ask(
    `${tags === undefined ? "" : `@${tags} `}BATCH +${ref} draft/multiline ${target}`,
    ...lines.map((line) => {
      const concat = line.startsWith("+") ? ";draft/multiline-concat" : "";
      return `@batch=${ref}${concat} ${verb} ${target} :${line.replace(/^\+/, "")}`;
    }),
    `BATCH -${ref}`,
  );
}
