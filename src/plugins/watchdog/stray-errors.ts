import { running } from "../supervisor.ts";

/**
 * Contains what plugins leave behind: a promise nobody waits for that is rejected, a throw in a timer or socket of
 * their own. What comes from no plugin ends the process, as it does without this. Returns what ends it.
 */
export function containStrayErrors(): () => void {
  const caught = (error: unknown) => {
    const plugin = running.getStore();
    if (!plugin) throw error;
    plugin.fail("something it has left behind", error);
  };
  process.on("uncaughtException", caught);
  process.on("unhandledRejection", caught);
  return () => {
    process.off("uncaughtException", caught);
    process.off("unhandledRejection", caught);
  };
}
