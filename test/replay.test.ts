import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { indexCommands } from "../src/commands/table.ts";
import { Engine } from "../src/engine/engine.ts";
import type { Entry } from "../src/log/log.ts";
import { fullTable } from "../src/services/table.ts";
import type { Change } from "../src/world/changes.ts";
import { restore } from "../src/world/restore.ts";
import { snapshotOf } from "../src/world/snapshot.ts";
import type { SnapshotRecord } from "../src/world/snapshot-records.ts";
import { World } from "../src/world/world.ts";
import { anySession, entriesOf, opening, RunningSession } from "./kit/random-session.ts";

/** A second server: what it applies came over a wire, and nobody is connected to it. */
function follower(world = new World(), seen: (change: Change) => void = () => {}): Engine {
  return new Engine(world, indexCommands(fullTable), {
    committed: seen,
    home: () => undefined,
    broke: (error) => {
      throw error;
    },
  });
}

function follow(engine: Engine, entries: readonly Entry[]): World {
  for (const entry of entries) engine.apply(sent(entry));
  return engine.world;
}

function sent<T>(plain: T): T {
  return JSON.parse(JSON.stringify(plain));
}

function textOf(records: Iterable<SnapshotRecord>): string {
  return Array.from(records, (record) => JSON.stringify(record)).join("\n");
}

function parsed(text: string): SnapshotRecord[] {
  return text.split("\n").map((line) => JSON.parse(line));
}

/** Everything of a world but the functions in it. */
function contents(world: World): unknown {
  const { names, ...rest } = world;
  return rest;
}

const runs = { numRuns: 25 };

test("the entries of any session make the same world again, byte for byte", () => {
  fc.assert(
    fc.property(anySession, (steps) => {
      const { entries, world } = entriesOf(steps);
      expect(textOf(snapshotOf(follow(follower(), entries)))).toBe(textOf(snapshotOf(world)));
    }),
    runs,
  );
});

test("a restored world is the one the snapshot was taken of", () => {
  fc.assert(
    fc.property(anySession, (steps) => {
      const { world } = entriesOf(steps);
      const text = textOf(snapshotOf(world));
      const restored = restore(parsed(text));
      expect(textOf(snapshotOf(restored))).toBe(text);
      expect(contents(restored)).toEqual(contents(world));
    }),
    runs,
  );
});

test("a snapshot at any place of the log and the entries after it equal the full replay", () => {
  fc.assert(
    fc.property(
      anySession,
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 }),
      (steps, places) => {
        const { entries, world } = entriesOf(steps);
        for (const place of places) {
          const at = Math.floor(place * entries.length);
          const text = textOf(snapshotOf(follow(follower(), entries.slice(0, at))));
          const restored = follow(follower(restore(parsed(text))), entries.slice(at));
          expect(textOf(snapshotOf(restored))).toBe(textOf(snapshotOf(world)));
        }
      },
    ),
    runs,
  );
});

test("who logs in after a restoration is written as if there had been none", () => {
  const { entries, world } = entriesOf([...opening, { does: "log-in", client: 0, account: "ann" }]);
  const text = textOf(snapshotOf(follow(follower(), entries.slice(0, -1))));
  const restored = follow(follower(restore(parsed(text))), entries.slice(-1));
  expect(textOf(snapshotOf(restored))).toBe(textOf(snapshotOf(world)));
});

test("a snapshot read slowly while entries go on is that of the moment it was begun", () => {
  const place = fc.double({ min: 0, max: 0.7, noNaN: true });
  // Records are read after so many entries each; the last begins to read when all is over.
  const pace = fc.constantFrom(1, 5, 1_000);
  fc.assert(
    fc.property(anySession, place, pace, (steps, place, pace) => {
      const { entries } = entriesOf(steps);
      const at = Math.floor(place * entries.length);
      const engine = follower();
      const wanted = textOf(snapshotOf(follow(engine, entries.slice(0, at))));
      const stream = engine.snapshot();
      const read: SnapshotRecord[] = [];
      for (const [index, entry] of entries.slice(at).entries()) {
        engine.apply(sent(entry));
        const next = index % pace === pace - 1 ? stream.next() : undefined;
        if (next && !next.done) read.push(next.value);
      }
      expect(textOf([...read, ...stream])).toBe(wanted);
    }),
    runs,
  );
});

