import { describe, expect, test } from "vitest";
import { comeAs } from "../kit/come-as.ts";
import { FarNode } from "../kit/far-node.ts";
import { TestNetwork } from "../kit/network.ts";

/** Alice on two devices, in #room with bob; everything read. */
function twoDevices(config = {}) {
  const network = new TestNetwork(config);
  const bob = network.connect("bob", { caps: "away-notify account-notify" });
  const phone = comeAs(network, "alice", { device: "phone", address: "203.0.113.1" });
  phone.send("JOIN #room");
  bob.send("JOIN #room", "MONITOR + alice");
  const desk = comeAs(network, "alice", { device: "desk", address: "203.0.113.2" });
  for (const client of [bob, phone]) client.read();
  return { network, bob, phone, desk };
}

describe("a client that logs in to the account of somebody who is there", () => {
  test("is one more session of them: it reads the welcome, its channels, and nobody else notices", () => {
    const { network, bob, phone, desk } = twoDevices();
    const burst = desk.read();
    expect(burst.find((line) => line.includes(" 001 "))).toContain("alice!alice@203.0.113.1");
    const begin = burst.findIndex((line) => line.includes(" 376 ") || line.includes(" 422 "));
    expect(burst.slice(begin + 1)).toEqual([
      ":irc.test 221 alice +r",
      ":alice!alice@203.0.113.1 JOIN #room",
      ":irc.test 353 alice = #room :@alice bob",
      ":irc.test 366 alice #room :End of /NAMES list",
    ]);
    expect([bob.read(), phone.read()]).toEqual([[], []]);
    expect(network.node.world.users.size).toBe(2);
  });

  test("comes to them whatever nick it asks for, and is told the one they have", () => {
    const { network } = twoDevices();
    const web = comeAs(network, "ALICE", { nick: "alice_" });
    expect(web.read().find((line) => line.includes(" 001 "))).toMatch(/ 001 alice :/);
  });

  test("is somebody else where nicks are not shared, and does not get the nick", () => {
    const { network } = twoDevices({ sessions: { multiclient: "off" } });
    expect(network.node.world.users.size).toBe(2);
    const other = comeAs(network, "alice", { nick: "other" });
    expect(other.read().find((line) => line.includes(" 001 "))).toMatch(/ 001 other :/);
    expect(comeAs(network, "alice").read()).toContainEqual(expect.stringContaining(" 433 * alice "));
  });

  test("is sent the topic, and no names if it asks for none", () => {
    const { network, phone } = twoDevices();
    phone.send("TOPIC #room :plans");
    const web = comeAs(network, "alice", { caps: "no-implicit-names extended-join" }).read();
    const joined = web.indexOf(":alice!alice@203.0.113.1 JOIN #room alice :alice Example");
    expect(web.slice(joined + 1).map((line) => line.split(" ")[1])).toEqual(["332", "333"]);
  });

  test("may be one too many", () => {
    const { network } = twoDevices({ sessions: { perAccount: 2 } });
    const third = comeAs(network, "alice", { address: "192.0.2.50" });
    expect(third.read().at(-1)).toBe("ERROR :Closing Link: 192.0.2.50 (Too many sessions of your account)");
    expect(third.ended).toBe(true);
    expect(network.node.world.userByNick("alice")?.sessions).toHaveLength(2);
  });

  test("must be on TLS where they are in a channel for TLS only", () => {
    const network = new TestNetwork();
    const first = comeAs(network, "alice", { tls: true });
    first.send("JOIN #safe", "MODE #safe +z");
    const plain = comeAs(network, "alice");
    expect(plain.read().at(-1)).toContain("You are in #safe, which is for TLS only: connect with TLS");
    expect(comeAs(network, "alice", { tls: true }).read().join("\n")).toContain(" JOIN #safe");
  });

  test("without TLS takes mode z from them until it has gone", () => {
    const network = new TestNetwork();
    const safe = comeAs(network, "alice", { tls: true });
    safe.read();
    const plain = comeAs(network, "alice");
    expect(safe.read()).toEqual([":alice!alice@192.0.2.2 MODE alice :-z"]);
    plain.send("QUIT");
    expect(safe.read()).toEqual([":alice!alice@192.0.2.2 MODE alice :+z"]);
  });

  test("is waited for: the nick is not refused to who may log in yet", () => {
    const { network } = twoDevices();
    const client = network.open();
    expect(client.ask("CAP LS 302", "NICK alice").filter((line) => line.includes(" 433 "))).toEqual([]);
    client.send("USER x 0 * :X");
    expect(client.ask("CAP END")).toEqual([":irc.test 433 * alice :Nickname is already in use"]);
    expect(client.ask("NICK mallory").join("\n")).toContain(" 001 mallory ");
    expect(network.open().ask("NICK alice")).toEqual([":irc.test 433 * alice :Nickname is already in use"]);
  });

  test("does not get round a ban: each address of theirs counts", () => {
    const { network, bob } = twoDevices();
    const op = network.connect("op");
    op.send("JOIN #other", "MODE #other +b *!*@203.0.113.2");
    const [alice] = [network.node.world.userByNick("alice")];
    expect(alice?.sessions.map(({ address }) => address)).toEqual(["203.0.113.1", "203.0.113.2"]);
    const phone = network.node.host.sessions.get(alice?.sessions[0]?.id ?? ("" as never));
    phone?.handle("JOIN #other");
    expect(network.node.world.channelByName("#other")?.members.size).toBe(1);
    bob.read();
  });
});

