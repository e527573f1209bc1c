import { describe, expect, test } from "vitest";
import type { ConfigInput } from "../../src/config/schema.ts";
import { carol, openRoomAsking } from "../kit/asking-room.ts";
import type { TestClient } from "../kit/client.ts";
import { enterLate, lateNetwork } from "../kit/late-log.ts";
import { logIn } from "../kit/log-in.ts";
import { saidBy } from "../kit/said-by.ts";
import { tagged } from "../kit/tagged.ts";

// Proposal 425, "Errors" and "Server implementation considerations": who may change what, and to what.

const caps = "draft/message-edit message-tags echo-message";
const edits: ConfigInput = { history: { edits: true } };
const fail = (code: string, params: string, text: string) => `:irc.test FAIL EDIT ${code} ${params} :${text}`;
const forbidden = (target: string, id: string) =>
  fail("EDIT_FORBIDDEN", `${target} ${id}`, "You are not authorised to edit this message");
const invalid = (params: string) => fail("INVALID_EDIT", params, "Invalid edit text");

/** Has somebody change a message, and gives what comes of it. */
function edited(client: TestClient, target: string, id: string, text = "x"): string[] {
  return client
    .ask(`@draft/target-msgid=${id};draft/edit-text=${text} EDIT ${target}`)
    .map((line) => tagged(line).line);
}

/** True while the reader is shown a text of the past. */
function remembers(reader: TestClient, target: string, text: string): boolean {
  return reader.ask(`HISTORY ${target}`).join("\n").includes(text);
}

describe("a message may be changed", () => {
  test("by who said it, under another nick too, and by whoever is in the account it was said in", () => {
    const { network, bob: author, carol: other } = openRoomAsking(caps, "", edits);
    const before = saidBy(author, "PRIVMSG #room :one");
    author.ask("NICK robert");
    expect(edited(author, "#room", before)).toEqual([":robert!bob@192.0.2.3 EDIT #room"]);
    logIn(network, author, "Bob");
    const id = saidBy(author, "PRIVMSG #room :two");
    author.send("QUIT");
    other.read();
    expect(edited(other, "#room", id)).toEqual([forbidden("#room", id)]);
    logIn(network, other, "Bob");
    expect(edited(other, "#room", id)).toEqual([`:${carol} EDIT #room`]);
  });

  test("not by an operator of the channel, nor by who has the nick it was said under now", () => {
    const { alice: operator, bob: author, carol: other } = openRoomAsking(caps, "", edits);
    const id = saidBy(author, "PRIVMSG #room :mine");
    expect(edited(operator, "#room", id)).toEqual([forbidden("#room", id)]);
    author.send("NICK robert");
    other.ask("NICK bob");
    expect(edited(other, "#room", id)).toEqual([forbidden("#room", id)]);
    expect(remembers(operator, "#room", "mine")).toBe(true);
  });

  test("between two by who said it alone, and by nobody elsewhere", () => {
    const { alice: outsider, bob: author, carol: other } = openRoomAsking(caps, "", edits);
    const id = saidBy(author, "PRIVMSG carol :private");
    expect(edited(other, "bob", id)).toEqual([forbidden("bob", id)]);
    expect(edited(outsider, "bob", id)).toEqual([forbidden("bob", id)]);
    expect(edited(author, "#room", id)).toEqual([forbidden("#room", id)]);
    expect(edited(author, "alice", id)).toEqual([forbidden("alice", id)]);
    expect(remembers(other, "bob", "private")).toBe(true);
  });

  test("a NOTICE too, and never what has no text or is an answer of a program", () => {
    const { bob: author, carol: other } = openRoomAsking(caps, "", edits);
    const notice = saidBy(author, "NOTICE #room :oops");
    expect(edited(author, "#room", notice, "well")).toHaveLength(1);
    expect(remembers(other, "#room", "-bob- well (edited)")).toBe(true);
    for (const line of ["@+draft/react=x TAGMSG #room", "PRIVMSG #room :\x01PING 1\x01"]) {
      const id = saidBy(author, line);
      expect(edited(author, "#room", id)).toEqual([forbidden("#room", id)]);
    }
  });
});

