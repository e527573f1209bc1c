import { describe, expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";
import { openRoom } from "../kit/room.ts";

const says = (text: string, nick = "alice") => `:NickServ!NickServ@services NOTICE ${nick} :${text}`;

describe("a service", () => {
  test.each(["NS INFO nobody", "NICKSERV INFO nobody", "PRIVMSG NickServ :INFO nobody"])(
    "answers %s with a NOTICE from itself",
    (line) => {
      const alice = new TestNetwork().connect("alice");
      expect(alice.ask(line)).toEqual([says("nobody is not registered")]);
    },
  );

  test.each(["PRIVMSG nickserv@irc.test :info nobody", "/msg NickServ info nobody", "/ns info nobody"])(
    "is the same by %s",
    (line) => {
      const alice = new TestNetwork().connect("alice");
      expect(alice.ask(line)).toEqual([says("nobody is not registered")]);
    },
  );

  test("lists and explains its commands", () => {
    const alice = new TestNetwork().connect("alice");
    expect(alice.ask("NS")).toContain(
      says("INFO [<account>] - Shows what is known of an account, yours if you name none."),
    );
    expect(alice.ask("NS HELP info")[0]).toBe(says("INFO [<account>]"));
  });

  test("says so of what it does not know", () => {
    const alice = new TestNetwork().connect("alice");
    expect(alice.ask("NS DANCE now")).toEqual([says("DANCE: Unknown command; HELP lists what there is")]);
  });

  test("never answers a NOTICE", () => {
    const alice = new TestNetwork().connect("alice");
    expect(alice.ask("NOTICE NickServ :INFO nobody")).toEqual([]);
  });

  test("answers with the label of what it was asked", () => {
    const alice = new TestNetwork().connect("alice", { caps: "batch labeled-response" });
    expect(alice.ask("@label=x PRIVMSG NickServ :INFO nobody")).toEqual([
      `@label=x ${says("nobody is not registered")}`,
    ]);
  });
});

describe("what is said to a service enters no log", () => {
  const secret = "IDENTIFY open sesame";

  test.each([`PRIVMSG NickServ :${secret}`, `NS ${secret}`, `PRIVMSG NickServ,#room :${secret}`])(
    "%s",
    (line) => {
      const { network, alice } = openRoom();
      alice.send(line, `NOTICE nickserv :${secret}`, `NOTICE #room,NickServ :${secret}`);
      expect(JSON.stringify(network.entries)).not.toContain("sesame");
    },
  );

  test("nor in a batch of lines", () => {
    const { network, alice } = openRoom();
    alice.send("CAP REQ :batch draft/multiline standard-replies", "BATCH +1 draft/multiline NickServ");
    alice.send(`@batch=1 PRIVMSG NickServ :${secret}`, "BATCH -1");
    expect(alice.read()).toContain(
      ":irc.test FAIL BATCH MULTILINE_INVALID :Services are spoken to in single lines",
    );
    expect(JSON.stringify(network.entries)).not.toContain("sesame");
  });

  test("nor with other targets beside it, which are not served either", () => {
    const { alice, bob } = openRoom();
    expect(alice.numerics(`PRIVMSG #room,NickServ :${secret}`)[0]).toMatch(/^407 /);
    expect(alice.ask(`NOTICE #room,NickServ :${secret}`)).toEqual([
      ":irc.test NOTICE alice :*** Your notice to #room,NickServ was not sent (services are spoken to alone)",
    ]);
    expect(bob.read()).toEqual([]);
  });
});
