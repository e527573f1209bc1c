import type { Heartbeat } from "../supervisor.ts";

/** Nobody watches. */
export const noHeartbeat: Heartbeat = {
  enter: () => undefined,
  leave: () => undefined,
  waits: () => undefined,
};
