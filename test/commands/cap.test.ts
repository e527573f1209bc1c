import { describe, expect, test } from "vitest";
import { capabilityTable } from "../../src/caps/capabilities.ts";
import { TestNetwork } from "../kit/network.ts";

// No policy is set here.
const names = capabilityTable.map(({ name }) => name).filter((name) => name !== "sts");
const who = ["NICK alice", "USER alice 0 * :Alice"];

describe("registration", () => {
  test.each(["CAP LS 302", "CAP REQ :multi-prefix"])("waits for CAP END after %s", (line) => {
    const client = new TestNetwork().open();
    client.send(line);
    client.read();
    expect(client.ask(...who)).toEqual([]);
    expect(client.ask("CAP END")[0]).toContain(" 001 alice ");
  });

  test("does not wait where nothing is negotiated", () => {
    const client = new TestNetwork().open();
    expect(client.ask("CAP LIST", ...who).join("\n")).toContain(" 001 alice ");
  });
});

describe("CAP LS", () => {
  test("lists every capability, addressing who has no nick yet as *", () => {
    const lines = new TestNetwork({ history: { edits: true } }).open().ask("CAP LS 302");
    const listed = lines.map((line) => /^:irc\.test CAP \* LS (?:\* )?:(.*)$/.exec(line)?.[1] ?? "");
    expect(listed.join(" ").replace(/=\S*/g, "")).toBe(names.join(" "));
  });

  test("lists what fits into one line for who knows no longer lists: drafts give way", () => {
    const [line = "", ...others] = new TestNetwork().open().ask("CAP LS");
    expect(others).toEqual([]);
    expect(line.length).toBeLessThanOrEqual(510);
    const listed = line.slice(line.indexOf(" :") + 2).split(" ");
    for (const name of names.filter((one) => !one.includes("/"))) expect(listed).toContain(name);
  });

  test("may be asked after registration, which does not begin anew", () => {
    const alice = new TestNetwork().connect("alice");
    expect(alice.ask("CAP LS 302")[0]).toMatch(/^:irc.test CAP alice LS (?:\* )?:/);
    expect(alice.ask("PING on")).toEqual([":irc.test PONG irc.test :on"]);
  });
});

describe("CAP REQ", () => {
  test("enables and disables what LIST then shows", () => {
    const alice = new TestNetwork().connect("alice");
    expect(alice.ask("CAP LIST")).toEqual([":irc.test CAP alice LIST :"]);
    expect(alice.ask("CAP REQ :multi-prefix userhost-in-names")).toEqual([
      ":irc.test CAP alice ACK :multi-prefix userhost-in-names",
    ]);
    alice.send("CAP REQ -multi-prefix");
    expect(alice.ask("CAP LIST").at(-1)).toBe(":irc.test CAP alice LIST :userhost-in-names");
  });

  test("grants all of a request or nothing", () => {
    const alice = new TestNetwork().connect("alice");
    expect(alice.ask("CAP REQ :multi-prefix no-such-thing")).toEqual([
      ":irc.test CAP alice NAK :multi-prefix no-such-thing",
    ]);
    expect(alice.ask("CAP LIST")).toEqual([":irc.test CAP alice LIST :"]);
  });

  test("multi-prefix and userhost-in-names change what NAMES shows, to who asked for them alone", () => {
    const network = new TestNetwork();
    const [alice, bob] = network.inChannel("#room", "alice", "bob");
    alice?.send("MODE #room +v alice", "CAP REQ :multi-prefix userhost-in-names");
    alice?.read();
    bob?.read();
    expect(alice?.numerics("NAMES #room")[0]).toBe("353 = #room :@+alice!alice@192.0.2.2 bob!bob@192.0.2.3");
    expect(bob?.numerics("NAMES #room")[0]).toBe("353 = #room :@alice bob");
  });
});

test("a subcommand nobody knows is answered with 410, none with 461", () => {
  const client = new TestNetwork().open();
  expect(client.numerics("CAP NONSENSE")).toEqual(["410 NONSENSE :Invalid CAP subcommand"]);
  expect(client.numerics("CAP")).toEqual(["461 CAP :Not enough parameters"]);
});
