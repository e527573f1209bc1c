import { describe, expect, test } from "vitest";
import { bob, carol, openRoomAsking } from "../kit/asking-room.ts";
import type { TestClient } from "../kit/client.ts";
import { enterLate, lateNetwork } from "../kit/late-log.ts";
import { logIn } from "../kit/log-in.ts";
import { saidBy } from "../kit/said-by.ts";

// message-redaction.md, "Errors" and "Server implementation considerations": who may take back what.

const caps = "draft/message-redaction message-tags echo-message";
const fail = (code: string, params: string, text: string) =>
  `:irc.test FAIL REDACT ${code} ${params} :${text}`;
const invalid = (target: string) =>
  fail("INVALID_TARGET", target, `You cannot delete messages from ${target}`);
const unknown = (target: string, id: string) =>
  fail("UNKNOWN_MSGID", `${target} ${id}`, "This message does not exist or is too old");
const forbidden = (target: string, id: string) =>
  fail("REDACT_FORBIDDEN", `${target} ${id}`, "You are not authorised to delete this message");
const expired = (target: string, id: string, seconds: number) =>
  fail("REDACT_WINDOW_EXPIRED", `${target} ${id} ${seconds}`, "You can no longer edit this message");

/** True while the reader is shown a text of the past. */
function remembers(reader: TestClient, target: string, text: string): boolean {
  return reader.ask(`HISTORY ${target}`).join("\n").includes(text);
}

describe("a message may be taken back", () => {
  test("by who said it, under another nick too, and by whoever is in the account it was said in", () => {
    const { network, bob: author, carol: other } = openRoomAsking(caps);
    const before = saidBy(author, "PRIVMSG #room :one");
    author.ask("NICK robert");
    expect(author.ask(`REDACT #room ${before}`)).toHaveLength(1);
    logIn(network, author, "Bob");
    const [first, second] = [saidBy(author, "PRIVMSG #room :two"), saidBy(author, "PRIVMSG #room :three")];
    author.send("QUIT");
    other.read();
    expect(other.ask(`REDACT #room ${first}`)).toEqual([forbidden("#room", first)]);
    logIn(network, other, "Bob");
    expect(other.ask(`REDACT #room ${second}`)).toEqual([`:${carol} REDACT #room ${second}`]);
  });

  test("not by who has the nick it was said under now", () => {
    const { bob: author, carol: other } = openRoomAsking(caps);
    const id = saidBy(author, "PRIVMSG #room :one");
    author.send("NICK robert");
    other.ask("NICK bob");
    expect(other.ask(`REDACT #room ${id}`)).toEqual([forbidden("#room", id)]);
  });

  // "Allowing channel moderators … to delete unwelcome messages from others"
  test("as with KICK: by a half-operator and up, and of nobody who ranks higher", () => {
    const { alice: operator, bob: half, carol: voiced } = openRoomAsking(caps, "+hv bob carol");
    const [byOperator, byHalf, byVoiced] = [
      saidBy(operator, "PRIVMSG #room :operator"),
      saidBy(half, "PRIVMSG #room :half"),
      saidBy(voiced, "PRIVMSG #room :voiced"),
    ];
    expect(half.ask(`REDACT #room ${byOperator}`)).toEqual([forbidden("#room", byOperator)]);
    expect(voiced.ask(`REDACT #room ${byHalf}`)).toEqual([forbidden("#room", byHalf)]);
    expect(half.ask(`REDACT #room ${byVoiced}`)).toEqual([`:${bob} REDACT #room ${byVoiced}`]);
    expect(operator.ask(`REDACT #room ${byHalf}`)).toHaveLength(1);
    const left = saidBy(operator, "PRIVMSG #room :gone soon");
    operator.send("PART #room");
    expect(half.ask(`REDACT #room ${left}`).at(-1)).toBe(`:${bob} REDACT #room ${left}`);
  });

  test("between two by who said it alone", () => {
    const { alice: operator, bob: author, carol: other } = openRoomAsking(caps);
    const id = saidBy(author, "PRIVMSG carol :private");
    expect(other.ask(`REDACT bob ${id}`)).toEqual([forbidden("bob", id)]);
    expect(operator.ask(`REDACT bob ${id}`, `REDACT carol ${id}`)).toEqual([
      unknown("bob", id),
      unknown("carol", id),
    ]);
    expect(remembers(other, "bob", "private")).toBe(true);
  });
});

// "Specifying a cut-off time after which message edits are no longer allowed"
test("history.redactSeconds is how long who said something has, and no limit for operators", () => {
  const {
    network,
    alice: operator,
    bob: author,
  } = openRoomAsking(caps, "", { history: { redactSeconds: 60 } });
  const [first, second] = [saidBy(author, "PRIVMSG #room :one"), saidBy(author, "PRIVMSG #room :two")];
  network.advance(60_000);
  expect(author.ask(`REDACT #room ${first}`)).toEqual([`:${bob} REDACT #room ${first}`]);
  network.advance(1);
  expect(author.ask(`REDACT #room ${second}`)).toEqual([expired("#room", second, 60)]);
  expect(operator.ask(`REDACT #room ${second}`)).toHaveLength(1);
});

