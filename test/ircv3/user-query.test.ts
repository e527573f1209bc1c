import { describe, expect, test } from "vitest";
import type { TestClient } from "../kit/client.ts";
import { comeAs } from "../kit/come-as.ts";
import { logIn } from "../kit/log-in.ts";
import { TestNetwork } from "../kit/network.ts";

// Proposal 569.

const caps = "draft/user-query";
const opened = (nick: string) => `:irc.test USERQUERY OPEN :${nick}`;
const closed = (nick: string) => `:irc.test USERQUERY CLOSE :${nick}`;
const fail = (subcommand: string, rest: string) => `:irc.test FAIL USERQUERY ${subcommand} ${rest}`;

/** A client of an account, with nothing left to read. */
function device(network: TestNetwork, account: string, asked = caps): TestClient {
  const client = comeAs(network, account, { caps: asked });
  client.read();
  return client;
}

/** The nicks of what is open. */
function listed(client: TestClient): string[] {
  return client.ask("USERQUERY LIST").map((line) => line.replace(/^.* USERQUERY LIST :/, ""));
}

// "The draft/user-query capability MUST be negotiated before using the USERQUERY command, and affects which messages are
// sent by the server"
describe("without the capability", () => {
  test("there is no such command, and nothing is told", () => {
    const network = new TestNetwork();
    const [alice, bob] = [network.connect("alice"), network.connect("bob")];
    for (const line of ["USERQUERY LIST", "USERQUERY OPEN bob"])
      expect(alice.ask(line)).toEqual([":irc.test 421 alice USERQUERY :Unknown command"]);
    bob.send("PRIVMSG alice :hi");
    expect(alice.read()).toEqual(
      [":bob!bob@192.0.2.2 PRIVMSG alice :hi"].map((line) => line.replace("2.2", "2.3")),
    );
  });

  test("what was opened meanwhile is known to who asks for it later", () => {
    const network = new TestNetwork();
    const [alice, bob] = [network.connect("alice"), network.connect("bob")];
    bob.send("PRIVMSG alice :hi");
    alice.ask(`CAP REQ ${caps}`);
    expect(listed(alice)).toEqual(["bob"]);
  });
});

// "The server MUST reply to a successful USERQUERY LIST sub-command with a draft/user-query-list batch if the batch
// capability has been negotiated. The batch MUST contain any number of USERQUERY LIST replies"
describe("USERQUERY LIST", () => {
  test("is a batch for who knows batches, an empty one too", () => {
    const alice = new TestNetwork().connect("alice", { caps: `${caps} batch` });
    const batch = () => {
      const lines = alice.ask("USERQUERY LIST");
      const ref = /^:irc.test BATCH \+(\S+) draft\/user-query-list$/.exec(lines[0] ?? "")?.[1];
      expect(lines.at(-1)).toBe(`:irc.test BATCH -${ref}`);
      return lines.slice(1, -1).map((line) => line.replace(`@batch=${ref} `, ""));
    };
    expect(batch()).toEqual([]);
    alice.ask("USERQUERY OPEN gustave", "USERQUERY OPEN aline");
    expect(batch()).toEqual([":irc.test USERQUERY LIST :gustave", ":irc.test USERQUERY LIST :aline"]);
  });

  test("is lines for who knows none", () => {
    const alice = new TestNetwork().connect("alice", { caps });
    expect(alice.ask("USERQUERY LIST")).toEqual([]);
    alice.ask("USERQUERY OPEN gustave");
    expect(alice.ask("USERQUERY LIST")).toEqual([":irc.test USERQUERY LIST :gustave"]);
  });
});

