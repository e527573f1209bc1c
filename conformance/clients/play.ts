import type { Cast } from "./cast.ts";
import { type Program, untilShown } from "./person.ts";
import type { Scenario, Stage } from "./scenarios.ts";

/** What came of one observer in one scenario. */
export interface Outcome {
  readonly observer: string;
  readonly result: "passed" | "failed" | "skipped";
  readonly why?: string;
}

/** One line of the table: a scenario with one actor, and everyone who had to see it. */
export interface Played {
  readonly title: string;
  readonly outcomes: readonly Outcome[];
}

/** Plays a scenario with the person at this program as the actor. */
export async function play(
  cast: Cast,
  programs: readonly Program[],
  scenario: Scenario,
  by: Program,
): Promise<Played> {
  const title = `${scenario.name} by ${by.name}`;
  const observers = programs.filter(
    (program) =>
      (program === by) === (scenario.asks ?? false) && (scenario.shownBy?.includes(program.name) ?? true),
  );
  const all = (result: Outcome["result"], why: string): Outcome[] =>
    observers.map(({ name }) => ({ observer: name, result, why }));

  const actor = cast.person(by.name);
  if (!actor) return { title, outcomes: all("skipped", cast.absent.get(by.name) ?? `${by.name} left early`) };
  const others = after(by, programs).flatMap(({ name }) => cast.person(name) ?? []);
  if (others.length === 0) return { title, outcomes: all("skipped", "nobody else is here") };

  const stage = { actor, others, room: roomFor(scenario, by), account: cast.account };
  try {
    await perform(cast, scenario, stage);
    const outcomes = await Promise.all(observers.map(({ name }) => observe(cast, scenario, stage, name)));
    await restore(cast, scenario, stage);
    return { title, outcomes };
  } catch (error) {
    return { title, outcomes: all("failed", String(error)) };
  }
}

/** The programs that come after this one, the list taken as a ring: everybody is somebody's next. */
function after(program: Program, programs: readonly Program[]): readonly Program[] {
  const at = programs.indexOf(program);
  return [...programs.slice(at + 1), ...programs.slice(0, at)];
}

function roomFor(scenario: Scenario, by: Program): string {
  return `#${scenario.name}-${by.name}`.replace(/[^#a-z]+/g, "-");
}

async function perform(cast: Cast, scenario: Scenario, stage: Stage): Promise<void> {
  const { actor, others, room } = stage;
  await cast.gather(room, scenario.comesIn ? others : [actor, ...others]);
  const deeds = new Map(
    (scenario.asks ? [actor] : others).map((observer) => {
      const deed = scenario.deed(stage, observer);
      return [JSON.stringify(deed), deed];
    }),
  );
  for (const deed of deeds.values()) await actor.do(deed);
}

async function observe(cast: Cast, scenario: Scenario, stage: Stage, name: string): Promise<Outcome> {
  const observer = cast.person(name);
  if (!observer)
    return { observer: name, result: "skipped", why: cast.absent.get(name) ?? `${name} left early` };
  try {
    await untilShown(observer, observer.looks(stage.actor.nick, scenario.deed(stage, observer)));
    return { observer: name, result: "passed" };
  } catch (error) {
    return { observer: name, result: "failed", why: String(error) };
  }
}

async function restore(cast: Cast, scenario: Scenario, stage: Stage): Promise<void> {
  const deed = scenario.after?.(stage);
  if (deed === undefined) return;
  if (deed === "start again") return cast.start(stage.actor.program);
  await stage.actor.do(deed);
}
