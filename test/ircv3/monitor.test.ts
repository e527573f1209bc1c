import { describe, expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";

/** Alice, who watches, and bob and Carol, who are there. */
function watching(limit = 100) {
  const network = new TestNetwork({ unlimited: true, limits: { monitor: limit } });
  const alice = network.connect("alice");
  const bob = network.connect("bob");
  const carol = network.connect("Carol");
  return { network, alice, bob, carol };
}

const bob = "bob!bob@192.0.2.3";
const carol = "Carol!Carol@192.0.2.4";

test("MONITOR is in 005 with the most nicks a client may watch", () => {
  const { alice } = watching(7);
  expect(alice.ask("VERSION").join(" ").split(" ")).toContain("MONITOR=7");
});

describe("MONITOR +", () => {
  test("tells which of the nicks are online, by mask, and which are not, as they were asked for", () => {
    const { alice } = watching();
    expect(alice.numerics("MONITOR + bob,Erin,CAROL,frank")).toEqual([
      `730 :${bob},${carol}`,
      "731 :Erin,frank",
    ]);
  });

  test("says nothing of online or offline where there is none", () => {
    const { alice } = watching();
    expect(alice.numerics("MONITOR + bob")).toEqual([`730 :${bob}`]);
    expect(alice.numerics("MONITOR + erin")).toEqual(["731 :erin"]);
  });

  // "Targets already in the list MUST NOT be added again."
  test("adds no nick twice, in whatever case, and says nothing of those that are listed", () => {
    const { alice } = watching();
    expect(alice.numerics("MONITOR + bob,BOB,bob")).toEqual([`730 :${bob}`]);
    expect(alice.numerics("MONITOR + Bob,erin")).toEqual(["731 :erin"]);
    expect(alice.numerics("MONITOR L")).toEqual(["732 :bob,erin", "733 :End of MONITOR list"]);
  });

  // "target" MUST be a valid nick as determined by the IRC daemon.
  test("takes no masks, channels or other things that are no nicks", () => {
    const { alice } = watching();
    const wrong = `*!*@*,bob!*@*,#room,b*,9bob,,bob.x,${"n".repeat(31)},é`;
    expect(alice.numerics(`MONITOR + ${wrong},erin`)).toEqual(["731 :erin"]);
    expect(alice.numerics("MONITOR L")[0]).toBe("732 :erin");
  });

  test("watches oneself like anybody", () => {
    const { alice } = watching();
    expect(alice.numerics("MONITOR + alice")).toEqual(["730 :alice!alice@192.0.2.2"]);
    expect(alice.numerics("NICK alison")).toEqual(["731 :alice"]);
  });

  test("cannot be combined with another modifier", () => {
    const { alice } = watching();
    expect(alice.numerics("MONITOR +- bob", "MONITOR +bob")).toEqual([]);
    expect(alice.numerics("MONITOR L")).toEqual(["733 :End of MONITOR list"]);
  });
});

describe("MONITOR -", () => {
  // "No output will be returned for use of this command."
  test("removes nicks in whatever case, without a word, also those that are not listed", () => {
    const { alice, bob: target } = watching();
    alice.ask("MONITOR + bob,Carol,erin");
    expect(alice.ask("MONITOR - BOB,nobody,#room,erin")).toEqual([]);
    expect(alice.numerics("MONITOR L")[0]).toBe("732 :Carol");
    target.send("QUIT");
    expect(alice.read()).toEqual([]);
  });

  test("makes room for as many as it removes", () => {
    const { alice } = watching(1);
    alice.ask("MONITOR + bob");
    expect(alice.numerics("MONITOR - bob", "MONITOR + erin")).toEqual(["731 :erin"]);
  });
});

test("MONITOR C clears the list without a word", () => {
  const { alice, bob: target } = watching();
  alice.ask("MONITOR + bob,Carol");
  expect(alice.ask("MONITOR C")).toEqual([]);
  expect(alice.numerics("MONITOR L")).toEqual(["733 :End of MONITOR list"]);
  expect(alice.numerics("MONITOR S")).toEqual([]);
  target.send("QUIT");
  expect(alice.read()).toEqual([]);
});

test("MONITOR S tells of the whole list who is online and who is not", () => {
  const { alice } = watching();
  alice.ask("MONITOR + erin,bob,frank,carol");
  expect(alice.numerics("MONITOR S")).toEqual([`730 :${bob},${carol}`, "731 :erin,frank"]);
});

// "the length of the target list is limited only by the buffer size of 512 chars"
test("long lists come in several lines, none longer than 512 bytes, every nick once", () => {
  const { network, alice } = watching(200);
  const nicks = Array.from({ length: 120 }, (_, at) => `${"n".repeat(26)}_${at}`);
  for (const nick of nicks.slice(60)) network.connect(nick);
  for (let at = 0; at < nicks.length; at += 15) alice.send(`MONITOR + ${nicks.slice(at, at + 15).join(",")}`);
  alice.read();
  for (const question of ["MONITOR L", "MONITOR S"]) {
    const lines = alice.ask(question);
    expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(510);
    const told = lines.filter((line) => / 73[012] /.test(line));
    expect(told.length).toBeGreaterThan(5);
    const named = told.flatMap((line) => line.slice(line.indexOf(" :") + 2).split(","));
    expect(named.map((name) => name.replace(/!.*/, "")).sort()).toEqual([...nicks].sort());
  }
});

describe("a full list", () => {
  // "the <targets> parameter is the list of targets, as the client sent them, that cannot be added"
  test("takes what fits, and 734 names the rest as they were sent", () => {
    const { alice } = watching(2);
    expect(alice.numerics("MONITOR + bob,Erin,Carol,fRANK")).toEqual([
      `730 :${bob}`,
      "731 :Erin",
      "734 2 Carol,fRANK :Monitor list is full.",
    ]);
    expect(alice.numerics("MONITOR L")[0]).toBe("732 :bob,Erin");
  });

  test("does not refuse what it holds, nor what is no nick", () => {
    const { alice } = watching(2);
    alice.ask("MONITOR + bob,erin");
    expect(alice.numerics("MONITOR + BOB,erin")).toEqual([]);
    expect(alice.numerics("MONITOR + frank,BOB,#room,grace")).toEqual([
      "734 2 frank,grace :Monitor list is full.",
    ]);
  });

  test("refuses many in several lines", () => {
    const { alice } = watching(1);
    const nicks = Array.from({ length: 15 }, (_, at) => `${"n".repeat(28)}${at + 10}`);
    alice.ask("MONITOR + bob");
    const lines = alice.numerics(`MONITOR + ${nicks.join(",")}`);
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.flatMap((line) => line.split(" ")[2]?.split(",") ?? [])).toEqual(nicks);
  });
});