// "The server MUST reply to a successful USERQUERY OPEN client set command using a USERQUERY OPEN server sub-command, or
// using an error message."; CLOSE "has the same syntax and behavior".
describe("USERQUERY OPEN and CLOSE", () => {
  test("are answered by the same, and by their codes where it is so already", () => {
    const alice = new TestNetwork().connect("alice", { caps });
    expect(
      alice.ask(
        "USERQUERY OPEN sophie",
        "USERQUERY open SOPHIE",
        "USERQUERY CLOSE Sophie",
        "USERQUERY close sophie",
      ),
    ).toEqual([
      opened("sophie"),
      fail("OPEN", "ALREADY_OPENED SOPHIE :This user query was already opened"),
      closed("Sophie"),
      fail("CLOSE", "ALREADY_CLOSED sophie :This user query was already closed"),
    ]);
    expect(listed(alice)).toEqual([]);
  });

  test("are answered with the label of the line", () => {
    const alice = new TestNetwork().connect("alice", { caps: `${caps} batch labeled-response` });
    expect(alice.ask("@label=x USERQUERY OPEN sophie")).toEqual([`@label=x ${opened("sophie")}`]);
  });

  // "Servers SHOULD broadcast the USERQUERY OPEN notification to all clients connected under the same account."
  test("are told to all clients of the account that asked for it, and to nobody else", () => {
    const network = new TestNetwork();
    const [phone, desk, old] = [
      device(network, "alice"),
      device(network, "alice"),
      device(network, "alice", "batch"),
    ];
    const other = network.connect("other", { caps });
    for (const client of [phone, desk, old]) client.read();
    expect(phone.ask("USERQUERY OPEN sophie")).toEqual([opened("sophie")]);
    expect(desk.read()).toEqual([opened("sophie")]);
    expect(desk.ask("USERQUERY CLOSE sophie")).toEqual([closed("sophie")]);
    expect(phone.read()).toEqual([closed("sophie")]);
    expect([old.read(), other.read()]).toEqual([[], []]);
  });

  test("are told to every user of the account where each client is one of its own", () => {
    const network = new TestNetwork({ sessions: { multiclient: "off" } });
    const [one, two] = [network.connect("one", { caps }), network.connect("two", { caps })];
    for (const client of [one, two]) {
      logIn(network, client, "alice");
      client.read();
    }
    one.send("USERQUERY OPEN sophie");
    expect(two.read()).toEqual([opened("sophie")]);
    expect(listed(two)).toEqual(["sophie"]);
  });
});

// "The user queries opened by a user MUST NOT be disclosed to other users by the server without an explicit opt-in."
test("what somebody has open is nobody else's business, operators' neither, nor whether the nick is in use", () => {
  const network = new TestNetwork();
  const [alice, bob] = [network.connect("alice", { caps }), network.connect("bob", { caps })];
  network.makeOperator(bob);
  bob.read();
  expect(alice.ask("USERQUERY OPEN bob", "USERQUERY OPEN nobody")).toEqual([opened("bob"), opened("nobody")]);
  expect(listed(bob)).toEqual([]);
  expect(bob.ask("WHOIS alice").join("\n")).not.toContain("nobody");
  expect(bob.read()).toEqual([]);
});

// "If a PRIVMSG is sent to the user while no user query is opened, the server automatically opens a user query before
// dispatching the message."
describe("a message opens a conversation", () => {
  test("before it comes, once, on all clients of the account", () => {
    const network = new TestNetwork();
    const [phone, desk] = [device(network, "yannick"), device(network, "yannick")];
    const sophie = network.connect("sophie", { caps });
    for (const client of [phone, desk]) client.read();
    expect(sophie.ask("PRIVMSG yannick :Hi there!", "PRIVMSG yannick :Hello?")).toEqual([]);
    const lines = [
      opened("sophie"),
      expect.stringMatching(/^:sophie!\S+ PRIVMSG yannick :Hi there!$/),
      expect.stringMatching(/^:sophie!\S+ PRIVMSG yannick :Hello\?$/),
    ];
    expect([phone.read(), desk.read()]).toEqual([lines, lines]);
    desk.ask("USERQUERY CLOSE sophie");
    phone.read();
    sophie.send("PRIVMSG yannick :again");
    expect(phone.read()[0]).toBe(opened("sophie"));
    expect(listed(sophie)).toEqual([]);
  });

  test("a message of several lines does, a NOTICE, tags alone and one to a channel do not", () => {
    const network = new TestNetwork();
    const alice = network.connect("alice", { caps: `${caps} message-tags` });
    const bob = network.connect("bob", { caps: "message-tags batch draft/multiline" });
    for (const client of [alice, bob]) client.send("JOIN #room");
    bob.send("NOTICE alice :hi", "@+typing=active TAGMSG alice", "PRIVMSG #room :hi");
    expect(listed(alice)).not.toContain("bob");
    bob.send(
      "BATCH +1 draft/multiline alice",
      "@batch=1 PRIVMSG alice :a",
      "@batch=1 PRIVMSG alice :b",
      "BATCH -1",
    );
    expect(alice.read()[0]).toBe(opened("bob"));
  });

  test("one that does not come does not", () => {
    const network = new TestNetwork();
    const [alice, bob] = [network.connect("alice", { caps }), network.connect("bob")];
    alice.ask("SILENCE +bob!*@*");
    bob.send("PRIVMSG alice :hi");
    alice.ask("SILENCE -bob!*@*", "MODE alice +g");
    bob.send("PRIVMSG alice :hi");
    expect(alice.read().join("\n")).not.toContain("USERQUERY");
    expect(listed(alice)).toEqual([]);
  });
});

