import { describe, expect, test } from "vitest";
import { fullTable } from "../../src/services/table.ts";
import { expectOneAnswer, Scenes } from "./labels/asker.ts";
import { forms } from "./labels/forms.ts";

// labeled-response.md: "For any message received from a client that includes this tag, the server MUST include the same
// tag and value in any response required from this message". The table is walked: a command without forms fails.

describe.each(["newcomer", "user", "operator"] as const)(
  "a labelled line of a %s is answered once",
  (asker) => {
    const scenes = new Scenes();

    test.each(fullTable.map(({ name }) => name))("%s", async (name) => {
      const tried = [name, ...(forms[name] ?? [])];
      expect(tried.length).toBeGreaterThan(1);
      for (const form of tried) {
        const lines = await scenes.ask(asker, form);
        try {
          expectOneAnswer(lines);
        } catch (error) {
          throw new Error(`${form}`, { cause: error });
        }
      }
    });
  },
);
