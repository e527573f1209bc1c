import { describe, expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";

const second = 1000;

describe("before registration", () => {
  test("who does not register in time is closed, however busy", () => {
    const network = new TestNetwork();
    const slow = network.open();
    for (let waited = 0; waited < 29; waited += 1) {
      slow.sendBytes(Buffer.from("N"));
      network.advance(second);
    }
    expect(slow.ended).toBe(false);
    network.advance(2 * second);
    expect(slow.read()).toEqual(["ERROR :Closing Link: 192.0.2.2 (Registration timed out)"]);
    expect(slow.ended).toBe(true);
  });

  test("a CAP negotiation that never ends is closed by the same deadline", () => {
    const network = new TestNetwork();
    const client = network.open();
    client.ask("CAP LS 302", "NICK alice", "USER alice 0 * :Alice");
    network.advance(31 * second);
    expect(client.read()).toEqual(["ERROR :Closing Link: 192.0.2.2 (Registration timed out)"]);
  });

  test("who floods is closed", () => {
    const client = new TestNetwork().open();
    const lines = client.ask(...Array.from({ length: 1025 }, (_, at) => `PING ${at}`));
    expect(lines.at(-1)).toBe("ERROR :Closing Link: 192.0.2.2 (Excess Flood)");
    expect(lines.length).toBeLessThan(40);
  });
});

describe("the command budget", () => {
  test("delays what goes beyond it, loses nothing, and never disconnects", () => {
    const network = new TestNetwork();
    const alice = network.connect("alice");
    network.advance(10 * second);
    const tokens = Array.from({ length: 60 }, (_, at) => `${at}`);
    const answered = alice.ask(...tokens.map((token) => `PING ${token}`));
    expect(answered.length).toBeGreaterThan(10);
    expect(answered.length).toBeLessThan(30);
    network.advance(second);
    const next = alice.read();
    expect(next.length).toBe(4);
    network.advance(30 * second);
    const all = [...answered, ...next, ...alice.read()].map((line) => line.split(" :").at(-1) ?? line);
    expect(all).toEqual(tokens);
    expect(alice.ended).toBe(false);
  });

  test("is no matter of others: they are served meanwhile", () => {
    const network = new TestNetwork();
    const [busy, calm] = [network.connect("busy"), network.connect("calm")];
    busy.send(...Array.from({ length: 60 }, () => "PING x"));
    expect(calm.ask("PING here")).toHaveLength(1);
  });

  test("does not exist where the server is unlimited", () => {
    const alice = new TestNetwork({ unlimited: true }).connect("alice");
    expect(alice.ask(...Array.from({ length: 500 }, () => "PING x"))).toHaveLength(500);
  });
});

describe("recvq", () => {
  test("is not filled by the beginning of a line, whose tags may be longer than it", () => {
    const network = new TestNetwork({ connections: { recvq: 1024 } });
    const alice = network.connect("alice", { caps: "message-tags" });
    alice.sendBytes(Buffer.from(`@+x=${"y".repeat(3000)}`));
    expect(alice.paused).toBe(false);
    alice.sendBytes(Buffer.from(" PING on\r\n"));
    expect(alice.read()).toEqual([":irc.test PONG irc.test :on"]);
  });

  test("stops the reading while more waits than it holds, and resumes when that is handled", () => {
    const network = new TestNetwork({ connections: { recvq: 1024 } });
    const alice = network.connect("alice");
    alice.send(...Array.from({ length: 200 }, () => "PING 0123456789"));
    expect(alice.paused).toBe(true);
    network.advance(60 * second);
    expect(alice.paused).toBe(false);
    expect(alice.read()).toHaveLength(200);
  });

  test("closes who sends a line that never ends, and answers it once", () => {
    const alice = new TestNetwork({ connections: { recvq: 16_384 } }).connect("alice");
    for (let sent = 0; sent < 100 && !alice.ended; sent += 1) alice.sendBytes(Buffer.alloc(1024, "x"));
    expect(alice.read()).toEqual([
      ":irc.test 417 alice :Input line was too long",
      "ERROR :Closing Link: 192.0.2.2 (RecvQ exceeded)",
    ]);
  });
});

describe("sendq", () => {
  test("drops who does not read, tells the others why, and harms none of them", () => {
    const network = new TestNetwork({ connections: { sendq: 8192 }, unlimited: true });
    const [alice, bob, deaf] = network.inChannel("#room", "alice", "bob", "deaf");
    if (!alice || !bob || !deaf) throw new Error("three clients");
    for (const client of [alice, bob, deaf]) client.read();
    deaf.reading = false;
    const said = Array.from({ length: 40 }, (_, at) => `${at} ${"x".repeat(300)}`);
    for (const text of said) alice.send(`PRIVMSG #room :${text}`);
    const seen = bob.read();
    expect(seen.filter((line) => line.includes(" QUIT "))).toEqual([
      ":deaf!deaf@192.0.2.4 QUIT :SendQ exceeded",
    ]);
    expect(seen.filter((line) => line.includes(" PRIVMSG ")).map((line) => line.split(" :")[1])).toEqual(
      said,
    );
    expect(deaf.ended).toBe(true);
    expect(network.node.world.users.size).toBe(2);
  });

  test("drops one who has not registered, too", () => {
    const network = new TestNetwork({ connections: { sendq: 4096 }, unlimited: true });
    const deaf = network.open();
    deaf.reading = false;
    for (let asked = 0; asked < 40; asked += 1) deaf.send(`PING ${"x".repeat(300)}`);
    expect(deaf.ended).toBe(true);
    expect(network.node.host.sessions.size).toBe(0);
  });
});

describe("ping", () => {
  test("is sent to who is silent; who answers stays, who does not is gone with the seconds", () => {
    const network = new TestNetwork();
    const [alice, bob, carol] = network.inChannel("#room", "alice", "bob", "carol");
    for (const client of [alice, bob, carol]) client?.read();
    network.advance(121 * second);
    expect(alice?.read()).toEqual(["PING :irc.test"]);
    expect(bob?.read()).toEqual(["PING :irc.test"]);
    alice?.send("PONG irc.test");
    carol?.send("PONG irc.test");
    network.advance(61 * second);
    expect(alice?.read()).toEqual([":bob!bob@192.0.2.3 QUIT :Ping timeout: 180 seconds"]);
    expect(bob?.read()).toEqual(["ERROR :Closing Link: 192.0.2.3 (Ping timeout: 180 seconds)"]);
  });

  test("stands still while the server itself holds the client back", () => {
    const network = new TestNetwork({
      connections: { recvq: 1024, pingSeconds: 10, pongSeconds: 5, commands: { burst: 20, perSecond: 0.01 } },
    });
    const alice = network.connect("alice");
    alice.send(...Array.from({ length: 200 }, () => "PING 0123456789"));
    expect(alice.paused).toBe(true);
    network.advance(60 * second);
    expect(alice.ended).toBe(false);
  });
});

test("who reads no farewell is cut off", () => {
  const network = new TestNetwork();
  const alice = network.connect("alice");
  let destroyed = false;
  alice.reading = false;
  const destroy = alice.destroy.bind(alice);
  alice.destroy = () => {
    destroyed = true;
    destroy();
  };
  alice.send("QUIT");
  expect(destroyed).toBe(false);
  network.advance(3 * second);
  expect(destroyed).toBe(true);
});

describe("connection limits", () => {
  test("turn a client away in one line, and let in the next who comes when there is room", () => {
    const network = new TestNetwork({ connections: { perAddress: 1 } });
    const first = network.open({ address: "198.51.100.7" });
    const second = network.open({ address: "198.51.100.7" });
    expect(second.read()).toEqual([
      "ERROR :Closing Link: 198.51.100.7 (Too many connections from your address)",
    ]);
    expect(second.ended).toBe(true);
    first.send("QUIT");
    const third = network.open({ address: "198.51.100.7" });
    expect(third.ask("PING x")).toEqual([":irc.test PONG irc.test :x"]);
  });
});

describe("throttles", () => {
  test("refuse a nick taken too often with 438, and let it pass when the time is over", () => {
    const network = new TestNetwork({ connections: { nickThrottle: { count: 2, seconds: 30 } } });
    const alice = network.connect("alice");
    alice.send("NICK a1", "NICK a2");
    expect(alice.numerics("NICK a3")).toEqual(["438 a3 :Nick change too fast, please wait 30 seconds"]);
    network.advance(31 * second);
    expect(alice.ask("NICK a3")).toEqual([":a2!alice@192.0.2.2 NICK :a3"]);
  });

  test("refuse joining too often with 263, counting every channel of a list", () => {
    const network = new TestNetwork({ connections: { joinThrottle: { count: 3, seconds: 30 } } });
    const alice = network.connect("alice");
    alice.send("JOIN #a,#b,#c");
    expect(alice.numerics("JOIN #d")).toEqual(["263 JOIN :Please wait a while and try again."]);
    network.advance(31 * second);
    expect(alice.numerics("JOIN #d").at(-1)).toBe("366 #d :End of /NAMES list");
  });

  test("refuse inviting too often with 263", () => {
    const network = new TestNetwork({ connections: { inviteThrottle: { count: 1, seconds: 30 } } });
    const [alice] = network.inChannel("#room", "alice");
    network.connect("bob");
    network.connect("carol");
    alice?.send("INVITE bob #room");
    expect(alice?.numerics("INVITE carol #room")).toEqual(["263 INVITE :Please wait a while and try again."]);
    expect(alice?.numerics("INVITE")).not.toContain("263 INVITE :Please wait a while and try again.");
  });

  test("refuse at home: no entry is written", () => {
    const network = new TestNetwork({ connections: { nickThrottle: { count: 1, seconds: 30 } } });
    const alice = network.connect("alice");
    alice.send("NICK a1");
    const entries = network.entries.length;
    alice.send("NICK a2", "NICK a3");
    expect(network.entries.length).toBe(entries);
  });
});
