import { type Reply, reply } from "../protocol/reply.ts";
import { StoreError, type StoreErrorCode } from "../store/store.ts";
import type { AskContext } from "./context.ts";

/** What became of something the store was asked for. */
export type Stored<T> = { readonly value: T } | { readonly failed: StoreErrorCode };

/** Waits for the store; anything else than its own refusals is thrown. */
export async function stored<T>(work: Promise<T>): Promise<Stored<T>> {
  try {
    return { value: await work };
  } catch (error) {
    if (error instanceof StoreError) return { failed: error.code };
    throw error;
  }
}

/** The refusal as the answer to a command. */
export function notStored(command: string, code: StoreErrorCode): Reply {
  return reply("ERR_UNKNOWNERROR", { command, reason: failureWords(code) });
}

/** Goes on with what the store gives; what it refuses is told, `taken` where something is somebody's. */
export function afterStored<T>(
  ctx: Pick<AskContext, "after" | "notice">,
  work: Promise<T>,
  then: (value: T) => void,
  taken?: string,
): void {
  ctx.after(stored(work), (outcome) =>
    "failed" in outcome ? ctx.notice(failureWords(outcome.failed, { taken })) : then(outcome.value),
  );
}

/** Waits for a change of an account; a text says why it has not been made. */
export async function whyNotChosen(work: Promise<boolean>): Promise<string | undefined> {
  const outcome = await stored(work);
  if ("failed" in outcome) return failureWords(outcome.failed);
  return outcome.value ? undefined : failureWords("MISSING");
}

/** What a refusal means here, where something is somebody's, or where what it is about is not there. */
export interface FailureMeaning {
  readonly taken?: string | undefined;
  readonly missing?: string;
}

/** The refusal in words: the same for everything that the store is asked for. */
export function failureWords(
  code: StoreErrorCode,
  { taken = "It is somebody's already", missing = "There is no such account any more" }: FailureMeaning = {},
): string {
  if (code === "TAKEN") return taken;
  if (code === "MISSING") return missing;
  return "Nothing can be stored right now: try again later";
}
