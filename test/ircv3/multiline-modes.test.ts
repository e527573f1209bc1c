import { describe, expect, test } from "vitest";
import { capableRoom } from "../kit/capable-room.ts";
import { saySeveral } from "../kit/several-lines.ts";
import { tagged } from "../kit/tagged.ts";

const caps = "batch draft/multiline message-tags";

const version = "\x01VERSION\x01";

describe("a message of several lines with a CTCP request in it", () => {
  test.each([
    ["as its first line", [version, "two"]],
    ["as a later line", ["one", version]],
    ["as what goes on from a line, which old clients read alone", ["one", `+${version}`]],
  ])("is refused by +C of a channel, and by +T of a user: %s", (_, lines) => {
    const { bob, carol, dave } = capableRoom({ bob: caps }, "+C");
    dave.ask("MODE dave +T");
    expect(saySeveral(bob, "#room", lines)).toEqual([expect.stringMatching(/ 404 bob #room .*\(\+C\)$/)]);
    expect(saySeveral(bob, "dave", lines)).toEqual([expect.stringMatching(/ 492 bob dave .*\(\+T\)$/)]);
    expect([...carol.read(), ...dave.read()]).toEqual([]);
  });

  test("is heard where nothing forbids it, and an ACTION everywhere", () => {
    const { alice, bob, carol } = capableRoom({ bob: caps });
    expect(saySeveral(bob, "#room", ["one", version])).toEqual([]);
    expect(carol.read()).toHaveLength(2);
    alice.send("MODE #room +C");
    carol.read();
    expect(saySeveral(bob, "#room", ["one", "\x01ACTION waves\x01"])).toEqual([]);
    expect(carol.read()).toHaveLength(2);
  });
});

test("+C sees a CTCP request that +S would uncover", () => {
  const { bob, carol } = capableRoom({}, "+CS");
  expect(bob.numerics(`PRIVMSG #room :\x02${version}`)).toEqual([expect.stringMatching(/^404 #room/)]);
  expect(carol.read()).toEqual([]);
});

describe("a message of several lines obeys the modes of a channel as one line does", () => {
  test.each([
    ["+m", "one"],
    ["+M", "one"],
    ["+c", "\x034red"],
    ["+b bob!*@*", "one"],
    ["+b m:bob!*@*", "one"],
  ])("%s", (modes, second) => {
    const { alice, bob, carol } = capableRoom({ bob: caps });
    alice.send(`MODE #room ${modes}`);
    for (const client of [alice, bob, carol]) client.read();
    expect(saySeveral(bob, "#room", ["first", second])).toEqual([
      expect.stringMatching(/ 404 bob #room :Cannot send to channel /),
    ]);
    expect([...alice.read(), ...carol.read()]).toEqual([]);
  });

  test("+n, and +s as if there were no such channel", () => {
    const { alice, dave } = capableRoom({ dave: caps });
    expect(saySeveral(dave, "#room", ["one", "two"])).toEqual([expect.stringContaining(" 404 dave #room ")]);
    alice.send("MODE #room +s");
    expect(saySeveral(dave, "#ROOM", ["one", "two"])).toEqual([":irc.test 403 dave #ROOM :No such channel"]);
  });

  test("+T, for NOTICE, which nothing answers", () => {
    const { alice, bob, carol } = capableRoom({ bob: caps }, "+T");
    expect(saySeveral(bob, "#room", ["one", "two"], { verb: "NOTICE" })).toEqual([]);
    expect([...alice.read(), ...carol.read()]).toEqual([]);
    expect(saySeveral(bob, "#room", ["one", "two"])).toEqual([]);
    expect(carol.read()).toHaveLength(2);
  });

  test("+S, in every line; a line that was nothing but formatting is blank", () => {
    const { bob, carol, alice } = capableRoom({ alice: caps, bob: `${caps} echo-message` }, "+S");
    const echo = saySeveral(bob, "#room", ["\x02bold\x02", "\x1f", "\x0304red"]);
    expect(echo.slice(1, -1).map((line) => line.split("#room :")[1])).toEqual(["bold", "", "red"]);
    expect(alice.read().map((line) => tagged(line).line)).toEqual(echo.map((line) => tagged(line).line));
    expect(carol.read().map((line) => line.split("#room :")[1])).toEqual(["bold", "red"]);
    expect(saySeveral(bob, "#room", ["\x02", "\x1f"])).toEqual([":irc.test 412 bob :No text to send"]);
  });

  test("+U: what the mute say is for the operators", () => {
    const { alice, bob, carol } = capableRoom({ alice: caps, bob: caps }, "+mU");
    expect(saySeveral(bob, "#room", ["one", "two"])).toEqual([]);
    expect([alice.read().length, carol.read().length]).toEqual([4, 0]);
  });
});

describe("a message of several lines to a user", () => {
  test("is dropped by SILENCE and held back by +g, once", () => {
    const { alice, bob, dave } = capableRoom({ bob: caps });
    alice.ask("SILENCE +bob!*@*");
    dave.ask("MODE dave +g");
    expect(saySeveral(bob, "alice", ["one", "two"])).toEqual([]);
    expect(saySeveral(bob, "dave", ["one", "two"]).map((line) => line.split(" ")[1])).toEqual(["716", "717"]);
    expect(alice.read()).toEqual([]);
    expect(dave.read()).toEqual([expect.stringContaining(" 718 dave bob ")]);
  });

  test("that is not there is answered once, and a NOTICE to them is not", () => {
    const { bob } = capableRoom({ bob: caps });
    expect(saySeveral(bob, "nobody", ["one", "two"])).toEqual([
      ":irc.test 401 bob nobody :No such nick/channel",
    ]);
    expect(saySeveral(bob, "nobody", ["one", "two"], { verb: "NOTICE" })).toEqual([]);
  });

  test("who is away is answered with that once", () => {
    const { alice, bob } = capableRoom({ bob: caps });
    alice.send("AWAY :gone");
    expect(saySeveral(bob, "alice", ["one", "two"])).toEqual([":irc.test 301 bob alice :gone"]);
  });
});
