import { describe, expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";

describe("on an IRC connection", () => {
  test("a verb may carry a slash, and a room without # gets one", () => {
    const network = new TestNetwork();
    const alice = network.connect("alice");
    expect(alice.ask("/join lobby")[0]).toBe(":alice!alice@192.0.2.2 JOIN #lobby");
    expect(alice.ask("/part lobby")).toEqual([":alice!alice@192.0.2.2 PART #lobby"]);
    expect(alice.ask("/ping x")).toEqual([":irc.test PONG irc.test :x"]);
    expect(alice.numerics("/nosuch")).toEqual(["421 NOSUCH :Unknown command"]);
  });

  test("JOIN without a slash still wants a channel's full name", () => {
    const network = new TestNetwork();
    expect(network.connect("alice").numerics("JOIN lobby")).toEqual(["403 lobby :No such channel"]);
  });

  test("/msg, MSG and /me take a line of words as one text", () => {
    const network = new TestNetwork();
    const [alice, bob] = network.inChannel("#lobby", "alice", "bob");
    alice?.send(
      "/msg bob hello out there",
      "MSG bob one two",
      "MSG bob :three four",
      "/me waves twice",
      "ME nods",
    );
    const from = ":alice!alice@192.0.2.2 PRIVMSG";
    expect(bob?.read()).toEqual([
      `${from} bob :hello out there`,
      `${from} bob :one two`,
      `${from} bob :three four`,
      `${from} #lobby :\x01ACTION waves twice\x01`,
      `${from} #lobby :\x01ACTION nods\x01`,
    ]);
  });

  test("a colon inside what is said stays, one before all of it begins it", () => {
    const network = new TestNetwork();
    const [alice, bob] = network.inChannel("#lobby", "alice", "bob");
    alice?.send(
      "/msg bob well :) good",
      "/me smiles :-)",
      "/me :smiles",
      "/topic now :: later",
      "LEAVE #lobby bye :)",
    );
    const from = ":alice!alice@192.0.2.2";
    expect(bob?.read()).toEqual([
      `${from} PRIVMSG bob :well :) good`,
      `${from} PRIVMSG #lobby :\x01ACTION smiles :-)\x01`,
      `${from} PRIVMSG #lobby :\x01ACTION smiles\x01`,
      `${from} TOPIC #lobby :now :: later`,
      `${from} PART #lobby :bye :)`,
    ]);
  });

  test("LEAVE and USERS are about the current room", () => {
    const network = new TestNetwork();
    const [alice] = network.inChannel("#lobby", "alice", "bob");
    expect(alice?.numerics("USERS")).toEqual(["353 = #lobby :@alice bob", "366 #lobby :End of /NAMES list"]);
    expect(alice?.numerics("/users lobby")).toHaveLength(2);
    expect(alice?.ask("LEAVE")).toEqual([":alice!alice@192.0.2.2 PART #lobby"]);
    expect(alice?.numerics("LEAVE")).toEqual(["461 PART :Not enough parameters"]);
  });

  test("/history finds a room of one's own in the casemapping of the network", () => {
    const network = new TestNetwork({ casemapping: "rfc1459" });
    const [alice] = network.inChannel("#cats[1]", "alice");
    alice?.send("PRIVMSG #cats[1] :meow");
    expect(alice?.ask("/history CATS{1}")[0]).toMatch(/ NOTICE #cats\[1\] :.*meow/);
  });

  test("/leave takes a room and a reason", () => {
    const network = new TestNetwork();
    const [alice] = network.inChannel("#lobby", "alice");
    expect(alice?.ask("/leave lobby good bye")).toEqual([":alice!alice@192.0.2.2 PART #lobby :good bye"]);
  });

  test("/topic and /kick are about the current room, or the one they name", () => {
    const network = new TestNetwork();
    const [alice] = network.inChannel("#lobby", "alice");
    expect(alice?.ask("/topic cats and dogs")).toEqual([
      ":alice!alice@192.0.2.2 TOPIC #lobby :cats and dogs",
    ]);
    expect(alice?.ask("/topic #lobby :")).toEqual([":alice!alice@192.0.2.2 TOPIC #lobby :"]);
    expect(alice?.numerics("/topic")).toEqual(["331 #lobby :No topic is set"]);
  });
});

describe("the current room", () => {
  test("is the one joined or spoken in last", () => {
    const network = new TestNetwork();
    const [alice, bob] = network.inChannel("#a", "alice", "bob");
    alice?.send("JOIN #b");
    bob?.send("JOIN #b");
    alice?.send("/me one", "PRIVMSG #a :hi", "/me two");
    const actions = bob?.read().filter((line) => line.includes("ACTION"));
    expect(actions?.map((line) => line.split(" ")[2])).toEqual(["#b", "#a"]);
  });

  test("is another one once it is left", () => {
    const network = new TestNetwork();
    const [alice] = network.inChannel("#a", "alice");
    alice?.send("JOIN #b", "LEAVE");
    expect(alice?.numerics("USERS").at(-1)).toBe("366 #a :End of /NAMES list");
  });

  test("is nowhere for who was never in one: there is nobody to speak to", () => {
    const network = new TestNetwork();
    expect(network.connect("alice").numerics("/me waves")).toEqual(["411 :No recipient given (PRIVMSG)"]);
  });
});
