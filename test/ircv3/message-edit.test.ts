import { describe, expect, test } from "vitest";
import type { ConfigInput } from "../../src/config/schema.ts";
import { alice, bob, openRoomAsking } from "../kit/asking-room.ts";
import { capableRoom } from "../kit/capable-room.ts";
import type { TestClient } from "../kit/client.ts";
import { inBatch } from "../kit/history-batch.ts";
import { LastingNetwork, readerCaps } from "../kit/lasting.ts";
import { logIn } from "../kit/log-in.ts";
import { TestNetwork } from "../kit/network.ts";
import { saidBy } from "../kit/said-by.ts";
import { tagged } from "../kit/tagged.ts";

// Proposal 425: EDIT. What it calls DELETE is REDACT by now. Who may edit what is in message-edit-access.test.ts.

const caps = "draft/message-edit message-tags echo-message";
const edits: ConfigInput = { history: { edits: true } };

/** The line that changes a message. */
function edit(target: string, id: string, text: string): string {
  return `@draft/target-msgid=${id};draft/edit-text=${text} EDIT ${target}`;
}

/** An EDIT as it is read: the line, the id of the message and its new text. */
function readEdit(text: string | undefined) {
  const { line, tags } = tagged(text ?? "");
  return [line, tags["draft/target-msgid"], tags["draft/edit-text"]];
}

/** What somebody is shown of the past. */
function remembered(client: TestClient, target: string): string {
  return client.ask(`HISTORY ${target}`).join("\n");
}

test("without history.edits nothing is offered, and EDIT is no command", () => {
  const network = new TestNetwork();
  expect(network.open().ask("CAP LS 302").join(" ")).not.toContain("draft/message-edit");
  const client = network.connect("alice", { caps: "message-tags echo-message" });
  const id = saidBy(client, "PRIVMSG alice :note");
  expect(client.ask(edit("alice", id, "x"))).toEqual([":irc.test 421 alice EDIT :Unknown command"]);
});

// "Clients wishing to use these capabilities MUST negotiate the message-tags capability", "a client MUST negotiate the
// draft/message-edit capability"
test("EDIT is no command for who lacks one of the capabilities", () => {
  const room = capableRoom({ bob: "message-tags echo-message", carol: "draft/message-edit" }, "", edits);
  const id = saidBy(room.bob, "PRIVMSG #room :oops");
  for (const [nick, client] of [
    ["bob", room.bob],
    ["carol", room.carol],
  ] as const) {
    expect(client.ask(edit("#room", id, "x")).at(-1)).toBe(`:irc.test 421 ${nick} EDIT :Unknown command`);
  }
  expect(remembered(room.bob, "#room")).toContain("oops");
});

test("the capability is offered without a value, and goes when edits are switched off", () => {
  const network = new TestNetwork(edits);
  const client = network.open();
  expect(client.ask("CAP LS 302").join(" ").split(" ")).toContain("draft/message-edit");
  const none = new TestNetwork({ history: { edits: true, lines: 0 } });
  expect(none.open().ask("CAP LS 302").join(" ")).not.toContain("draft/message-edit");
});

