import fc from "fast-check";
import { expect, test } from "vitest";
import { capabilityTable } from "../../src/caps/capabilities.ts";
import { tagsOf, withTag } from "../../src/caps/event-tags.ts";
import { tagMakers } from "../../src/caps/renderings.ts";
import { formatTags } from "../../src/protocol/message.ts";
import { escapeTagValue } from "../../src/protocol/tags.ts";
import { userIdentity } from "../../src/world/identity.ts";

/** The tags of a line, read by the letter of message-tags.md, "Format" and "Escaping values". */
function read(line: string): ReadonlyMap<string, string> {
  const [, text = ""] = /^@([^\0\r\n ]+) (?=\S)/.exec(line) ?? [];
  const tags = new Map<string, string>();
  for (const tag of text === "" ? [] : text.split(";")) {
    const [key = "", ...value] = tag.split("=");
    expect(tags.has(key)).toBe(false);
    tags.set(key, unescaped(value.join("=")));
  }
  return tags;
}

function unescaped(value: string): string {
  let meant = "";
  for (let at = 0; at < value.length; at += 1) {
    if (value[at] !== "\\") meant += value[at];
    else {
      at += 1;
      meant += { ":": ";", s: " ", "\\": "\\", r: "\r", n: "\n" }[value[at] ?? ""] ?? value[at] ?? "";
    }
  }
  return meant;
}

// Whatever a name could be, if nothing before had kept it from it: any text without NUL, which no line can have.
const sign = fc.oneof(
  fc.constantFrom(..."; \\\r\n:srn=,"),
  fc.string({ unit: "binary", minLength: 1, maxLength: 1 }).filter((char) => char !== "\0"),
);
const value = fc.array(sign, { maxLength: 20 }).map((signs) => signs.join(""));
const key = fc.stringMatching(/^(?:[a-z]{1,8}\.[a-z]{2,3}\/)?[A-Za-z0-9-]{1,12}$/);
const clientTags = fc.uniqueArray(fc.tuple(key, value), { selector: ([name]) => name, maxLength: 6 });
const names = capabilityTable.map((capability) => capability.name);

test("what the server writes of an event is read as it was meant, for any capabilities", () => {
  const event = fc.record({
    account: fc.option(value, { nil: undefined }),
    relayedBy: fc.option(value, { nil: undefined }),
    id: fc.option(fc.stringMatching(/^[A-Za-z0-9_-]{1,20}$/), { nil: undefined }),
    at: fc.integer({ min: 0, max: 4_102_444_800_000 }),
    bot: fc.boolean(),
    oper: fc.boolean(),
    clients: clientTags,
  });
  fc.assert(
    fc.property(event, fc.subarray(names), (given, asked) => {
      const { account, relayedBy, id, at, bot, oper, clients } = given;
      const by = { ...userIdentity("n", "u", "h", account), bot, oper };
      const own = new Map(clients.map(([name, text]) => [`+${name}`, text]));
      const has = (name: (typeof names)[number]) => asked.includes(name);
      const makers = tagMakers(new Set(asked));
      const line = `${tagsOf({ by, at, id, relayedBy, clientTags: formatTags(own) }, makers)}:n!u@h PRIVMSG #c :x`;
      const expected = new Map<string, string>([
        ...(has("server-time") ? [["time", new Date(at).toISOString()] as const] : []),
        ...(has("account-tag") && account !== undefined ? [["account", account] as const] : []),
        ...(has("draft/oper-tag") && oper ? [["draft/oper", ""] as const] : []),
        ...(has("draft/relaymsg") && relayedBy !== undefined ? [["draft/relaymsg", relayedBy] as const] : []),
        ...(has("message-tags") && id !== undefined ? [["msgid", id] as const] : []),
        ...(has("message-tags") && bot ? [["bot", ""] as const] : []),
        ...(has("message-tags") ? own : []),
      ]);
      // In this order: "Any server-sent tags attached to messages MUST be included before client-only tags".
      expect([...read(line)]).toEqual([...expected]);
    }),
    { numRuns: 500 },
  );
});

test("one more tag is read with those that were there, before them", () => {
  fc.assert(
    fc.property(clientTags, value, (tags, label) => {
      const text = formatTags(new Map(tags));
      const line = withTag(text === "" ? ":s PING" : `@${text} :s PING`, `+label=${escapeTagValue(label)}`);
      expect([...read(line)]).toEqual([["+label", label], ...tags]);
    }),
  );
});
