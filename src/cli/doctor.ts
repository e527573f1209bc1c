import { type ConfigSources, loadConfig } from "../config/load.ts";
import { examine } from "../node/doctor/examine.ts";
import type { Finding } from "../node/doctor/finding.ts";
import type { Machine } from "../node/doctor/machine.ts";
import { numberOf } from "../protocol/text.ts";
import { printLines, type Terminal } from "./terminal.ts";

/** Says what could keep the server from serving as it is configured; gives the exit status: 1 where something does. */
export async function doctor(
  sources: ConfigSources,
  machine: Machine,
  { stdout }: Terminal,
): Promise<number> {
  const config = loadConfig(sources);
  const counts = { ok: 0, warning: 0, fault: 0 };
  for await (const { kind, about, text } of examine(config, machine)) {
    counts[kind] += 1;
    printLines(stdout, [`${SIGNS[kind]} ${about}: ${text}`]);
  }
  printLines(stdout, [
    `${numberOf(counts.fault, "fault", "faults")}, ${numberOf(counts.warning, "warning", "warnings")}`,
  ]);
  return counts.fault > 0 ? 1 : 0;
}

const SIGNS: Readonly<Record<Finding["kind"], string>> = { ok: "ok   ", warning: "warn ", fault: "FAULT" };