describe("who may not speak may not take anything back", () => {
  test.each(["+m", "+b bob!*@*", "+b m:bob!*@*", "+M"])("under %s", (modes) => {
    const { alice: operator, bob: author } = openRoomAsking(caps);
    const id = saidBy(author, "PRIVMSG #room :oops");
    operator.send(`MODE #room ${modes}`);
    author.read();
    expect(author.ask(`REDACT #room ${id} :words`)).toEqual([forbidden("#room", id)]);
    operator.send("MODE #room +v bob");
    author.read();
    expect(author.ask(`REDACT #room ${id}`)).toHaveLength(1);
  });

  test("nor under +U, where operators would hear it", () => {
    const { bob: author } = openRoomAsking(caps, "+mU");
    const id = saidBy(author, "PRIVMSG #room :oops");
    expect(author.ask(`REDACT #room ${id}`)).toEqual([forbidden("#room", id)]);
  });

  test("nor with a reason that could not be said", () => {
    const { bob: author } = openRoomAsking(caps, "+c");
    const id = saidBy(author, "PRIVMSG #room :oops");
    expect(author.ask(`REDACT #room ${id} :\x034red`)).toEqual([forbidden("#room", id)]);
    expect(author.ask(`REDACT #room ${id} :red`)).toHaveLength(1);
  });

  test.each(["+g", "+R"])("nor to somebody with %s", (mode) => {
    const { bob: author, carol: other } = openRoomAsking(caps);
    const id = saidBy(author, "PRIVMSG carol :oops");
    other.ask(`MODE carol ${mode}`);
    expect(author.ask(`REDACT carol ${id} :words`)).toEqual([forbidden("carol", id)]);
    expect(other.read()).toEqual([]);
  });
});

// "they should consider whether errors returned on REDACT may leak a message's existence to users who did not receive it"
// HOSTILE: "other channel's msgid, another's DM, expired, twice, by op of a different channel".
describe("a message one may not read is answered as one that is not there", () => {
  test("in a channel one is not in, whether there is one or not", () => {
    const { alice: operator, bob: author, dave: outside } = openRoomAsking(caps);
    const id = saidBy(author, "PRIVMSG #room :secret");
    const none = "t-none-1";
    expect(outside.ask(`REDACT #room ${id}`, `REDACT #room ${none}`, `REDACT #none ${id}`)).toEqual([
      invalid("#room"),
      invalid("#room"),
      invalid("#none"),
    ]);
    operator.send("MODE #room +s");
    expect(outside.ask(`REDACT #ROOM ${id}`, `REDACT @#ROOM ${id}`)).toEqual([
      invalid("#ROOM"),
      invalid("@#ROOM"),
    ]);
    author.send("PART #room");
    author.read();
    expect(author.ask(`REDACT #room ${id}`)).toEqual([invalid("#room")]);
    expect(remembers(operator, "#room", "secret")).toBe(true);
  });

  test("by way of another channel, as its operator too", () => {
    const { alice: operator, bob: author, dave: outside } = openRoomAsking(caps);
    const id = saidBy(author, "PRIVMSG #room :secret");
    outside.ask("JOIN #other");
    expect(outside.ask(`REDACT #other ${id}`)).toEqual([unknown("#other", id)]);
    expect(remembers(operator, "#room", "secret")).toBe(true);
  });

  test("said to a status one has not, or under the name of one it was not said to", () => {
    const { alice: operator, bob: half, carol: plain } = openRoomAsking(caps, "+h bob");
    const toOps = saidBy(operator, "PRIVMSG @#room :secret");
    const toAll = saidBy(plain, "PRIVMSG #room :open");
    for (const client of [half, plain]) client.read();
    for (const client of [half, plain]) {
      for (const target of ["#room", "@#room"])
        expect(client.ask(`REDACT ${target} ${toOps}`)).toEqual([unknown(target, toOps)]);
    }
    expect(operator.ask(`REDACT @#room ${toAll}`)).toEqual([unknown("@#room", toAll)]);
    expect(remembers(operator, "#room", "secret")).toBe(true);
  });

  test("said before one was put out, even one's own", () => {
    const { alice: operator, bob: author } = openRoomAsking(caps);
    const id = saidBy(author, "PRIVMSG #room :before");
    operator.send("KICK #room bob");
    author.send("JOIN #room");
    operator.send("MODE #room +o bob");
    author.read();
    expect(author.ask(`REDACT #room ${id}`)).toEqual([unknown("#room", id)]);
    expect(remembers(operator, "#room", "before")).toBe(true);
  });

  test("said in a channel of that name that is gone", () => {
    const { dave: only } = openRoomAsking(caps);
    only.ask("JOIN #other");
    const id = saidBy(only, "PRIVMSG #other :before");
    only.ask("PART #other", "JOIN #other");
    expect(only.ask(`REDACT #other ${id}`)).toEqual([unknown("#other", id)]);
  });

  test("and so is one that has been taken back", () => {
    const { alice: operator, bob: author } = openRoomAsking(caps);
    const id = saidBy(author, "PRIVMSG #room :oops");
    author.ask(`REDACT #room ${id}`);
    operator.read();
    expect(operator.ask(`REDACT #room ${id}`)).toEqual([unknown("#room", id)]);
    expect(author.ask(`REDACT #room ${id}`)).toEqual([unknown("#room", id)]);
  });
});