// "If the client is authorised to edit the message, the server MUST forward this EDIT to the target recipients with an
// appropriate prefix, in the same way as PRIVMSG messages."
describe("an EDIT is forwarded", () => {
  test("to the members of the channel, with an id of its own, and echoed to who asked for echoes", () => {
    const room = openRoomAsking(caps, "", edits);
    const id = saidBy(room.bob, "PRIVMSG #room :anex ample");
    for (const client of [room.alice, room.carol]) client.read();
    const [echo, ...more] = room.bob.ask(edit("#ROOM", id, "an\\sexample"));
    const shown = [`:${bob} EDIT #room`, id, "an\\sexample"];
    expect([readEdit(echo), more]).toEqual([shown, []]);
    const { msgid } = tagged(echo ?? "").tags;
    expect(msgid).toMatch(/^t\S+-1$/);
    expect(msgid).not.toBe(id);
    for (const member of [room.alice, room.carol]) {
      const lines = member.read();
      expect(lines.map(readEdit)).toEqual([shown]);
      expect(tagged(lines[0] ?? "").tags["msgid"]).toBe(msgid);
    }
    expect(room.dave.read()).toEqual([]);
  });

  test("not back to who has not asked for echoes; a label is acknowledged", () => {
    const asked = "draft/message-edit message-tags labeled-response batch";
    const room = openRoomAsking(asked, "", edits);
    const said = `${room.network.entries.at(-1)?.id}`;
    room.bob.send("PRIVMSG #room :oops");
    const id = `${room.network.entries.at(-1)?.id}-1`;
    expect(id).not.toContain(said);
    room.bob.read();
    expect(room.bob.ask(`@label=e;${edit("#room", id, "x").slice(1)}`)).toEqual(["@label=e :irc.test ACK"]);
    expect(readEdit(room.carol.read().at(-1))).toEqual([`:${bob} EDIT #room`, id, "x"]);
  });

  test("as the answer to a label", () => {
    const room = openRoomAsking(`${caps} labeled-response batch`, "", edits);
    const id = saidBy(room.bob, "PRIVMSG #room :oops");
    const [answer, ...more] = room.bob.ask(`@label=e;${edit("#room", id, "x").slice(1)}`);
    expect([tagged(answer ?? "").tags["label"], more]).toEqual(["e", []]);
    expect(readEdit(answer)).toEqual([`:${bob} EDIT #room`, id, "x"]);
  });

  test("between two, to the other one and nobody else", () => {
    const room = openRoomAsking(caps, "", edits);
    const id = saidBy(room.bob, "PRIVMSG carol :oops");
    room.carol.read();
    const shown = [`:${bob} EDIT carol`, id, "well"];
    expect(room.bob.ask(edit("carol", id, "well")).map(readEdit)).toEqual([shown]);
    expect(room.carol.read().map(readEdit)).toEqual([shown]);
    expect(room.alice.read()).toEqual([]);
    for (const [client, other] of [
      [room.bob, "carol"],
      [room.carol, "bob"],
    ] as const) {
      expect(remembered(client, other)).toMatch(/<bob> well \(edited\)/);
      expect(remembered(client, other)).not.toContain("oops");
    }
  });

  test("with the tags of who does it", () => {
    const { network, bob: author, carol } = openRoomAsking(`${caps} account-tag server-time`, "", edits);
    logIn(network, author, "Bob");
    const id = saidBy(author, "PRIVMSG #room :oops");
    carol.read();
    author.send(edit("#room", id, "a\\:b\\\\c\\n"));
    expect(tagged(carol.read().at(-1) ?? "").tags).toEqual({
      time: "2023-11-14T22:13:20.000Z",
      account: "Bob",
      msgid: expect.stringMatching(/-1$/),
      "draft/target-msgid": id,
      "draft/edit-text": "a\\:b\\\\c\\n",
    });
  });

  test("of what was said to operators, to them and who said it", () => {
    const room = openRoomAsking(caps, "", edits);
    const id = saidBy(room.bob, "PRIVMSG @#room :psst");
    for (const client of [room.alice, room.carol]) client.read();
    const shown = [`:${bob} EDIT @#room`, id, "pst"];
    expect(room.bob.ask(edit("@#room", id, "pst")).map(readEdit)).toEqual([shown]);
    expect(room.alice.read().map(readEdit)).toEqual([shown]);
    expect(room.carol.read()).toEqual([]);
  });

  test("not to who is deaf, nor to who has silenced the author, who goes on reading what they have read", () => {
    const room = openRoomAsking(caps, "", edits);
    const id = saidBy(room.bob, "PRIVMSG #room :oops");
    const toAlice = saidBy(room.bob, "PRIVMSG alice :oops");
    room.carol.ask("MODE carol +D");
    room.alice.ask("SILENCE +bob!*@*");
    expect(room.bob.ask(edit("alice", toAlice, "insult")).map(readEdit)).toEqual([
      [`:${bob} EDIT alice`, toAlice, "insult"],
    ]);
    expect(room.alice.read()).toEqual([]);
    expect(remembered(room.alice, "bob")).toMatch(/oops/);
    room.bob.send(edit("#room", id, "x"));
    expect(room.carol.read()).toEqual([]);
  });
});

