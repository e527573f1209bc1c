import { describe, expect, test } from "vitest";
import { compileFilters, Filters } from "../../src/moderation/filters.ts";
import { filteredRoom, type RuleInput, spam } from "../kit/filtered.ts";
import { TestNetwork } from "../kit/network.ts";
import { saidBy } from "../kit/said-by.ts";
import { saySeveral } from "../kit/several-lines.ts";

const refused = "404 #room :Cannot send to channel (filtered: Not allowed here)";

describe("what would take a tracking engine for ever", () => {
  test.each(["(a+)+$", "(a|aa)+$", "(.*)*x", "(a*)*b", "([a-z]+)*!", "(?:a?){30}a{30}"])("%s", (regex) => {
    const { bob, carol } = filteredRoom([{ name: "slow", match: { regex } }].map(unlessEmpty));
    const began = process.cpuUsage();
    bob.send(`PRIVMSG #room :${"a".repeat(400)}!`);
    const { user } = process.cpuUsage(began);
    expect(user).toBeLessThan(1_000_000);
    expect(carol.read().length).toBeLessThanOrEqual(1);
  });
});

// What matches nothing at all is refused: those patterns must find a letter more.
function unlessEmpty(rule: RuleInput): RuleInput {
  const { regex = "" } = rule.match;
  return { ...rule, match: { regex: `Z?${regex}[^Z]` } };
}

describe("ways around a word", () => {
  test.each([
    ["in an ACTION", "PRIVMSG #room :\x01ACTION buys spam\x01"],
    ["in a CTCP", "PRIVMSG #room :\x01SPAM\x01"],
    ["to the operators alone", "PRIVMSG @#room :spam"],
    ["to many prefixes", "PRIVMSG ~&@%+#room :spam"],
    ["to a name in other case", "PRIVMSG #ROOM :spam"],
    ["beside others", "PRIVMSG #nowhere,#room :spam"],
    ["with a source", ":alice PRIVMSG #room :spam"],
    ["in small letters of the command", "privmsg #room :spam"],
    ["by another name of the command", "MSG #room :spam"],
    ["with a colour in it", "PRIVMSG #room :s\x034pam"],
    ["unseen", "PRIVMSG #room :s\u200bpam"],
  ])("%s", (_, line) => {
    const { bob, carol, alice } = filteredRoom([spam()]);
    const lines = bob.ask(line);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/ 404 bob #\S+ :Cannot send to channel \(filtered: Not allowed here\)$/);
    expect([...carol.read(), ...alice.read()]).toEqual([]);
  });

  test("in a reaction or another tag; what only names a message is no text", () => {
    const { network, alice } = filteredRoom([spam()]);
    const eve = network.connect("eve", { caps: "message-tags" });
    eve.ask("JOIN #room");
    expect(eve.numerics("@+draft/react=spam;+reply=x TAGMSG #room")).toEqual([refused]);
    expect(eve.numerics("@+x=sp\\:am;+y=spam PRIVMSG #room :hello")).toEqual([refused]);
    alice.read();
    expect(eve.numerics("@+reply=spam PRIVMSG #room :hello")).toEqual([]);
    expect(alice.read()).toHaveLength(1);
  });

  test("by changing the text afterwards", () => {
    const network = new TestNetwork({ history: { edits: true }, filters: { rules: [spam()] } });
    const caps = "draft/message-edit message-tags echo-message";
    const [eve, bob] = ["eve", "bob"].map((nick) => network.connect(nick, { caps }));
    for (const client of [eve, bob]) client?.send("JOIN #room");
    if (!eve || !bob) throw new Error("they are not there");
    const id = saidBy(eve, "PRIVMSG #room :hello");
    bob.read();
    expect(eve.numerics(`@draft/target-msgid=${id};draft/edit-text=buy\\sspam EDIT #room`)).toEqual([
      refused,
    ]);
    expect(bob.read()).toEqual([]);
  });

  test.each([
    ["KICK", () => "KICK #own carol :spam"],
    ["KICK of several", () => "KICK #own,#own bob,carol :spam"],
    ["KNOCK", () => "KNOCK #room :spam"],
    ["RENAME", () => "RENAME #own #other :spam"],
    ["REDACT", (id: string) => `REDACT #own ${id} :spam`],
  ])("as the reason of a %s", (_, line) => {
    const { network, alice, carol } = filteredRoom([spam()], {}, "+i");
    const eve = network.connect("eve", {
      caps: "draft/channel-rename draft/message-redaction message-tags echo-message batch server-time",
    });
    eve.ask("JOIN #own");
    carol.ask("JOIN #own");
    const id = saidBy(eve, "PRIVMSG #own :hello");
    for (const client of [alice, carol]) client.read();
    expect(eve.numerics(line(id))[0]).toMatch(/^404 #\w+ :Cannot send to channel \(filtered: /);
    expect([...alice.read(), ...carol.read()]).toEqual([]);
  });

  test("through RELAYMSG", () => {
    const { network, carol } = filteredRoom([spam()]);
    const bot = network.connect("bot", { caps: "draft/relaymsg" });
    bot.ask("JOIN #bots");
    const said = bot.numerics("RELAYMSG #bots far/away :spam");
    expect(said).toEqual(["404 #bots :Cannot send to channel (filtered: Not allowed here)"]);
    expect(carol.read()).toEqual([]);
  });

  test("over several lines that go on, as a NOTICE, with a label", () => {
    const { network, carol } = filteredRoom([spam()]);
    const eve = network.connect("eve", { caps: "batch draft/multiline message-tags labeled-response" });
    eve.ask("JOIN #room");
    carol.read();
    expect(saySeveral(eve, "#room", ["s", "+p", "+am"], { verb: "NOTICE", tags: "label=5" })).toEqual([
      "@label=5 :irc.test NOTICE eve :*** Your notice to #room was not sent (filtered: Not allowed here)",
    ]);
    expect(carol.read()).toEqual([]);
  });
});

test("whether a hidden channel is there is not told by what is filtered in it", () => {
  const { bob, alice } = filteredRoom([
    spam({ what: ["message"] }),
    { name: "opted", match: { word: "eggs" }, what: ["message"], optIn: true },
  ]);
  alice.ask("JOIN #secret", "MODE #secret +sG");
  for (const text of ["spam", "eggs", "hello"]) {
    const [hidden = ""] = bob.numerics(`PRIVMSG #secret :${text}`);
    expect(hidden.replace("#secret", "#absent")).toBe(bob.numerics(`PRIVMSG #absent :${text}`)[0]);
  }
});

test("a thousand targets are judged once, and told once", () => {
  const { bob } = filteredRoom([spam()]);
  const targets = Array.from({ length: 100 }, (_, index) => `n${index}`).join(",");
  expect(bob.ask(`PRIVMSG ${targets} :spam`)).toHaveLength(1);
});

test("rules that come and go leave no counts behind, users no scores", () => {
  const { network, bob } = filteredRoom([spam({ action: "pass", score: 1 })], { scores: { threshold: 99 } });
  const { filters } = network.node.moderation;
  bob.send("PRIVMSG #room :spam");
  expect(filters.scored).toBe(1);
  bob.send("QUIT");
  expect(filters.scored).toBe(0);
  expect(filters).toBeInstanceOf(Filters);
  filters.configure(compileFilters({ ...network.node.live.config.filters, rules: [] }));
  expect(filters.hitsOf("spam")).toEqual({ live: 0, dry: 0 });
});