test.each(["nobody", "$*.test", "bob!bob@nowhere", "x,#room", "@bob", "#"])("%s is no target", (target) => {
  const { bob: author } = openRoomAsking(caps);
  const id = saidBy(author, "PRIVMSG #room :oops");
  expect(author.ask(`REDACT ${target} ${id}`)).toEqual([invalid(target)]);
});

test("what is no id is unknown, and not enough is 461", () => {
  const { bob: author } = openRoomAsking(caps);
  for (const id of ["1", "' OR 1=1", "%", "*", "x".repeat(200)])
    expect(author.ask(`REDACT #room ${id}`)).toEqual([unknown("#room", id.split(" ")[0] ?? "")]);
  expect(author.ask("REDACT #room :")).toEqual([unknown("#room", "*")]);
  expect(author.numerics("REDACT", "REDACT #room")).toEqual(
    Array(2).fill("461 REDACT :Not enough parameters"),
  );
});

describe("what is true when its entry comes decides, not what was when it was asked", () => {
  /** A node whose log is elsewhere: alice is the operator of #room, bob has said something there. */
  function far() {
    const late = lateNetwork({ unlimited: true });
    const { log, network } = late;
    const enter = (nick: string) => enterLate(late, nick, caps);
    const [alice, bob, carol] = [enter("alice"), enter("bob"), enter("carol")];
    /** Says something where that takes as long as it takes. */
    const say = (client: TestClient, line: string) => {
      client.send(line);
      log.arrive();
      return /msgid=([^; ]+)/.exec(client.read().at(-1) ?? "")?.[1] ?? "";
    };
    const id = say(bob, "PRIVMSG #room :oops");
    for (const client of [alice, bob, carol]) client.read();
    network.now += 1;
    /** The first does something, then the second asks; the entries of both come in that order. */
    const race = (first: TestClient, line: string, second: TestClient, redact: string) => {
      first.send(line);
      second.send(redact);
      log.arrive();
      return second.read().at(-1);
    };
    return { log, network, alice, bob, carol, id, say, race };
  }

  test("who was muted meanwhile is refused, and so is who lost their status", () => {
    const { race, alice, bob, carol, id, say } = far();
    say(alice, "MODE #room +h carol");
    expect(race(alice, "MODE #room -h carol", carol, `REDACT #room ${id}`)).toBe(forbidden("#room", id));
    expect(race(alice, "MODE #room +m", bob, `REDACT #room ${id}`)).toBe(forbidden("#room", id));
    expect(remembers(alice, "#room", "oops")).toBe(true);
  });

  test("who was put out meanwhile is refused, and who is back again finds nothing", () => {
    const { log, network, race, alice, bob, carol, id, say } = far();
    expect(race(alice, "KICK #room bob", bob, `REDACT #room ${id}`)).toBe(invalid("#room"));
    say(bob, "JOIN #room");
    const again = say(bob, "PRIVMSG #room :again");
    network.makeOperator(carol);
    log.arrive();
    network.now += 1;
    alice.send("KICK #room bob");
    carol.send("SAJOIN bob #room");
    bob.send(`REDACT #room ${again}`);
    log.arrive();
    expect(bob.read().at(-1)).toBe(unknown("#room", again));
    expect(remembers(alice, "#room", "again")).toBe(true);
  });

  test("of two who ask for the same, the second finds nothing", () => {
    const { log, alice, bob, carol, id } = far();
    alice.send(`REDACT #room ${id}`);
    bob.send(`REDACT #room ${id}`);
    log.arrive();
    expect(bob.read().map((line) => line.split(" ")[1])).toEqual(["REDACT", "FAIL"]);
    expect(carol.read()).toHaveLength(1);
  });

  test("where the channel got another name meanwhile, nothing of it is taken back", () => {
    const { race, alice, bob, id } = far();
    expect(race(alice, "RENAME #room #hall", bob, `REDACT #room ${id}`)).toBe(invalid("#room"));
    expect(remembers(alice, "#hall", "oops")).toBe(true);
  });

  test("whoever has the nick meanwhile is somebody else", () => {
    const { log, alice, bob, carol, say } = far();
    const id = say(bob, "PRIVMSG carol :oops");
    carol.send("NICK other");
    alice.send("NICK carol");
    bob.send(`REDACT carol ${id}`);
    log.arrive();
    expect(bob.read().at(-1)).toBe(unknown("carol", id));
    expect(alice.read().join("\n")).not.toContain("REDACT");
  });
});