// "e.g., an unknown subcommand, missing parameters, excess parameters, parameters that cannot be parsed, or invalid
// nickname, the INVALID_PARAMS error code SHOULD be returned"
test.each([
  ["USERQUERY", "* INVALID_PARAMS"],
  ["USERQUERY FOO", "FOO INVALID_PARAMS"],
  ["USERQUERY FOO bar", "FOO INVALID_PARAMS bar"],
  ["USERQUERY LIST bob", "LIST INVALID_PARAMS bob"],
  ["USERQUERY OPEN", "OPEN INVALID_PARAMS"],
  ["USERQUERY CLOSE", "CLOSE INVALID_PARAMS"],
  ["USERQUERY OPEN bob carol", "OPEN INVALID_PARAMS carol"],
  ["USERQUERY OPEN #room", "OPEN INVALID_PARAMS #room"],
  ["USERQUERY CLOSE b!b@c", "CLOSE INVALID_PARAMS b!b@c"],
  ["USERQUERY OPEN bob,carol", "OPEN INVALID_PARAMS bob,carol"],
])("%s is invalid", (line, params) => {
  const alice = new TestNetwork().connect("alice", { caps });
  expect(alice.ask(line)).toEqual([fail("", `${params} :Invalid parameters`).replace("  ", " ")]);
  expect(listed(alice)).toEqual([]);
});

// "If the user query cannot be opened or closed due to an error, the INTERNAL_ERROR error code SHOULD be returned."
test("where REHASH has switched it off while a line was under way, it fails", async () => {
  const network = new TestNetwork();
  const alice = network.connect("alice", { caps });
  network.config = { ...network.config, limits: { userQueries: 0 } };
  await network.node.rehash();
  alice.read();
  const line = { command: "USERQUERY", params: ["OPEN", "bob"] };
  const origin = { node: "irc.test", epoch: "t", session: alice.session.id, line: 0 };
  network.node.log.append(origin, { type: "line", message: line });
  expect(alice.read()).toEqual([
    fail("OPEN", "INTERNAL_ERROR bob :The user query could not be opened or closed"),
  ]);
});

// "Servers SHOULD automatically close old user queries to prevent the list of user queries from growing unbounded."
test("past limits.userQueries the one opened first is closed, and that is told", () => {
  const network = new TestNetwork({ limits: { userQueries: 2 } });
  const alice = network.connect("alice", { caps });
  alice.ask("USERQUERY OPEN a", "USERQUERY OPEN b");
  expect(alice.ask("USERQUERY OPEN c")).toEqual([closed("a"), opened("c")]);
  network.connect("dave").send("PRIVMSG alice :hi");
  expect(alice.read().slice(0, 2)).toEqual([closed("b"), opened("dave")]);
  expect(listed(alice)).toEqual(["c", "dave"]);
});

describe("what is open", () => {
  test("is the account's: who logs in brings theirs along, and who comes again finds it", () => {
    const network = new TestNetwork();
    const first = device(network, "alice");
    first.ask("USERQUERY OPEN bob");
    first.send("QUIT");
    const guest = network.connect("guest", { caps });
    guest.ask("USERQUERY OPEN carol", "USERQUERY OPEN bob");
    logIn(network, guest, "alice");
    expect(guest.read().filter((line) => line.includes("USERQUERY"))).toEqual([opened("carol")]);
    expect(listed(guest)).toEqual(["bob", "carol"]);
    logIn(network, guest, undefined);
    guest.read();
    expect(listed(guest)).toEqual([]);
  });
});

test("the capability is offered without a value, and not where none are kept", () => {
  const words = new TestNetwork().open().ask("CAP LS 302").join(" ").split(" ");
  expect(words).toContain(caps);
});
