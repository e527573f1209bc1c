import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createServer, type IrcServer } from "../../src/index.ts";
import { FrameworkClient } from "../kit/framework.ts";

let server: IrcServer;
let alice: FrameworkClient;
let bob: FrameworkClient;
let room: string;
let rooms = 0;

beforeAll(async () => {
  server = await createServer({ port: 0, unlimited: true });
  [alice, bob] = await Promise.all([
    FrameworkClient.connect(server.port, "alice"),
    FrameworkClient.connect(server.port, "bob"),
  ]);
});

beforeEach(async () => {
  room = `#room${rooms++}`;
  await alice.join(room);
  await bob.join(room);
});

afterAll(() => server.close());

test("who is kicked and who stays see by whom and why", async () => {
  bob.irc.raw(`KICK ${room} alice :no`);
  await bob.hears("irc error", { error: "chanop_privs_needed", channel: room });
  alice.irc.raw(`KICK ${room} bob :enough now`);
  const seen = { nick: "alice", kicked: "bob", channel: room, message: "enough now" };
  await Promise.all([alice.hears("kick", seen), bob.hears("kick", seen)]);
  bob.irc.say(room, "still here?");
  await bob.hears("irc error", { error: "cannot_send_to_channel", channel: room });
});

test("who is made an operator may do what operators do, until it is taken away", async () => {
  alice.irc.mode(room, "+o", "bob");
  await bob.hears("mode", { target: room, nick: "alice", modes: [{ mode: "+o", param: "bob" }] });
  bob.irc.mode(room, "-o", "alice");
  await alice.hears("mode", { target: room, nick: "bob", modes: [{ mode: "-o", param: "alice" }] });
  alice.irc.mode(room, "+m");
  await alice.hears("irc error", { error: "chanop_privs_needed", channel: room });
  alice.irc.raw("NAMES", room);
  expect(await alice.hears("userlist", { channel: room })).toMatchObject({
    users: [
      { nick: "alice", modes: [] },
      { nick: "bob", modes: ["o"] },
    ],
  });
});

test("who is banned stays out until the ban is lifted", async () => {
  alice.irc.ban(room, "bob!*@*");
  await bob.hears("mode", { target: room, modes: [{ mode: "+b", param: "bob!*@*" }] });
  bob.irc.part(room);
  bob.irc.join(room);
  await bob.hears("irc error", { error: "banned_from_channel", channel: room });
  alice.irc.banlist(room);
  expect(await alice.hears("banlist", { channel: room })).toMatchObject({
    bans: [{ banned: "bob!*@*", banned_by: expect.stringMatching(/^alice/) }],
  });
  alice.irc.unban(room, "bob!*@*");
  await alice.hears("mode", { target: room, modes: [{ mode: "-b", param: "bob!*@*" }] });
  await bob.join(room);
});

test("a channel with a key is for who has it", async () => {
  alice.irc.mode(room, "+k", "sesame");
  await bob.hears("mode", { target: room, modes: [{ mode: "+k", param: "sesame" }] });
  bob.irc.part(room);
  bob.irc.join(room, "open");
  await bob.hears("irc error", { error: "bad_channel_key", channel: room });
  await bob.join(room, "sesame");
});

test("a moderated channel listens to who has a voice", async () => {
  alice.irc.mode(room, "+m");
  await bob.hears("mode", { target: room, raw_modes: "+m" });
  bob.irc.say(room, "unheard");
  await bob.hears("irc error", { error: "cannot_send_to_channel", channel: room });
  alice.irc.mode(room, "+v", "bob");
  await bob.hears("mode", { target: room, modes: [{ mode: "+v", param: "bob" }] });
  bob.irc.say(room, "heard");
  await alice.hears("privmsg", { nick: "bob", target: room, message: "heard" });
});

test("the modes of a channel are told to who asks", async () => {
  alice.irc.mode(room, "+kl", ["sesame", "9"]);
  alice.irc.raw("MODE", room);
  expect(await alice.hears("channel info", { channel: room })).toMatchObject({
    modes: expect.arrayContaining([
      { mode: "+n", param: null },
      { mode: "+t", param: null },
      { mode: "+l", param: "9" },
      { mode: "+k", param: "sesame" },
    ]),
  });
});
