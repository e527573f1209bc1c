import { expect, test } from "vitest";
import { allCases } from "../../../conformance/cases/all.ts";
import { allFaults } from "../../../conformance/faults/all.ts";

const titles = allCases.map((one) => one.title);

test("every case has a title of its own", () => {
  expect(titles.filter((title, at) => titles.indexOf(title) !== at)).toEqual([]);
});

test("every case cites a document and a clause in it", () => {
  expect(allCases.map((one) => one.clause).filter((clause) => !/^[a-z0-9-]+: \S/.test(clause))).toEqual([]);
});

test("every fault cites cases that exist", () => {
  const cited = allFaults.flatMap((fault) => fault.cites);
  expect(cited.filter((title) => !titles.includes(title))).toEqual([]);
  expect(allFaults.filter((fault) => fault.cites.length === 0)).toEqual([]);
});

test("every fault has a name of its own", () => {
  const names = allFaults.map((fault) => fault.name);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});
