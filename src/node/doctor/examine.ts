import type { Config } from "../../config/schema.ts";
import { readDocument } from "../read-document.ts";
import { StartError } from "../start-error.ts";
import { examineCertificates } from "./certificates.ts";
import { examineClock } from "./clock.ts";
import { examineDisk, examineFolder, lastWritten, servedBy } from "./data.ts";
import { type Finding, findingsAbout } from "./finding.ts";
import { examineMemory, examineNode, examineOpenFiles } from "./limits.ts";
import { examinePorts } from "./listening.ts";
import type { Machine } from "./machine.ts";
import { examinePlugins } from "./plugins.ts";
import { examineWayIn } from "./way-in.ts";

/** Looks whether this machine can serve as it is configured; changes nothing. */
export async function* examine(config: Config, machine: Machine): AsyncGenerator<Finding> {
  const { data } = config;
  yield examineNode(machine);
  yield examineOpenFiles(machine, config);
  yield examineMemory(machine, config);
  yield* await examinePorts(config, servedBy(data));
  yield* examineCertificates(config, machine);
  yield* examineDocuments(config);
  yield* examinePlugins(config);
  const wayIn = examineWayIn(config);
  if (wayIn) yield wayIn;
  yield examineFolder(data);
  const disk = await examineDisk(machine, data);
  if (disk) yield disk;
  yield await examineClock(machine, lastWritten(data));
}

function* examineDocuments({ motd, rules }: Config): Generator<Finding> {
  const { fault } = findingsAbout("texts");
  try {
    readDocument(motd, "motd");
    readDocument(rules, "rules");
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    yield fault(error.message);
  }
}
