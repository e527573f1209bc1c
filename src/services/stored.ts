import { StoreError, type StoreErrorCode } from "../store/store.ts";

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

/** Waits for a change of an account; a text says why it has not been made. */
export async function whyNotChosen(work: Promise<boolean>): Promise<string | undefined> {
  const outcome = await stored(work);
  if ("failed" in outcome) return failureWords(outcome.failed);
  return outcome.value ? undefined : failureWords("MISSING");
}

/** The refusal in words; `taken` is what it means here that something is somebody's. */
export function failureWords(code: StoreErrorCode, taken = "It is somebody's already"): string {
  if (code === "TAKEN") return taken;
  if (code === "MISSING") return "There is no such account any more";
  return "Nothing can be stored right now: try again later";
}