// "FAIL EDIT EDIT_FORBIDDEN": the text has no code for a message that does not exist, nor for a target that is none.
test("what does not exist is answered as what is another's", () => {
  const { bob: author, dave: outsider } = openRoomAsking(caps, "", edits);
  const id = saidBy(author, "PRIVMSG #room :oops");
  expect(edited(author, "#room", "nonsense")).toEqual([forbidden("#room", "nonsense")]);
  expect(edited(author, "#none", id)).toEqual([forbidden("#none", id)]);
  expect(edited(author, "nobody", id)).toEqual([forbidden("nobody", id)]);
  expect(edited(author, "$*", id)).toEqual([forbidden("$*", id)]);
  expect(edited(outsider, "#room", id)).toEqual([forbidden("#room", id)]);
  author.send("PART #room");
  author.read();
  expect(edited(author, "#room", id)).toEqual([forbidden("#room", id)]);
});

// "FAIL EDIT INVALID_EDIT <target>" and "<target> <target-msgid>"
describe("an edit that cannot be is invalid", () => {
  test("without the id of a message", () => {
    const { bob: author } = openRoomAsking(caps, "", edits);
    expect(author.ask("EDIT #room", "@draft/edit-text=x EDIT #room")).toEqual([
      invalid("#room"),
      invalid("#room"),
    ]);
    for (const id of ["", "a\\sb", "a\\nQUIT", ":a", "ä", "x".repeat(101)])
      expect(edited(author, "#room", id), id).toEqual([invalid("#room")]);
    expect(author.ask("EDIT")).toEqual([":irc.test 461 bob EDIT :Not enough parameters"]);
  });

  test("without a text, or with one that could not be said", () => {
    const { bob: author, carol: other } = openRoomAsking(caps, "", edits);
    const id = saidBy(author, "PRIVMSG #room :oops");
    expect(author.ask(`@draft/target-msgid=${id} EDIT #room`)).toEqual([invalid(`#room ${id}`)]);
    expect(author.ask(`@draft/target-msgid=${id} EDIT #room ${id} :as parameters`)).toEqual([
      invalid(`#room ${id}`),
    ]);
    for (const text of ["", "a\\r\\nQUIT", "\x01VERSION\x01", "x".repeat(510)])
      expect(edited(author, "#room", id, text), text).toEqual([invalid(`#room ${id}`)]);
    expect(edited(author, "#room", id, "\x01ACTION\\swaves\x01")).toHaveLength(1);
    expect(remembers(other, "#room", "* bob waves (edited)")).toBe(true);
  });
});

// "FAIL EDIT EDIT_WINDOW_EXPIRED <target> <target-msgid> <window>"
test("history.editSeconds is how long who said something has", () => {
  const config: ConfigInput = { history: { edits: true, editSeconds: 60 } };
  const { network, bob: author } = openRoomAsking(caps, "", config);
  const id = saidBy(author, "PRIVMSG #room :oops");
  network.now += 60_000;
  expect(edited(author, "#room", id)).toHaveLength(1);
  network.now += 1;
  expect(edited(author, "#room", id)).toEqual([
    fail("EDIT_WINDOW_EXPIRED", `#room ${id} 60`, "You can no longer edit this message"),
  ]);
});

