import { expect, test } from "vitest";
import { TestNetwork } from "./kit/network.ts";

test("a client that registers reads 001 to 005, LUSERS and the MOTD, in that order", () => {
  const network = new TestNetwork();
  const alice = network.open();
  const numerics = alice.ask("NICK alice", "USER alice 0 * :Alice").map((line) => line.split(" ")[1]);
  expect(numerics).toEqual("001 002 003 004 005 005 005 251 252 253 254 255 265 266 375 372 376".split(" "));
});

test("who has user modes from the start is told of them after the MOTD", () => {
  const client = new TestNetwork().open({ tls: true });
  expect(client.ask("NICK alice", "USER alice 0 * :Alice").slice(-2)).toEqual([
    ":irc.test 376 alice :End of /MOTD command.",
    ":irc.test 221 alice +z",
  ]);
});

test("what one says in a channel reaches the others once", () => {
  const network = new TestNetwork();
  const [alice, bob] = network.inChannel("#room", "alice", "bob");
  expect(alice?.ask("PRIVMSG #room :hello there")).toEqual([]);
  expect(bob?.read()).toEqual([":alice!alice@192.0.2.2 PRIVMSG #room :hello there"]);
});

test("who quits is seen to quit once by everybody who shares a channel", () => {
  const network = new TestNetwork();
  const [alice, bob] = network.inChannel("#a", "alice", "bob");
  bob?.send("JOIN #b");
  alice?.send("JOIN #b");
  bob?.read();
  expect(alice?.ask("QUIT :bye").at(-1)).toBe("ERROR :Closing Link: 192.0.2.2 (Quit: bye)");
  expect(bob?.read()).toEqual([":alice!alice@192.0.2.2 QUIT :Quit: bye"]);
});

test.each(["QUIT", "QUIT :"])("who quits by %j is told apart from who was put out", (line) => {
  const [alice, bob] = new TestNetwork().inChannel("#a", "alice", "bob");
  alice?.send(line);
  expect(bob?.read()).toEqual([":alice!alice@192.0.2.2 QUIT :Quit: "]);
});