// "Server implementations might choose to inform clients that haven't negotiated the capability … The fallback method used
// (if any) is left up to server implementations": ours is a NOTICE of the author's.
describe("who has not negotiated the capability", () => {
  test("reads a NOTICE with the time of the message and the new text", () => {
    const room = capableRoom({ bob: caps, carol: "draft/message-edit" }, "", edits);
    const id = saidBy(room.bob, "PRIVMSG #room :anex ample");
    const toAlice = saidBy(room.bob, "PRIVMSG alice :oops");
    for (const client of [room.alice, room.carol]) client.read();
    room.network.now += 5000;
    room.bob.send(edit("#room", id, "an\\sexample"));
    const notice = `:${bob} NOTICE #room :edited a message from 5 seconds ago: an example`;
    // Without message-tags there is nothing to read an EDIT by.
    expect([room.alice.read(), room.carol.read()]).toEqual([[notice], [notice]]);
    room.network.now += 7_300_000 - 5000;
    expect(room.bob.ask(edit("alice", toAlice, "x")).join()).toContain("EDIT_WINDOW_EXPIRED");
    const late = capableRoom({ bob: caps }, "", { history: { edits: true, editSeconds: 0 } });
    const old = saidBy(late.bob, "PRIVMSG alice :oops");
    late.alice.read();
    for (const [ms, age] of [
      [60_000, "1 minute"],
      [7_200_000, "2 hours"],
      [86_400_000, "1 day"],
    ] as const) {
      late.network.now += ms;
      late.bob.send(edit("alice", old, "x"));
      expect(late.alice.read().at(-1)).toBe(`:${bob} NOTICE alice :edited a message from ${age} ago: x`);
    }
  });

  test("reads nothing where history.editNotices is off", () => {
    const room = capableRoom({ bob: caps, carol: caps }, "", {
      history: { edits: true, editNotices: false },
    });
    const id = saidBy(room.bob, "PRIVMSG #room :oops");
    for (const client of [room.alice, room.carol]) client.read();
    room.bob.send(edit("#room", id, "x"));
    expect(room.alice.read()).toEqual([]);
    expect(room.carol.read()).toHaveLength(1);
  });

  test("reads a sentence at a console", () => {
    const { network, bob: author } = openRoomAsking(caps, "", edits);
    const person = network.open({ console: true });
    person.ask("/nick erin", "/join room");
    const ids = [saidBy(author, "PRIVMSG #room :oops"), saidBy(author, "PRIVMSG erin :oops")];
    person.read();
    author.send(edit("#room", ids[0] ?? "", "a\\nb"), edit("erin", ids[1] ?? "", "c"));
    expect(person.read()).toEqual(["* bob changed a message in #room: a / b", "* bob changed a message: c"]);
  });
});

describe("the text of a message of several lines", () => {
  const several = `${caps} batch draft/multiline server-time draft/chathistory`;

  test("has a line feed between its lines, and is a message of several lines from then on", () => {
    const room = capableRoom({ bob: several, carol: several }, "", edits);
    const id = saidBy(room.bob, "PRIVMSG #room :oops");
    for (const client of [room.alice, room.carol]) client.read();
    const [echo] = room.bob.ask(edit("#room", id, "one\\n\\ntwo"));
    expect(readEdit(echo)).toEqual([`:${bob} EDIT #room`, id, "one\\n\\ntwo"]);
    expect(room.alice.read()).toEqual([
      `:${bob} NOTICE #room :edited a message from 0 seconds ago: one`,
      `:${bob} NOTICE #room :two`,
    ]);
    const past = room.bob.ask("CHATHISTORY LATEST #room * 10").map((line) => tagged(line).line);
    expect(past.filter((line) => line.includes("PRIVMSG"))).toEqual(
      ["one", "", "two"].map((text) => `:${bob} PRIVMSG #room :${text}`),
    );
    // And may be one of one line again.
    room.bob.send(edit("#room", id, "short"));
    expect(inBatch(room.bob.ask("CHATHISTORY LATEST #room * 10"), "#room").map(({ line }) => line)).toEqual([
      `:${bob} PRIVMSG #room :short`,
    ]);
  });

  test("has no more lines and bytes than one may have", () => {
    const room = openRoomAsking(caps, "", {
      history: { edits: true },
      limits: { multilineLines: 3, multilineBytes: 600 },
    });
    const id = saidBy(room.bob, "PRIVMSG #room :oops");
    const invalid = `:irc.test FAIL EDIT INVALID_EDIT #room ${id} :Invalid edit text`;
    const line = "x".repeat(300);
    for (const text of ["a\\nb\\nc\\nd", `${line}\\n${line}`, "x".repeat(510), "a\\rb", "", "\\n"])
      expect(room.bob.ask(edit("#room", id, text)), text).toEqual([invalid]);
    expect(room.bob.ask(edit("#room", id, "a\\nb\\nc"))).toHaveLength(1);
    expect(remembered(room.alice, "#room")).toMatch(/<bob> a[\s\S]*<bob> c \(edited\)/);
  });
});