describe("moderation holds as for what is said", () => {
  test.each([
    ["+m", "x"],
    ["+b bob!*@*", "x"],
    ["+c", "\x0304red"],
    ["+S", "\x02"],
    ["+M", "x"],
  ])("under %s", (modes, text) => {
    const { alice: operator, bob: author } = openRoomAsking(caps, "", edits);
    const id = saidBy(author, "PRIVMSG #room :oops");
    operator.send(`MODE #room ${modes}`);
    author.read();
    expect(edited(author, "#room", id, text)).toEqual([forbidden("#room", id)]);
    expect(remembers(operator, "#room", "oops")).toBe(true);
    operator.send("MODE #room +v bob", `MODE #room -cS`);
    author.read();
    expect(edited(author, "#room", id)).toHaveLength(1);
  });

  test("+S takes formatting out of the new text", () => {
    const { bob: author, carol: other } = openRoomAsking(caps, "+S", edits);
    const id = saidBy(author, "PRIVMSG #room :oops");
    other.read();
    edited(author, "#room", id, "\x02bold");
    expect(tagged(other.read()[0] ?? "").tags["draft/edit-text"]).toBe("bold");
  });

  test("+U: of what operators alone were told, they alone learn", () => {
    const { alice: operator, bob: author, carol: other } = openRoomAsking(caps, "", edits);
    const open = saidBy(author, "PRIVMSG #room :to all");
    operator.send("MODE #room +mU");
    author.read();
    const id = saidBy(author, "PRIVMSG #room :may I speak?");
    other.read();
    operator.read();
    expect(edited(author, "#room", id)).toHaveLength(1);
    expect([operator.read(), other.read()].map((lines) => lines.length)).toEqual([1, 0]);
    expect(edited(author, "#room", open)).toEqual([forbidden("#room", open)]);
  });

  test("of who is muted on the whole network, and of who may not speak with the other one", async () => {
    const { network, alice: operator, bob: author, carol: other } = openRoomAsking(caps, "", edits);
    const [inRoom, toOther] = [saidBy(author, "PRIVMSG #room :oops"), saidBy(author, "PRIVMSG carol :oops")];
    other.send("MODE carol +g");
    expect(edited(author, "carol", toOther)).toEqual([forbidden("carol", toOther)]);
    expect(remembers(other, "bob", "oops")).toBe(true);
    network.makeOperator(operator);
    await operator.answer("MUTE 1h bob@* :enough");
    expect(edited(author, "#room", inRoom)).toEqual([forbidden("#room", inRoom)]);
  });

  test("+D: who edits is shown to the others first", () => {
    const { network, bob: author, carol: other, dave } = openRoomAsking(caps, "+D", edits);
    for (const client of [author, dave]) logIn(network, client, "Shared");
    const id = saidBy(author, "PRIVMSG #room :of the account");
    dave.send("JOIN #room");
    other.read();
    edited(dave, "#room", id);
    expect(other.read().map((line) => tagged(line).line.split(" ").slice(0, 3).join(" "))).toEqual([
      ":dave!dave@192.0.2.5 JOIN #room",
      ":dave!dave@192.0.2.5 EDIT #room",
    ]);
  });

  test("long texts take more of the client's budget", () => {
    const { bob: author } = openRoomAsking(caps, "", { ...edits, unlimited: false });
    const id = saidBy(author, "PRIVMSG #room :oops");
    const long = Array.from({ length: 9 }, () => "y".repeat(300)).join("\\n");
    const line = (text: string) => `@draft/target-msgid=${id};draft/edit-text=${text} EDIT #room`;
    const count = (text: string) =>
      author.ask(...Array.from({ length: 40 }, () => line(text))).filter((got) => got.includes("EDIT"))
        .length;
    const many = count(long);
    const other = openRoomAsking(caps, "", { ...edits, unlimited: false }).bob;
    const theirs = saidBy(other, "PRIVMSG #room :oops");
    const short = other.ask(
      ...Array.from({ length: 40 }, () => `@draft/target-msgid=${theirs};draft/edit-text=y EDIT #room`),
    ).length;
    expect(many).toBeGreaterThan(0);
    expect(short).toBeGreaterThan(many);
  });
});

describe("what has changed by the edit's place in the log decides", () => {
  /** Alice opens #room, bob and carol come in, and bob has said something, on a node whose log is elsewhere. */
  function far() {
    const late = lateNetwork({ unlimited: true, ...edits });
    const [alice, bob, other] = ["alice", "bob", "carol"].map((nick) =>
      enterLate(late, nick, `${caps} draft/channel-rename draft/message-redaction`),
    );
    if (!alice || !bob || !other) throw new Error("they are not there");
    bob.send("PRIVMSG #room :oops");
    late.log.arrive();
    const id = bob
      .read()
      .flatMap((line) => tagged(line).tags["msgid"] ?? [])
      .at(-1);
    for (const client of [alice, other]) client.read();
    /** The first does something, then bob edits; the entries of both come in that order. */
    const race = (first: TestClient, line: string) => {
      first.send(line);
      bob.send(`@draft/target-msgid=${id};draft/edit-text=x EDIT #room`);
      late.log.arrive();
      return tagged(bob.read().at(-1) ?? "").line;
    };
    return { alice, bob, id: String(id), race };
  }

  test.each(["MODE #room +m", "KICK #room bob", "RENAME #room #hall"])("after %s nothing changes", (line) => {
    const { alice, id, race } = far();
    expect(race(alice, line)).toBe(forbidden("#room", id));
    expect(remembers(alice, line.startsWith("RENAME") ? "#hall" : "#room", "oops")).toBe(true);
  });

  test("what was taken back meanwhile stays gone", () => {
    const { alice, id, race } = far();
    expect(race(alice, `REDACT #room ${id}`)).toBe(forbidden("#room", id));
    expect(remembers(alice, "#room", "<bob>")).toBe(false);
  });
});
