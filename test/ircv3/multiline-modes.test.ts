import { describe, expect, test } from "vitest";
import { capableRoom } from "../kit/capable-room.ts";
import type { TestClient } from "../kit/client.ts";

const caps = "batch draft/multiline message-tags";

/** Says lines as one message; a line with a leading `+` goes on from the one before. */
function say(client: TestClient, target: string, ...lines: readonly string[]): string[] {
  const inner = lines.map((line) =>
    line.startsWith("+")
      ? `@batch=1;draft/multiline-concat PRIVMSG ${target} :${line.slice(1)}`
      : `@batch=1 PRIVMSG ${target} :${line}`,
  );
  return client.ask(`BATCH +1 draft/multiline ${target}`, ...inner, "BATCH -1");
}

const version = "\x01VERSION\x01";

describe("a message of several lines with a CTCP request in it", () => {
  test.each([
    ["as its first line", [version, "two"]],
    ["as a later line", ["one", version]],
    ["as what goes on from a line, which old clients read alone", ["one", `+${version}`]],
  ])("is refused by +C of a channel, and by +T of a user: %s", (_, lines) => {
    const { bob, carol, dave } = capableRoom({ bob: caps }, "+C");
    dave.ask("MODE dave +T");
    expect(say(bob, "#room", ...lines)).toEqual([expect.stringMatching(/ 404 bob #room .*\(\+C\)$/)]);
    expect(say(bob, "dave", ...lines)).toEqual([expect.stringMatching(/ 492 bob dave .*\(\+T\)$/)]);
    expect([...carol.read(), ...dave.read()]).toEqual([]);
  });

  test("is heard where nothing forbids it, and an ACTION everywhere", () => {
    const { alice, bob, carol } = capableRoom({ bob: caps });
    expect(say(bob, "#room", "one", version)).toEqual([]);
    expect(carol.read()).toHaveLength(2);
    alice.send("MODE #room +C");
    carol.read();
    expect(say(bob, "#room", "one", "\x01ACTION waves\x01")).toEqual([]);
    expect(carol.read()).toHaveLength(2);
  });
});

test("+C sees a CTCP request that +S would uncover", () => {
  const { bob, carol } = capableRoom({}, "+CS");
  expect(bob.numerics(`PRIVMSG #room :\x02${version}`)).toEqual([expect.stringMatching(/^404 #room/)]);
  expect(carol.read()).toEqual([]);
});
