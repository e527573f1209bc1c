import { describe, expect, test } from "vitest";
import { alice, bob, dave, openRoomAsking } from "../kit/asking-room.ts";
import { capableRoom } from "../kit/capable-room.ts";
import type { TestClient } from "../kit/client.ts";
import { logIn } from "../kit/log-in.ts";
import { TestNetwork } from "../kit/network.ts";
import { saidBy } from "../kit/said-by.ts";
import { tagged } from "../kit/tagged.ts";

// Who may take back what is in message-redaction-access.test.ts.

const caps = "draft/message-redaction message-tags echo-message";
const unknown = (target: string, id: string) =>
  `:irc.test FAIL REDACT UNKNOWN_MSGID ${target} ${id} :This message does not exist or is too old`;

/** What somebody is shown of the past. */
function remembered(client: TestClient, target: string): string {
  return client.ask(`HISTORY ${target}`).join("\n");
}

// "To redact a message, a client MUST negotiate the draft/message-redaction capability"
test("REDACT is no command for who has not asked for it", () => {
  const { alice: asks } = capableRoom({ alice: "message-tags echo-message labeled-response batch" });
  const id = saidBy(asks, "PRIVMSG #room :oops");
  expect(asks.ask(`@label=r REDACT #room ${id}`)).toEqual([
    "@label=r :irc.test 421 alice REDACT :Unknown command",
  ]);
  expect(remembered(asks, "#room")).toContain("oops");
});

describe("a message that is taken back", () => {
  // "If the client is authorised to delete the message, the server SHOULD forward this REDACT, with an appropriate
  // prefix, to the target recipients that have negotiated the capability, in the same way as PRIVMSG messages."
  test("is told of with who does it, the target, the id and the reason", () => {
    const room = openRoomAsking(caps);
    const id = saidBy(room.bob, "PRIVMSG #room :oops");
    const line = `:${bob} REDACT #room ${id} :wrong window`;
    expect(room.bob.ask(`REDACT #ROOM ${id} :wrong window`)).toEqual([line]);
    for (const member of [room.alice, room.carol]) expect(member.read().at(-1)).toBe(line);
    expect(room.dave.read()).toEqual([]);
  });

  // "An optional <reason> MAY be provided."
  test("needs no reason, and an empty one is none", () => {
    const room = openRoomAsking(caps);
    for (const end of ["", " :"]) {
      const id = saidBy(room.bob, "PRIVMSG #room :oops");
      expect(room.bob.ask(`REDACT #room ${id}${end}`)).toEqual([`:${bob} REDACT #room ${id}`]);
    }
  });

  test("has a reason as long as KICKLEN at most, without formatting under +S", () => {
    const room = openRoomAsking(caps, "+S", { limits: { kickLength: 9 } });
    const id = saidBy(room.bob, "PRIVMSG #room :oops");
    expect(room.bob.ask(`REDACT #room ${id} :\x02${"ä".repeat(9)}`)).toEqual([
      `:${bob} REDACT #room ${id} :${"ä".repeat(4)}`,
    ]);
  });

  // "MUST not forward this REDACT to target recipients that have not negotiated this capability"
  // "Implementations might also choose not to send a fallback": ours does.
  test("is not told of to who has not asked for that", () => {
    const room = capableRoom({ bob: caps, carol: "message-tags echo-message" });
    const id = saidBy(room.bob, "PRIVMSG #room :oops");
    const toAlice = saidBy(room.bob, "PRIVMSG alice :oops");
    for (const client of [room.alice, room.carol]) client.read();
    expect(room.bob.ask(`REDACT #room ${id}`, `REDACT alice ${toAlice}`)).toHaveLength(2);
    expect([room.alice.read(), room.carol.read()]).toEqual([[], []]);
  });

  test("is told of in a sentence to people at a console", () => {
    const { network, bob: said, alice: operator } = openRoomAsking(caps);
    const person = network.open({ console: true });
    person.ask("/nick erin", "/join room");
    const ids = ["one", "two"].map((text) => saidBy(said, `PRIVMSG #room :${text}`));
    const toErin = saidBy(said, "PRIVMSG erin :three");
    person.read();
    said.send(`REDACT #room ${ids[0]}`, `REDACT erin ${toErin}`);
    operator.send(`REDACT #room ${ids[1]} :spam`);
    expect(person.read()).toEqual([
      "* bob took back a message of bob in #room",
      "* bob took back a message of bob",
      "* alice took back a message of bob in #room (spam)",
    ]);
  });

  // "the id of the message to be redacted, which MUST be a PRIVMSG, NOTICE, or TAGMSG"
  test("may be a NOTICE, and one of several lines", () => {
    const room = openRoomAsking(`${caps} batch draft/multiline`);
    const notice = saidBy(room.bob, "NOTICE #room :oops");
    const several = saidBy(
      room.bob,
      "BATCH +1 draft/multiline #room",
      "@batch=1 PRIVMSG #room :first",
      "@batch=1 PRIVMSG #room :second",
      "BATCH -1",
    );
    expect(room.bob.ask(`REDACT #room ${notice}`, `REDACT #room ${several}`)).toHaveLength(2);
    expect(remembered(room.bob, "#room")).not.toMatch(/oops|first|second/);
  });

  // "This allows servers to safely relay REDACT commands targeting messages which they did not keep": ours does not,
  // for it cannot tell whose they were.
  test("is none that was not kept: what has tags alone, a request of a program, any where nothing is kept", () => {
    const room = openRoomAsking(caps);
    for (const line of ["@+draft/react=x TAGMSG #room", "PRIVMSG #room :\x01PING 1\x01"]) {
      const id = saidBy(room.bob, line);
      expect(room.bob.ask(`REDACT #room ${id}`)).toEqual([unknown("#room", id)]);
    }
    const { bob: unkept } = openRoomAsking(caps, "", { history: { lines: 0 } });
    const id = saidBy(unkept, "PRIVMSG #room :oops");
    expect(unkept.ask(`REDACT #room ${id}`)).toEqual([unknown("#room", id)]);
  });

  test("is tagged with who takes it back, and has no id of its own", () => {
    const { network, alice: operator, bob: said } = openRoomAsking(`${caps} account-tag server-time`);
    const id = saidBy(said, "PRIVMSG #room :oops");
    logIn(network, operator, "Alice");
    operator.read();
    expect(operator.ask(`REDACT #room ${id}`).map(tagged)).toEqual([
      { tags: { time: "2023-11-14T22:13:20.000Z", account: "Alice" }, line: `:${alice} REDACT #room ${id}` },
    ]);
  });

  // labeled-response.md
  test("answers a label with the REDACT itself", () => {
    const room = openRoomAsking(`${caps} labeled-response batch`);
    const id = saidBy(room.bob, "PRIVMSG #room :oops");
    expect(room.bob.ask(`@label=r REDACT #room ${id}`)).toEqual([`@label=r :${bob} REDACT #room ${id}`]);
    expect(room.bob.ask(`@label=r REDACT #room ${id}`)).toEqual([`@label=r ${unknown("#room", id)}`]);
  });
});

