import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { numerics } from "../../src/protocol/numerics.ts";
import { type Reply, renderReply, reply, replyWords } from "../../src/protocol/reply.ts";
import { byteLength } from "../../src/protocol/text.ts";

const render = (it: Reply) => renderReply(it, "irc.example", "alice");
const names = Object.keys(numerics).filter((name): name is keyof typeof numerics => name in numerics);

describe("reply", () => {
  it("does not compile when a field is left out, misnamed or too many", () => {
    // @ts-expect-error the channel is missing
    reply("ERR_NOSUCHCHANNEL");
    // @ts-expect-error the mask is missing
    reply("RPL_WELCOME", { network: "n" });
    // @ts-expect-error no such field
    reply("ERR_NOSUCHCHANNEL", { chanel: "#a" });
    // @ts-expect-error a numeric without fields
    reply("ERR_NOTREGISTERED", { nick: "a" });
    // @ts-expect-error a run of parameters is a field too
    reply("RPL_ISUPPORT");
    expect(reply("ERR_NOTREGISTERED")).toEqual({ numeric: "ERR_NOTREGISTERED", fields: {} });
  });
});

describe("renderReply", () => {
  it.each([
    [reply("ERR_NOSUCHCHANNEL", { channel: "#c" }), ":irc.example 403 alice #c :No such channel"],
    [
      reply("RPL_WELCOME", { network: "Net", mask: "a!b@c" }),
      ":irc.example 001 alice :Welcome to the Net Network, a!b@c",
    ],
    [reply("ERR_NOTREGISTERED"), ":irc.example 451 alice :You have not registered"],
    [
      reply("RPL_ISUPPORT", { tokens: "A=1 B" }),
      ":irc.example 005 alice A=1 B :are supported by this server",
    ],
    [reply("RPL_INVITELIST", { channel: "#c" }), ":irc.example 336 alice #c"],
    [reply("RPL_LISTSTART"), ":irc.example 321 alice Channel :Users  Name"],
    [reply("RPL_TOPIC", { channel: "#c", topic: "" }), ":irc.example 332 alice #c :"],
    [reply("RPL_TOPIC", { channel: "#c", topic: " :x {y} " }), ":irc.example 332 alice #c : :x {y} "],
    [
      reply("RPL_LOCALUSERS", { users: 3, max: 5 }),
      ":irc.example 265 alice 3 5 :Current local users 3, max 5",
    ],
    [
      reply("RPL_WHOISUSER", { nick: "b", user: "u", host: "h", realname: "r n" }),
      ":irc.example 311 alice b u h * :r n",
    ],
  ])("writes %j", (given, line) => {
    expect(render(given)).toBe(line);
  });

  it.each([
    ["", "*"],
    ["FOO BAR", "FOO"],
    [":FOO", "FOO"],
    ["::", "*"],
    [" x", "*"],
    ["A\r\nQUIT", "AQUIT"],
    ["\0", "*"],
    ["\r:x y", "x"],
  ])("makes a parameter of its own of %j", (command, param) => {
    expect(render(reply("ERR_UNKNOWNCOMMAND", { command }))).toBe(
      `:irc.example 421 alice ${param} :Unknown command`,
    );
  });

  it("cuts a long text at a code point", () => {
    const line = render(reply("RPL_TOPIC", { channel: "#c", topic: "é".repeat(400) }));
    expect(byteLength(line)).toBeLessThanOrEqual(510);
    expect(byteLength(line)).toBeGreaterThanOrEqual(509);
    expect(line).toMatch(/é$/);
  });

  it("keeps its text when a parameter is far too long", () => {
    expect(render(reply("ERR_UNKNOWNCOMMAND", { command: "x".repeat(600) }))).toMatch(
      / x{150} :Unknown command$/,
    );
  });

  it("writes one safe line of every numeric, whatever the fields hold", () => {
    const value = fc.oneof(
      fc.string({ unit: fc.constantFrom(..."a: \r\n\0é😀"), maxLength: 700 }),
      fc.integer(),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.array(value, { minLength: 8, maxLength: 8 }),
        (numeric, values) => {
          const fields = Object.fromEntries(
            fieldNames(numerics[numeric]).map((name, i) => [name, values[i] ?? ""]),
          );
          const line = render({ numeric, fields });
          expect(line).not.toMatch(/[\r\n\0]/);
          expect(byteLength(line)).toBeLessThanOrEqual(510);
          expect(line.startsWith(`:irc.example ${numerics[numeric].slice(0, 3)} alice`)).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe("replyWords", () => {
  it.each([
    [reply("ERR_NOSUCHCHANNEL", { channel: "#x" }), "#x: No such channel"],
    [reply("RPL_WHOISBOT", { nick: "bob" }), "bob is a bot"],
    [reply("ERR_NOTREGISTERED"), "You have not registered"],
    [reply("RPL_INVITING", { nick: "bob", channel: "#x" }), "bob #x"],
    [reply("RPL_LOCALUSERS", { users: 3, max: 5 }), "3 5: Current local users 3, max 5"],
    [reply("RPL_TOPIC", { channel: "#x", topic: "a\nb" }), "#x: ab"],
  ])("says %j", (given, words) => {
    expect(replyWords(given)).toBe(words);
  });
});

describe("numerics", () => {
  it.each(Object.entries(numerics))("%s is a code and well-formed parameters", (_, template) => {
    expect(template).toMatch(/^\d{3}( (\{\w+(\.\.\.)?\}|[^{}: ][^{} ]*))*( :[^\r\n]*)?$/);
  });
});

function fieldNames(template: string): string[] {
  return [...template.matchAll(/\{(\w+)/g)].map(([, name = ""]) => name);
}
