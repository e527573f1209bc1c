import fc from "fast-check";
import { expect, test } from "vitest";
import { channelModes } from "../../src/world/channel-modes.ts";
import type { World } from "../../src/world/world.ts";
import { openRoom } from "../kit/room.ts";

const channel = fc.constantFrom("#room", "#ROOM", "#two", "#none", "#a:b", "0", "room");
const nick = fc.constantFrom("alice", "bob", "CAROL", "dave", "nobody", "*", "");
const word = fc.oneof(nick, channel, fc.constantFrom("1", "3:5", "m:bob", "*!*@*", "-1"), fc.string());
const modes = fc.string({
  unit: fc.constantFrom(..."+-qaohvbeIklfjEFJWBCDGKMNOPQRSTUVcimnprstuzHx"),
  maxLength: 12,
});

const line = fc.oneof(
  fc.tuple(fc.constant("MODE"), channel, modes, word, word, word),
  fc.tuple(fc.constantFrom("JOIN", "PART", "TOPIC", "NAMES", "LIST", "KNOCK"), channel, word),
  fc.tuple(fc.constant("KICK"), channel, nick, word),
  fc.tuple(fc.constant("INVITE"), nick, channel),
  fc.tuple(fc.constantFrom("PRIVMSG", "NOTICE"), channel, word),
);

/** What must hold of every world. */
function expectConsistent(world: World): void {
  for (const [key, room] of world.channels) {
    expect(room.key).toBe(key);
    expect(room.members.size > 0 || room.has("P")).toBe(true);
    expect(room.has("p") && room.has("s")).toBe(false);
    expect([...new Set(room.flags)].sort().join("")).toBe(room.flags);
    for (const letter of room.flags) expect(channelModes.get(letter)?.kind).toBe("flag");
    for (const [id, member] of room.members) {
      expect(member.user.id).toBe(id);
      expect(world.users.get(id)?.channels.get(key)).toBe(member);
    }
  }
  for (const user of world.users.values()) {
    for (const [key, member] of user.channels) expect(world.channels.get(key)).toBe(member.channel);
  }
}

test("whatever four clients do with channels, nothing breaks and the world stays consistent", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(3), line), { maxLength: 40 }), (session) => {
      const { network, alice, bob, carol, dave } = openRoom();
      const clients = [alice, bob, carol, dave];
      for (const [who, words] of session) {
        clients[who]?.send(words.join(" ").replace(/[\r\n\0]/g, ""));
        const lines = clients.flatMap((client) => client.read());
        expect(
          lines.filter((text) => /^:irc\.test 400 /.test(text) || Buffer.byteLength(text) > 510),
        ).toEqual([]);
        expectConsistent(network.node.world);
      }
    }),
    { numRuns: 60 },
  );
});