// "After a message is redacted, chathistory responses SHOULD either: exclude it entirely …": ours do.
describe("from what is shown of the past it is gone", () => {
  test("for all who may read it, however they ask, and nothing else is", () => {
    const {
      network,
      bob: said,
      alice: operator,
    } = openRoomAsking(`${caps} batch server-time`, "", {
      history: { onJoin: 10 },
    });
    const [, id] = ["before", "oops", "after"].map((text) => saidBy(said, `PRIVMSG #room :${text}`));
    said.send(`REDACT #room ${id}`);
    const person = network.open({ console: true });
    const late = network.connect("late");
    const views = [
      remembered(operator, "#room"),
      late.ask("JOIN #room").join("\n"),
      person.ask("/nick erin", "/join room").join("\n"),
      person.ask("/history room").join("\n"),
    ];
    for (const view of views) {
      expect(view).toMatch(/before[\s\S]*after/);
      expect(view).not.toContain("oops");
    }
  });

  test("between two, for both", () => {
    const room = openRoomAsking(caps);
    const id = saidBy(room.bob, "PRIVMSG carol :oops");
    room.carol.read();
    const line = `:${bob} REDACT carol ${id}`;
    expect(room.bob.ask(`REDACT carol ${id}`)).toEqual([line]);
    expect(room.carol.read()).toEqual([line]);
    expect(remembered(room.bob, "carol")).not.toContain("oops");
    expect(remembered(room.carol, "bob")).not.toContain("oops");
    expect(room.alice.read()).toEqual([]);
  });

  test("to oneself, told of once", () => {
    const { bob: said } = openRoomAsking(caps);
    const id = saidBy(said, "PRIVMSG bob :note");
    expect(said.ask(`REDACT bob ${id}`)).toEqual([`:${bob} REDACT bob ${id}`]);
    expect(remembered(said, "bob")).not.toContain("note");
  });

  test("even from an answer that is under way", () => {
    const { alice: operator, bob: reader } = openRoomAsking(`${caps} batch`, "", {
      connections: { sendq: 4096 },
    });
    const ids: string[] = [];
    for (let i = 0; i < 100; i += 1) {
      ids.push(saidBy(operator, `PRIVMSG #room :${i} ${"x".repeat(100)}`));
      reader.read();
    }
    reader.reading = false;
    reader.send("HISTORY #room 100");
    operator.send(`REDACT #room ${ids[99]}`);
    reader.resumeReading();
    const shown = reader.read().filter((line) => line.includes(" <alice> "));
    expect(shown).toHaveLength(99);
    expect(shown.at(-1)).toContain(" 98 x");
  });

  test("under the name the channel has now", () => {
    const room = openRoomAsking(`${caps} draft/channel-rename`);
    const [plain, toOps] = [saidBy(room.bob, "PRIVMSG #room :a"), saidBy(room.bob, "PRIVMSG @#room :b")];
    room.alice.send("RENAME #room #hall");
    room.bob.read();
    expect(room.bob.ask(`REDACT #hall ${plain}`, `REDACT @#hall ${toOps}`)).toEqual([
      `:${bob} REDACT #hall ${plain}`,
      `:${bob} REDACT @#hall ${toOps}`,
    ]);
  });
});

