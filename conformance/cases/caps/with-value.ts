import type { Scene } from "../../suite/scene.ts";

/** A capability of CAP LS that has a value and may be requested. */
export function capabilityWithValue(t: Scene): string {
  // sts.md: clients must not request it.
  const [found] = [...t.facts.caps].find(([name, value]) => value !== "" && name !== "sts") ?? [];
  return found ?? t.skip("CAP LS shows no values");
}
