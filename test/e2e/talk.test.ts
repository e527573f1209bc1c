import { afterAll, beforeAll, expect, test } from "vitest";
import { createServer, type IrcServer } from "../../src/index.ts";
import { FrameworkClient } from "../kit/framework.ts";

let server: IrcServer;
let alice: FrameworkClient;
let bob: FrameworkClient;

beforeAll(async () => {
  server = await createServer({ port: 0, network: "TestNet", unlimited: true });
  [alice, bob] = await Promise.all([
    FrameworkClient.connect(server.port, "alice"),
    FrameworkClient.connect(server.port, "bob"),
  ]);
});

afterAll(() => server.close());

test("a client that registers knows its nick and the network it is on", async () => {
  expect([alice.irc.user.nick, alice.irc.network.name]).toEqual(["alice", "TestNet"]);
  expect(alice.irc.network.supports("NICKLEN")).toBe("30");
});

test("who joins is seen by who is there, and sees who is there", async () => {
  await alice.join("#talk");
  bob.irc.join("#talk");
  await alice.hears("join", { nick: "bob", ident: "bob", hostname: "127.0.0.1", channel: "#talk" });
  expect(await bob.hears("userlist", { channel: "#talk" })).toMatchObject({
    users: [
      { nick: "alice", modes: ["o"] },
      { nick: "bob", modes: [] },
    ],
  });
});

test("words, notices and actions reach the others in the channel, in order", async () => {
  alice.irc.say("#talk", "héllo ✓");
  alice.irc.notice("#talk", "notice me");
  alice.irc.action("#talk", "waves");
  alice.irc.say("#talk", ":) and :colons");
  await bob.hears("notice", { nick: "alice", target: "#talk", message: "notice me" });
  await bob.hears("action", { nick: "alice", target: "#talk", message: "waves" });
  expect(await bob.heard("privmsg")).toMatchObject([
    { target: "#talk", message: "héllo ✓" },
    { target: "#talk", message: ":) and :colons" },
  ]);
  expect(await alice.heard("privmsg")).toEqual([]);
});

test("a private message reaches its addressee and nobody else", async () => {
  const carol = await FrameworkClient.connect(server.port, "carol");
  await carol.join("#talk");
  alice.irc.say("bob", "between us");
  await bob.hears("privmsg", { nick: "alice", target: "bob", message: "between us" });
  expect(await carol.heard("privmsg")).toEqual([]);
  await carol.quit("tea time");
  await bob.hears("quit", { nick: "carol", message: "Quit: tea time" });
  alice.irc.say("carol", "are you there?");
  await alice.hears("irc error", { error: "no_such_nick", nick: "carol" });
});

test("a topic is told to all, to who comes later, and can be cleared", async () => {
  alice.irc.setTopic("#talk", "cats and dogs");
  await bob.hears("topic", { nick: "alice", channel: "#talk", topic: "cats and dogs" });
  bob.irc.part("#talk", "back soon");
  await alice.hears("part", { nick: "bob", channel: "#talk", message: "back soon" });
  await bob.join("#talk");
  await bob.hears("topic", { channel: "#talk", topic: "cats and dogs" });
  alice.irc.clearTopic("#talk");
  await bob.hears("topic", { nick: "alice", channel: "#talk", topic: "" });
});

test("WHOIS tells who somebody is and where, and that they are away", async () => {
  bob.irc.raw("AWAY", "out for lunch");
  await bob.hears("away", { self: true });
  alice.irc.say("bob", "hungry?");
  await alice.hears("away", { nick: "bob", message: "out for lunch" });
  alice.irc.whois("bob");
  expect(await alice.hears("whois", { nick: "bob" })).toMatchObject({
    ident: "bob",
    hostname: "127.0.0.1",
    real_name: "bob Example",
    channels: "#talk",
    away: "out for lunch",
  });
  bob.irc.raw("AWAY");
  await bob.hears("back", { self: true });
  alice.irc.whois("nobody");
  await alice.hears("whois", { nick: "nobody", error: "not_found" });
});

test("LIST shows channels with their members and topic, and hides secret ones", async () => {
  await bob.join("#secret");
  bob.irc.mode("#secret", "+s");
  await bob.hears("mode", { target: "#secret", raw_modes: "+s" });
  alice.irc.setTopic("#talk", "for the list");
  alice.irc.raw("LIST");
  expect(await alice.hears("channel list")).toMatchObject([
    { channel: "#talk", num_users: 2, topic: "for the list" },
  ]);
});

test("an invitation reaches its addressee and lets them in", async () => {
  await alice.join("#club");
  alice.irc.mode("#club", "+i");
  bob.irc.join("#club");
  await bob.hears("irc error", { error: "invite_only_channel", channel: "#club" });
  alice.irc.invite("#club", "bob");
  await alice.hears("invited", { nick: "bob", channel: "#club" });
  await bob.hears("invite", { nick: "alice", invited: "bob", channel: "#club" });
  await bob.join("#club");
});
