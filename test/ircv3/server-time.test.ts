import { describe, expect, test } from "vitest";
import { capableRoom } from "../kit/capable-room.ts";
import { TestNetwork } from "../kit/network.ts";
import { tagged } from "../kit/tagged.ts";

const caps = "server-time away-notify account-notify setname chghost invite-notify echo-message";

describe("the time tag", () => {
  test.each([
    [1_700_000_000_000, "2023-11-14T22:13:20.000Z"],
    [1_700_000_000_005, "2023-11-14T22:13:20.005Z"],
    [1_709_164_799_999, "2024-02-28T23:59:59.999Z"],
    [4_102_444_800_010, "2100-01-01T00:00:00.010Z"],
  ])("has three decimals and a Z, in UTC: %i is %s", (now, text) => {
    // <value> ::= YYYY-MM-DDThh:mm:ss.sssZ
    const network = new TestNetwork({ unlimited: true });
    const [alice, bob] = network.inChannel("#room", "alice", "bob");
    bob?.ask("CAP REQ :server-time");
    network.now = now;
    alice?.send("PRIVMSG #room :hi");
    expect(bob?.read()).toEqual([`@time=${text} :alice!alice@192.0.2.2 PRIVMSG #room :hi`]);
  });

  test("is on everything that others do", () => {
    const { network, alice, bob, dave } = capableRoom({ bob: caps });
    network.makeOperator(dave);
    network.now += 61_001;
    const time = new Date(network.now).toISOString();
    alice.send("NOTICE #room :hi", "TOPIC #room :new", "MODE #room +k key", "AWAY :gone", "SETNAME :Other");
    alice.send("NICK alicia", "INVITE dave #room", "INVITE bob #other", "PRIVMSG bob :psst");
    dave.send("CHGHOST alicia host.example", "JOIN #room key", "MODE bob", "KICK #room bob", "PART #room");
    alice.send("KICK #room bob :out", "QUIT");
    const lines = bob.read().map(tagged);
    const verbs = lines.map(({ line }) => line.split(" ")[1]);
    expect(verbs).toEqual([
      ...["NOTICE", "TOPIC", "MODE", "AWAY", "SETNAME", "NICK", "INVITE", "PRIVMSG", "CHGHOST", "JOIN"],
      ...["PART", "KICK"],
    ]);
    for (const { tags, line } of lines) expect(tags["time"], line).toBe(time);
  });

  test("is on what one does oneself, and on the echo: the same as others read", () => {
    // "Servers offering this capability for all messages SHOULD also offer the echo-message capability".
    const { network, alice, bob } = capableRoom({ alice: caps, bob: caps });
    network.now += 1;
    const echo = alice.ask("PRIVMSG #room :hi", "NICK alicia", "PART #room");
    expect(echo.every((line) => line.startsWith(`@time=${new Date(network.now).toISOString()} :`))).toBe(
      true,
    );
    expect(echo).toHaveLength(3);
    expect(bob.read()).toEqual(echo);
  });

  test("is never sent to who has not asked for it, nor before the ACK or after it was given up", () => {
    // "MUST NOT do so before acknowledging the client capability using CAP ACK".
    const { alice, bob, carol } = capableRoom({ carol: "message-tags account-tag batch labeled-response" });
    bob.send("CAP LS 302");
    bob.read();
    alice.send("PRIVMSG #room :one", "TOPIC #room :two");
    expect([...bob.read(), ...carol.read()].join()).not.toContain("time=");
    expect(bob.ask("CAP REQ :server-time")).toEqual([":irc.test CAP bob ACK :server-time"]);
    alice.send("PRIVMSG #room :three");
    expect(bob.read().join()).toMatch(/^@time=/);
    bob.ask("CAP REQ :-server-time");
    alice.send("PRIVMSG #room :four");
    expect(bob.read()).toEqual([":alice!alice@192.0.2.2 PRIVMSG #room :four"]);
  });

  test("does not run backwards when the clock does", () => {
    const { network, alice, bob } = capableRoom({ bob: "server-time" });
    alice.send("PRIVMSG #room :one");
    network.now -= 5_000;
    alice.send("PRIVMSG #room :two");
    const [one, two] = bob.read().map((line) => tagged(line).tags["time"]);
    expect(two).toBe(one);
  });
});
