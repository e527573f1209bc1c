import { expect, test } from "vitest";
import { alteringCapabilities } from "../../../src/caps/renderings.ts";
import { expectAsSpecified } from "./check.ts";
import { identities } from "./identities.ts";
import { members } from "./members.ts";
import { messages } from "./messages.ts";
import { multiline } from "./multiline.ts";
import { kills, operators } from "./operators.ts";
import { rooms } from "./rooms.ts";
import { everyCapability, Stage } from "./stage.ts";

const all = [...members, ...messages, ...multiline, ...identities, ...rooms, ...operators];
// First what happens where all are together.
const kinds = [...all.filter(({ isAlone }) => !isAlone), ...all.filter(({ isAlone }) => isAlone), ...kills];

test("whoever has asked for any two capabilities is sent what the specifications say, whatever happens", () => {
  const pairs = everyCapability.flatMap((one, at) => everyCapability.slice(at + 1).map((two) => [one, two]));
  const stage = new Stage(pairs);
  // By loud ones alone: the tags have all to say, and these are many.
  const script = kinds.filter(({ name }) => !name.endsWith("plain"));
  for (const kind of script) expectAsSpecified(kind, stage);
}, 60_000);

test("every kind of change that is declared to be altered has a place in the matrix", () => {
  const declared = Object.entries(alteringCapabilities).filter(([, altering]) => altering.length > 0);
  const tested = new Set<string>(kinds.map(({ written: [subject] }) => subject));
  expect(declared.map(([rendering]) => rendering).filter((rendering) => !tested.has(rendering))).toEqual([]);
});