describe("what is done from one session", () => {
  test("is shown to the others: joining with topic and names, leaving, another nick", () => {
    const { bob, phone, desk } = twoDevices();
    desk.read();
    const prefix = ":alice!alice@203.0.113.1";
    phone.send("JOIN #new");
    expect(desk.read()).toEqual([
      `${prefix} JOIN #new`,
      ":irc.test 353 alice = #new :@alice",
      ":irc.test 366 alice #new :End of /NAMES list",
    ]);
    desk.send("PART #new", "NICK alicia", "MODE alicia +i", "OPER x y");
    expect(phone.read()).toEqual(
      expect.arrayContaining([
        `${prefix} PART #new`,
        `${prefix} NICK :alicia`,
        `:alicia!alice@203.0.113.1 MODE alicia :+i`,
      ]),
    );
    expect(bob.read()).toContain(`${prefix} NICK :alicia`);
  });

  test("is said on the others, too, whoever it is to, and answered only where it was asked", () => {
    const { network, bob, phone } = twoDevices();
    const [plain, echoed] = ["", "echo-message"].map((caps) => comeAs(network, "alice", { caps }));
    const all = [phone, plain, echoed];
    for (const client of all) client?.read();
    const said = (line: string) => `:alice!alice@203.0.113.1 ${line}`;
    for (const line of ["PRIVMSG #room :hi", "PRIVMSG bob :psst", "NOTICE #room :note"]) {
      echoed?.send(line);
      expect(all.map((client) => client?.read())).toEqual([[said(line)], [said(line)], [said(line)]]);
      phone.send(line);
      expect(all.map((client) => client?.read())).toEqual([[], [said(line)], [said(line)]]);
      expect(bob.read()).toEqual([said(line), said(line)]);
    }
    phone.send("PRIVMSG alice :note to self");
    const note = said("PRIVMSG alice :note to self");
    expect(all.map((client) => client?.read())).toEqual([[note], [note], [note]]);
    phone.send("PRIVMSG nobody :hi");
    expect(all.map((client) => client?.read().length)).toEqual([1, 0, 0]);
  });

  test("to the operators of a channel is said on one's others, and nobody else's", () => {
    const { bob, phone, desk } = twoDevices();
    const [line] = ["PRIVMSG @#room :ops"];
    desk.read();
    bob.send(`${line}`);
    expect([phone.read().length, desk.read().length]).toEqual([1, 1]);
    phone.send("MODE #room -o alice");
    for (const client of [phone, desk, bob]) client.read();
    desk.send(`${line}`);
    expect([phone.read(), bob.read()]).toEqual([[`:alice!alice@203.0.113.1 ${line}`], []]);
  });

  test("keeps its label to itself", () => {
    const { network, phone } = twoDevices();
    phone.send("CAP REQ :labeled-response batch echo-message");
    const other = comeAs(network, "alice", { caps: "labeled-response batch echo-message" });
    for (const client of [phone, other]) client.read();
    phone.send("@label=x PRIVMSG #room :hi");
    expect(phone.read()).toEqual(["@label=x :alice!alice@203.0.113.1 PRIVMSG #room :hi"]);
    expect(other.read()).toEqual([":alice!alice@203.0.113.1 PRIVMSG #room :hi"]);
  });
});

