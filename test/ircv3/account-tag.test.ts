import { describe, expect, test } from "vitest";
import { capableRoom } from "../kit/capable-room.ts";
import { forceAccount } from "../kit/force.ts";
import { logIn } from "../kit/log-in.ts";
import { tagged } from "../kit/tagged.ts";

const caps = "account-tag away-notify account-notify setname chghost invite-notify echo-message";

const accountsOf = (lines: readonly string[]) => lines.map((line) => tagged(line).tags["account"]);

describe("the account tag", () => {
  test("is on everything that a user does who is in an account", () => {
    // "MUST be added by the ircd to all commands sent by a user (e.g. PRIVMSG, MODE, NOTICE, and all others)".
    const { network, alice, bob } = capableRoom({ bob: caps });
    forceAccount(network, "alice", "Alice");
    network.now += 61_000;
    alice.send("PRIVMSG #room :hi", "NOTICE bob :hi", "MODE #room +k key", "TOPIC #room :x", "AWAY :gone");
    alice.send("SETNAME :Other", "INVITE bob #else", "INVITE dave #room", "NICK alicia", "PART #room");
    const verbs = ["PRIVMSG", "NOTICE", "MODE", "TOPIC", "AWAY", "SETNAME", "INVITE", "NICK", "PART"];
    const lines = bob.read();
    expect(lines.map((line) => tagged(line).line.split(" ")[1])).toEqual(verbs);
    expect(accountsOf(lines)).toEqual(verbs.map(() => "Alice"));
  });

  test("is on JOIN, KICK and QUIT, too", () => {
    const { network, alice, bob, dave } = capableRoom({ bob: caps });
    forceAccount(network, "dave", "Dave");
    dave.send("JOIN #room");
    alice.send("MODE #room +o dave");
    dave.send("KICK #room carol", "QUIT");
    const seen = bob.read().map(tagged);
    expect(seen.map(({ tags, line }) => [line.split(" ")[1], tags["account"]])).toEqual([
      ["JOIN", "Dave"],
      ["MODE", undefined],
      ["KICK", "Dave"],
      ["QUIT", "Dave"],
    ]);
  });

  test("names the account of now: none before the login, none after the logout", () => {
    // "If the user is not identified to any services account, the tag MUST NOT be sent."
    const { network, alice, bob } = capableRoom({ bob: "account-tag" });
    const said = () => {
      alice.send("PRIVMSG #room :hi");
      return accountsOf(bob.read());
    };
    expect(said()).toEqual([undefined]);
    logIn(network, alice, "hax0r");
    expect(said()).toEqual(["hax0r"]);
    logIn(network, alice, "bob");
    expect(said()).toEqual(["bob"]);
    logIn(network, alice, undefined);
    expect(said()).toEqual([undefined]);
  });

  test("is on the numerics that a user causes for others", () => {
    // "the tag SHOULD be added to numerics indicating blocked message attempts (718)".
    const { network, alice, bob, dave } = capableRoom({ alice: caps, bob: caps });
    forceAccount(network, "dave", "Dave");
    bob.ask("MODE bob +g");
    alice.ask("MODE #room +i");
    bob.read();
    dave.send("PRIVMSG bob :hi", "KNOCK #room");
    expect(bob.read()).toEqual([expect.stringMatching(/^@account=Dave :irc.test 718 bob dave /)]);
    expect(alice.read()).toEqual([expect.stringMatching(/^@account=Dave :irc.test 710 /)]);
  });

  test("has what is special in tags escaped", () => {
    const { network, alice, bob } = capableRoom({ bob: "account-tag" });
    forceAccount(network, "alice", "a;b c\\d");
    alice.send("PRIVMSG #room :hi");
    expect(accountsOf(bob.read())).toEqual(["a\\:b\\sc\\\\d"]);
  });

  test("is not sent to who has not asked for it, nor taken from a client", () => {
    const { network, alice, bob, carol } = capableRoom({
      alice: "message-tags",
      bob: "message-tags server-time account-notify extended-join",
      carol: "account-tag message-tags",
    });
    alice.send("@account=root;+account=x PRIVMSG #room :hi");
    expect(accountsOf([...bob.read(), ...carol.read()])).toEqual([undefined, undefined]);
    forceAccount(network, "alice", "Alice");
    alice.send("@account=root PRIVMSG #room :hi");
    expect(accountsOf([...bob.read(), ...carol.read()])).toEqual([undefined, "Alice"]);
  });
});
