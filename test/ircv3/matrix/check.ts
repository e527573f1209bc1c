import { expect, test } from "vitest";
import type { CapabilityName } from "../../../src/caps/capabilities.ts";
import { alteringCapabilities, type Rendering } from "../../../src/caps/renderings.ts";
import { anonymous, seen } from "../../kit/seen.ts";
import type { Kind } from "./kind.ts";
import { Spec } from "./spec.ts";
import { everyCapability, Stage } from "./stage.ts";

type Caps = readonly CapabilityName[];

/** Tests each kind of change these are about. */
export function testKinds(kinds: readonly Kind[]): void {
  const stages = new Stages();
  const subjects = [...new Set(kinds.map(({ written: [subject] }) => subject))];
  test.each(subjects)(
    "%s is written as specified for any set of capabilities",
    (subject) => {
      const found = kinds.filter(({ written: [first] }) => first === subject);
      const altered = found.map((kind) => checkKind(kind, stages));
      // Who is declared to alter it does, somewhere.
      const idle = alteringCapabilities[subject].filter((name) => !altered.some((names) => names.has(name)));
      expect(idle).toEqual([]);
    },
    60_000,
  );
}

/** Stages for the same sets of capabilities are one: to fill one takes longer than what then happens on it. */
class Stages {
  readonly #built = new Map<string, Stage>();

  of(sets: readonly Caps[], { isLast }: Kind): Stage {
    const key = sets.map(keyOf).join("\n");
    const stage = this.#built.get(key) ?? new Stage(sets);
    if (isLast) this.#built.delete(key);
    else this.#built.set(key, stage);
    return stage;
  }
}

/** Lets it happen before the receivers of a stage: each is sent what the specifications say. */
export function expectAsSpecified(kind: Kind, stage: Stage): (caps: Caps) => readonly string[] {
  const actor = kind.enter(stage);
  stage.clear();
  kind.happen(stage, actor);
  const sent = new Map<string, readonly string[]>();
  for (const receiver of stage.receivers) {
    const key = keyOf([...receiver.caps]);
    // What a message opens first is a change of its own, told in the server's name: user-query.test.ts.
    const lines = receiver.client.read().filter((line) => !line.startsWith(":irc.test USERQUERY "));
    sent.set(key, anonymous(lines));
    const expected = kind.shown(new Spec(receiver, stage.time), actor, stage);
    expectSame(seen(lines), expected, `${kind.name}, to who has asked for ${key}`);
  }
  kind.leave?.(stage, actor);
  return (caps) => sent.get(keyOf(caps)) ?? [];
}

/** One receiver for each set of what alters it, and for each that does not. Returns what does. */
function checkKind(kind: Kind, stages: Stages): ReadonlySet<CapabilityName> {
  const { needs = [], numerics = [] } = kind;
  const altering = alteringOf(kind).filter((name) => !needs.includes(name));
  const others = everyCapability.filter((name) => !altering.includes(name) && !needs.includes(name));
  const subsets = subsetsOf(altering).map((set) => [...needs, ...set]);
  const all = [...needs, ...altering];
  const toggled = others.flatMap((name) => [
    [...needs, name],
    [...all, name],
  ]);
  const bytesFor = expectAsSpecified(kind, stages.of([...subsets, ...toggled], kind));
  for (const name of others.filter((other) => !numerics.includes(other))) {
    const what = `${kind.name}: ${name} alters it`;
    expectSame(bytesFor([...needs, name]), bytesFor(needs), what);
    expectSame(bytesFor([...all, name]), bytesFor(all), what);
  }
  const isAltered = (set: Caps, name: CapabilityName) =>
    bytesFor(set).join("\n") !== bytesFor([...set, name]).join("\n");
  return new Set(
    altering.filter((name) => subsets.some((set) => !set.includes(name) && isAltered(set, name))),
  );
}

// To ask `expect` each time would take longer than everything else.
function expectSame(actual: readonly string[], expected: readonly string[], what: string): void {
  if (actual.join("\n") !== expected.join("\n")) expect(actual, what).toEqual(expected);
}

function alteringOf({ written, besides = [] }: Kind): Caps {
  const declared = written.flatMap((rendering: Rendering): Caps => alteringCapabilities[rendering]);
  return [...new Set([...declared, ...besides])];
}

function keyOf(caps: Caps): string {
  return [...caps].sort().join(" ");
}

function subsetsOf(names: Caps): readonly Caps[] {
  const [name, ...rest] = names;
  if (name === undefined) return [[]];
  return subsetsOf(rest).flatMap((set) => [set, [name, ...set]]);
}