describe("who is told of it, as of the message", () => {
  test("of what was said to operators, they and who said it", () => {
    const room = openRoomAsking(caps);
    const id = saidBy(room.bob, "PRIVMSG @#room :psst");
    for (const client of [room.alice, room.carol]) client.read();
    const line = `:${bob} REDACT @#room ${id}`;
    expect(room.bob.ask(`REDACT @#room ${id}`)).toEqual([line]);
    expect([room.alice.read(), room.carol.read()]).toEqual([[line], []]);
  });

  test("of what +U let operators alone hear, they and who said it", () => {
    const room = openRoomAsking(caps, "+mU");
    const id = saidBy(room.bob, "PRIVMSG #room :may I speak?");
    for (const client of [room.bob, room.carol]) client.read();
    const line = `:${alice} REDACT #room ${id}`;
    expect(room.alice.ask(`REDACT #room ${id}`)).toEqual([line]);
    expect([room.bob.read(), room.carol.read()]).toEqual([[line], []]);
  });

  test("not who is deaf to channels", () => {
    const room = openRoomAsking(caps);
    const id = saidBy(room.bob, "PRIVMSG #room :oops");
    room.carol.ask("MODE carol +D");
    room.bob.send(`REDACT #room ${id}`);
    expect(room.carol.read()).toEqual([]);
  });

  test("under +u all, and under +D who takes it back is shown to them first", () => {
    const room = openRoomAsking(caps, "+u");
    const id = saidBy(room.bob, "PRIVMSG #room :oops");
    room.bob.send(`REDACT #room ${id}`);
    expect(room.carol.read().at(-1)).toBe(`:${bob} REDACT #room ${id}`);

    const delayed = openRoomAsking(caps, "+D");
    const theirs = saidBy(delayed.bob, "PRIVMSG #room :oops");
    for (const client of [delayed.bob, delayed.dave]) logIn(delayed.network, client, "Shared");
    const before = saidBy(delayed.bob, "PRIVMSG #room :of the account");
    delayed.dave.send("JOIN #room");
    delayed.carol.read();
    delayed.dave.send(`REDACT #room ${theirs}`, `REDACT #room ${before}`);
    expect(delayed.carol.read()).toEqual([`:${dave} JOIN #room`, `:${dave} REDACT #room ${before}`]);
  });

  test("not who has silenced the other, who is not to learn of that", () => {
    const room = openRoomAsking(caps);
    const id = saidBy(room.bob, "PRIVMSG carol :oops");
    room.carol.send("SILENCE +bob!*@*");
    room.carol.read();
    expect(room.bob.ask(`REDACT carol ${id} :sorry`)).toEqual([`:${bob} REDACT carol ${id} :sorry`]);
    expect(room.carol.read()).toEqual([]);
    expect(remembered(room.carol, "bob")).not.toContain("oops");
  });
});

// "Clients MUST ignore this capability's value, if any": it has none.
test("the capability is offered without a value", () => {
  const words = new TestNetwork().open().ask("CAP LS 302").join(" ").split(" ");
  expect(words).toContain("draft/message-redaction");
});