describe("what is shown of the past", () => {
  test("is the new text under the first id, for all who may read it", () => {
    const asked = `${caps} batch server-time draft/chathistory`;
    const room = openRoomAsking(asked, "", edits);
    const [, id] = ["before", "oops", "after"].map((text) => saidBy(room.bob, `PRIVMSG #room :${text}`));
    room.bob.send(edit("#room", id ?? "", "right"));
    const past = inBatch(room.carol.ask("CHATHISTORY LATEST #room * 10"), "#room");
    expect(past.map(({ line }) => line)).toEqual(
      ["before", "right", "after"].map((text) => `:${bob} PRIVMSG #room :${text}`),
    );
    expect(past[1]?.tags).toMatchObject({ msgid: id });
    expect(inBatch(room.carol.ask(`CHATHISTORY AROUND #room msgid=${id} 1`), "#room")).toHaveLength(1);
  });

  test("has a mark where it is read as plain lines", () => {
    const room = openRoomAsking(caps, "", edits);
    const id = saidBy(room.bob, "PRIVMSG #room :oops");
    room.bob.send(edit("#room", id, "right"));
    expect(remembered(room.alice, "#room")).toMatch(/<bob> right \(edited\)$/);
  });

  test("is the new text even in an answer that is under way", () => {
    const config: ConfigInput = { history: { edits: true }, connections: { sendq: 4096 } };
    const { alice: author, bob: reader } = openRoomAsking(`${caps} batch`, "", config);
    const ids: string[] = [];
    for (let i = 0; i < 100; i += 1) {
      ids.push(saidBy(author, `PRIVMSG #room :${i} ${"x".repeat(100)}`));
      reader.read();
    }
    reader.reading = false;
    reader.send("HISTORY #room 100");
    author.send(edit("#room", ids[99] ?? "", "changed"));
    reader.resumeReading();
    const shown = reader.read().filter((line) => line.includes(" <alice> "));
    expect(shown).toHaveLength(100);
    expect(shown.at(-1)).toMatch(/<alice> changed \(edited\)$/);
  });

  test("is the new text after a restart, and what SEARCH finds", async () => {
    const asked = `${readerCaps} draft/message-edit draft/search`;
    const network = new LastingNetwork(edits);
    const [author, other] = [network.reader("alice", "alice", asked), network.reader("bob", "bob", asked)];
    for (const client of [author, other]) client.ask("JOIN #room");
    const id = saidBy(author, "PRIVMSG #room :an elephant");
    const privately = saidBy(author, "PRIVMSG bob :an elephant");
    await author.answer(edit("#room", id, "a\\sgiraffe"), edit("bob", privately, "a\\sgiraffe"));
    const found = async (client: TestClient, text: string) =>
      (await client.answer(`SEARCH text=${text}`)).filter((line) => line.includes("PRIVMSG")).length;
    expect([await found(author, "elephant"), await found(author, "giraffe")]).toEqual([0, 2]);
    const next = await network.restarted();
    const again = next.reader("alice", "alice", asked);
    const past = await again.answer("CHATHISTORY LATEST bob * 10");
    expect(past.flatMap((line) => / PRIVMSG (\S+ :.*)$/.exec(line)?.[1] ?? [])).toEqual(["bob :a giraffe"]);
    next.reader("bob", "bob", asked);
    // What memory does not hold may be changed, too, and taken back.
    const [echo] = await again.answer(edit("bob", privately, "an\\sokapi"));
    expect(readEdit(echo).slice(1)).toEqual([privately, "an\\sokapi"]);
    expect([await found(again, "giraffe"), await found(again, "okapi")]).toEqual([0, 1]);
    await again.answer(`REDACT bob ${privately}`);
    expect(await found(again, "okapi")).toBe(0);
  });
});

describe("taking back and editing", () => {
  test("what was edited may be taken back, and what was taken back not edited", () => {
    const room = openRoomAsking(`${caps} draft/message-redaction`, "", edits);
    const id = saidBy(room.bob, "PRIVMSG #room :oops");
    room.bob.send(edit("#room", id, "right"));
    room.bob.read();
    expect(room.alice.ask(`REDACT #room ${id}`)).toEqual([`:${alice} REDACT #room ${id}`]);
    expect(remembered(room.alice, "#room")).not.toMatch(/oops|right/);
    room.bob.read();
    expect(room.bob.ask(edit("#room", id, "again"))).toEqual([
      `:irc.test FAIL EDIT EDIT_FORBIDDEN #room ${id} :You are not authorised to edit this message`,
    ]);
  });
});
