import { expect, test } from "vitest";
import { changedIdentity, type Identity, userIdentity } from "../../src/world/identity.ts";

test("an identity that came out of a snapshot changes into what it would have been", () => {
  const here = userIdentity("ann", "ann", "host");
  const restored = JSON.parse(JSON.stringify(here)) as Identity;
  const changed = [here, restored].map((identity) =>
    changedIdentity(identity, { account: "ann", nick: "bob" }),
  );
  expect(JSON.stringify(changed[1])).toBe(JSON.stringify(changed[0]));
  expect(changed[0]).toEqual(userIdentity("bob", "ann", "host", "ann"));
});
