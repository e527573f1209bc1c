import fc from "fast-check";
import { expect, test } from "vitest";
import { expandSlash } from "../../src/commands/slash.ts";
import { readTyped } from "../../src/console/console-input.ts";
import { World } from "../../src/world/world.ts";

const world = new World();
const inLobby = { world, user: undefined, currentRoom: "#lobby" };

/** What a typed line becomes: command and parameters, or words. */
function typed(line: string, scope: Parameters<typeof expandSlash>[1] = inLobby) {
  const read = readTyped(line, scope);
  if (read === undefined || typeof read === "string") return read;
  const { command, params } = expandSlash(read, scope);
  return [command, ...params];
}

test.each([
  ["hello there", ["PRIVMSG", "#lobby", "hello there"]],
  ["  two  spaces ", ["PRIVMSG", "#lobby", "  two  spaces "]],
  ["//etc is a folder", ["PRIVMSG", "#lobby", "/etc is a folder"]],
  ["/join lobby", ["JOIN", "#lobby"]],
  ["/JOIN #a,b secret", ["JOIN", "#a,#b", "secret"]],
  ["/join 0", ["JOIN", "0"]],
  ["/leave", ["PART", "#lobby"]],
  ["/leave other see you later", ["PART", "#other", "see you later"]],
  ["/users", ["NAMES", "#lobby"]],
  ["/users other", ["NAMES", "#other"]],
  ["/rooms", ["LIST"]],
  ["/msg bob how are  you :)", ["PRIVMSG", "bob", "how are  you :)"]],
  ["/me waves", ["PRIVMSG", "#lobby", "\x01ACTION waves\x01"]],
  ["/nick alice", ["NICK", "alice"]],
  ["/topic", ["TOPIC", "#lobby"]],
  ["/topic all about cats", ["TOPIC", "#lobby", "all about cats"]],
  ["/topic #other dogs", ["TOPIC", "#other", "dogs"]],
  ["/whois bob", ["WHOIS", "bob"]],
  ["/away", ["AWAY"]],
  ["/away out for lunch", ["AWAY", "out for lunch"]],
  ["/kick bob no more of this", ["KICK", "#lobby", "bob", "no more of this"]],
  ["/kick #other bob", ["KICK", "#other", "bob"]],
  ["/invite bob", ["INVITE", "bob", "#lobby"]],
  ["/invite bob other", ["INVITE", "bob", "#other"]],
  ["/history", ["HISTORY", "#lobby"]],
  ["/history 50", ["HISTORY", "#lobby", "50"]],
  ["/history bob 50", ["HISTORY", "bob", "50"]],
  ["/help topic", ["HELP", "topic"]],
  ["/quit good night", ["QUIT", "good night"]],
  ["/mode #lobby +b :a!b@c", ["MODE", "#lobby", "+b", "a!b@c"]],
  ["   ", undefined],
])("%j means %j", (line, message) => {
  expect(typed(line)).toEqual(message);
});

test("whatever is typed is read", () => {
  const scope = fc.constantFrom(inLobby, { world, user: undefined, currentRoom: undefined });
  const lines = fc.oneof(
    fc.string(),
    fc.string().map((text) => `/${text}`),
    fc.string().map((text) => `/kick ${text}`),
  );
  fc.assert(
    fc.property(lines, scope, (line, where) => {
      const read = typed(line, where);
      if (Array.isArray(read)) expect(read.every((part) => typeof part === "string")).toBe(true);
    }),
  );
});
