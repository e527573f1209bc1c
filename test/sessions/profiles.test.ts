import fc from "fast-check";
import { expect, test } from "vitest";
import { type CapabilityName, capabilityTable } from "../../src/caps/capabilities.ts";
import { alteringCapabilities, placeOf, renderings } from "../../src/caps/renderings.ts";
import { consoleCodec } from "../../src/console/console-codec.ts";
import { ircCodec } from "../../src/sessions/irc-codec.ts";
import { Profiles } from "../../src/sessions/profiles.ts";

const names = capabilityTable.map(({ name }) => name);
const caps = fc.shuffledSubarray(names).map((some) => new Set<CapabilityName>(some));
const codec = fc.constantFrom(ircCodec, consoleCodec);

test("equal capabilities are one profile, in whatever order they were asked for", () => {
  fc.assert(
    fc.property(codec, codec, caps, caps, (one, other, some, others) => {
      const profiles = new Profiles();
      const isSame =
        one === other && some.size === others.size && [...some].every((name) => others.has(name));
      expect(profiles.of(one, some) === profiles.of(other, others)).toBe(isSame);
      expect(profiles.of(one, new Set([...some].reverse()))).toBe(profiles.of(one, some));
      expect([...profiles.of(one, some).capabilities].sort()).toEqual([...some].sort());
    }),
  );
});

test("who is alike in what alters a kind of change shares the view of it, and nobody else does", () => {
  fc.assert(
    fc.property(codec, codec, caps, caps, (one, other, some, others) => {
      const profiles = new Profiles();
      const [first, second] = [profiles.of(one, some), profiles.of(other, others)];
      for (const rendering of renderings) {
        const place = placeOf(rendering);
        const altering: readonly CapabilityName[] = alteringCapabilities[rendering];
        const isAlike = one === other && altering.every((name) => some.has(name) === others.has(name));
        expect(first.views[place] === second.views[place]).toBe(isAlike);
        expect([...(first.views[place]?.capabilities ?? [])]).toEqual(
          altering.filter((name) => some.has(name)),
        );
      }
    }),
  );
});

test("sets without end are forgotten, and views are still shared with those that were", () => {
  const profiles = new Profiles();
  const kept = profiles.of(ircCodec, new Set(["server-time"]));
  const sets = Array.from({ length: 2_000 }, (_, number) =>
    names.slice(0, 11).filter((_name, bit) => ((number >> bit) & 1) === 1),
  );
  for (const set of sets) profiles.of(ircCodec, new Set(set));
  const again = profiles.of(ircCodec, new Set(["server-time"]));
  expect(again).not.toBe(kept);
  expect(again.views).toEqual(kept.views);
  for (const [place, view] of again.views.entries()) expect(view).toBe(kept.views[place]);
});