describe("a session that ends", () => {
  test.each([
    ["by QUIT", (client: ReturnType<TestNetwork["open"]>) => client.send("QUIT :bye")],
    ["with its connection", (client: ReturnType<TestNetwork["open"]>) => client.vanish()],
  ])("%s leaves the user there, and nobody notices", (_, end) => {
    const { network, bob, phone, desk } = twoDevices();
    end(desk);
    expect([bob.read(), phone.read()]).toEqual([[], []]);
    expect(network.node.world.userByNick("alice")?.sessions).toHaveLength(1);
    bob.send("PRIVMSG alice :still there?", "PRIVMSG #room :you?");
    expect(phone.read()).toHaveLength(2);
    phone.send("QUIT :bye");
    expect(bob.read()).toEqual([":alice!alice@203.0.113.1 QUIT :Quit: bye", ":irc.test 731 bob :alice"]);
  });

  test("by QUIT reads its ERROR, and the others read nothing", () => {
    const { phone, desk } = twoDevices();
    desk.read();
    expect(desk.ask("QUIT :bye")).toEqual(["ERROR :Closing Link: 203.0.113.1 (Quit: bye)"]);
    expect([desk.ended, phone.ended, phone.read()]).toEqual([true, false, []]);
  });

  test("by a ping timeout, or because it reads too slowly, ends alone", () => {
    const { network, bob, phone, desk } = twoDevices({ connections: { sendq: 4096 } });
    desk.read();
    desk.reading = false;
    for (let at = 0; at < 30; at += 1) bob.send(`PRIVMSG #room :${"x".repeat(400)}`);
    expect([desk.ended, phone.ended]).toEqual([true, false]);
    expect(network.node.world.userByNick("alice")?.sessions).toHaveLength(1);
    expect(bob.read().filter((line) => line.includes("QUIT"))).toEqual([]);
  });

  test("by KILL ends with all others", () => {
    const { network, bob, phone, desk } = twoDevices();
    network.makeOperator(bob);
    bob.send("KILL alice :enough");
    expect([phone.ended, desk.ended]).toEqual([true, true]);
    expect(network.node.world.userByNick("alice")).toBeUndefined();
  });

  test("with its node leaves who has another elsewhere", () => {
    const { network, bob, phone } = twoDevices();
    const far = new FarNode(network);
    far.connect("carol");
    const id = "far1.alice" as never;
    const origin = { node: "irc.far", epoch: "far1", session: id, line: 0 };
    const place = { id, node: "irc.far", epoch: "far1", address: "198.51.100.9", host: "x.example" };
    network.node.log.append(origin, {
      type: "register",
      ...{ nick: "alice", username: "far", realname: "Far", account: "alice" },
      session: { ...place, tls: false, certfp: undefined },
    });
    const alice = network.node.world.userByNick("alice");
    expect(alice?.sessions).toHaveLength(3);
    far.lose();
    expect(alice?.sessions).toHaveLength(2);
    expect([bob.read(), phone.read()]).toEqual([[], []]);
    expect(network.node.world.userByNick("carol")).toBeUndefined();
  });
});

describe("away", () => {
  const away = (text?: string) => `:alice!alice@203.0.113.1 AWAY${text === undefined ? "" : ` :${text}`}`;

  test("is one who is on none of their devices; others are told of the sum alone", () => {
    const { bob, phone, desk } = twoDevices();
    desk.read();
    expect(phone.ask("AWAY :lunch")).toEqual([":irc.test 306 alice :You have been marked as being away"]);
    expect([bob.read(), desk.read()]).toEqual([[], []]);
    expect(bob.ask("PRIVMSG alice :hi")).toEqual([]);
    desk.send("AWAY :home");
    expect(bob.read()).toEqual([away("home")]);
    phone.send("AWAY :holiday");
    expect(bob.read()).toEqual([away("holiday")]);
    phone.send("AWAY");
    expect(bob.read()).toEqual([away()]);
  });

  test("is summed up anew when a session comes or goes", () => {
    const { network, bob, phone, desk } = twoDevices();
    phone.send("AWAY :lunch");
    desk.send("QUIT");
    expect(bob.read()).toEqual([away("lunch")]);
    const quiet = comeAs(network, "alice", { caps: "draft/pre-away" });
    expect(bob.read()).toEqual([away()]);
    quiet.send("AWAY *");
    expect(bob.read()).toEqual([away("lunch")]);
  });

  test("a session that is not a person's, as it says before it comes in, brings nobody back", () => {
    const { network, bob, phone, desk } = twoDevices();
    desk.send("QUIT");
    phone.send("AWAY :lunch");
    bob.read();
    const client = network.open();
    client.send("CAP REQ :draft/pre-away", "AWAY *", "NICK alice", "USER a 0 * :A");
    const { registration } = client.session;
    if (registration) registration.account = "alice";
    client.send("CAP END");
    expect(client.read().join("\n")).toContain(" JOIN #room");
    expect(bob.read()).toEqual([]);
    expect(bob.ask("PRIVMSG alice :hi")).toEqual([":irc.test 301 bob alice :lunch"]);
  });
});

test("WHOIS tells each of one's own addresses, and says secure only if all sessions are", () => {
  const network = new TestNetwork();
  const alice = comeAs(network, "alice", { tls: true, address: "203.0.113.1" });
  expect(alice.numerics("WHOIS alice").some((line) => line.startsWith("671 "))).toBe(true);
  comeAs(network, "alice", { address: "203.0.113.2" });
  const lines = alice.numerics("WHOIS alice");
  expect(lines.some((line) => line.startsWith("671 "))).toBe(false);
  expect(lines.filter((line) => line.startsWith("378 ")).map((line) => line.split(" ").at(-1))).toEqual([
    "203.0.113.1",
    "203.0.113.2",
  ]);
});
