import { expect, test } from "vitest";
import { Walks } from "../../src/sessions/walks.ts";

/** A queue whose turns end by hand, and walkers that note their names and take 4 ms each. */
function queue() {
  const turns: (() => void)[] = [];
  const walked: string[] = [];
  let now = 0;
  const walks = new Walks(
    (then) => turns.push(then),
    () => now,
  );
  const walker = (name: string, times: number) => ({
    left: times,
    walk() {
      walked.push(name);
      now += 4;
      this.left -= 1;
      if (this.left > 0) walks.add(this);
    },
  });
  const endTurn = () => {
    for (const then of turns.splice(0)) then();
    return walked.splice(0);
  };
  return { walks, walker, endTurn };
}

test("who has not had a turn goes before who asks for another", () => {
  const { walks, walker, endTurn } = queue();
  for (const name of ["a", "b", "c", "d"]) walks.add(walker(name, 1));
  expect(endTurn()).toEqual(["a", "b", "c"]);
  walks.add(walker("e", 1));
  expect(endTurn()).toEqual(["d", "e"]);
  expect(walks.isBusy).toBe(false);
});

test("who goes on walks again in the next turn, not in this one", () => {
  const { walks, walker, endTurn } = queue();
  walks.add(walker("a", 2));
  expect(endTurn()).toEqual(["a"]);
  expect(walks.isBusy).toBe(true);
  expect(endTurn()).toEqual(["a"]);
  expect(endTurn()).toEqual([]);
});