test.each([
  ..."PRIVMSG #b :first word|PRIVMSG dan :let me in|NICK bea|QUIT|JOIN #new|JOIN 0".split("|"),
  ..."PART #a|TOPIC #a :new|MODE #a +b x|MODE #a -v dan|MODE #a +k key|MODE #b -D".split("|"),
  ..."KICK #a cat|CHGHOST cat c.example|KNOCK #c|MODE bob -o|INVITE dan #b|KILL cat :x|CHANLIMITS #a user:nick=1/9|AWAY :gone|SILENCE +x|ACCEPT cat|ACCEPT -ann|MODE bob +i|MODE #a +v cat|METADATA * SET url x|METADATA #a SET url x|METADATA * CLEAR|RENAME #a #z".split(
    "|",
  ),
])("what %s alters was written down before", (line) => {
  const session = new RunningSession(opening);
  const { world, engine } = session.network.node;
  const wanted = textOf(snapshotOf(world));
  const stream = engine.snapshot();
  session.take({ does: "say", client: 1, line });
  const withoutHead = (text: string) => text.slice(text.indexOf("\n"));
  expect(withoutHead(textOf(snapshotOf(world)))).not.toBe(withoutHead(wanted));
  expect(textOf(stream)).toBe(wanted);
});

describe("snapshots", () => {
  test("one that is cut short is not restored", () => {
    const records = [...snapshotOf(new World())];
    expect(() => restore(records.slice(0, -1))).toThrow("cut short");
    expect(() => restore(records.slice(1))).toThrow("cut short");
  });

  test("one at a time is taken, and reading it to its end makes room for the next", () => {
    const engine = follower();
    const first = engine.snapshot();
    expect(() => engine.snapshot()).toThrow("already");
    expect([...first].at(-1)?.type).toBe("end");
    expect([...engine.snapshot()]).toHaveLength(2);
  });

  test("what an ended life of a node still says is void after a restoration, too", () => {
    const engine = follower();
    const origin = { node: "irc.other", epoch: "old", session: undefined, line: 0 };
    const entry = { seq: 1, at: 1, id: "x1", origin: { ...origin, epoch: "new" } };
    engine.apply({ ...entry, request: { type: "node-lost", node: "irc.other", epoch: "old" } });
    const { world } = follower(restore([...snapshotOf(engine.world)]));
    const settings = { ...world.settings, network: "Stale" };
    follower(world).apply({ ...entry, seq: 2, origin, request: { type: "configure", settings } });
    expect(world.settings.network).not.toBe("Stale");
  });
});

test("the random sessions make every kind of change happen", () => {
  const kinds = new Set<string>();
  for (const steps of fc.sample(anySession, { seed: 1, numRuns: 50 })) {
    follow(
      follower(new World(), (change) => kinds.add(change.type)),
      entriesOf(steps).entries,
    );
  }
  expect(changeKinds.filter((kind) => !kinds.has(kind))).toEqual([]);
}, 30_000);

// A record, so that a kind left out does not compile.
const changeKinds = Object.keys({
  "accept-changed": true,
  "account-changed": true,
  "account-removed": true,
  "account-set": true,
  announced: true,
  attached: true,
  audited: true,
  "ban-removed": true,
  "ban-set": true,
  "away-changed": true,
  "channel-modes-changed": true,
  "channel-renamed": true,
  configured: true,
  "defcon-set": true,
  detached: true,
  "flood-limits-set": true,
  "host-changed": true,
  invited: true,
  joined: true,
  kicked: true,
  killed: true,
  knocked: true,
  "marker-moved": true,
  "markers-kept": true,
  "message-edited": true,
  "message-redacted": true,
  "message-sent": true,
  "metadata-kept": true,
  "metadata-set": true,
  "nick-changed": true,
  "node-lost": true,
  opered: true,
  parted: true,
  "query-changed": true,
  quit: true,
  "realname-changed": true,
  registered: true,
  "registration-ended": true,
  "registration-set": true,
  revealed: true,
  "session-away-changed": true,
  "silence-changed": true,
  "stop-requested": true,
  told: true,
  "topic-set": true,
  "user-modes-changed": true,
} satisfies Record<Change["type"], true>);
