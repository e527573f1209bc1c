import { describe, expect, test } from "vitest";
import { z } from "zod";
import { hashPassword } from "../../src/accounts/password-hash.ts";
import type { ConfigInput } from "../../src/config/schema.ts";
import { createLogger } from "../../src/logging/logger.ts";
import { TestNetwork } from "../kit/network.ts";
import { saidBy } from "../kit/said-by.ts";

const Line = z.looseObject({ level: z.number(), msg: z.string() });

/** A network that is logged, and the lines of its log. */
function logged(config: ConfigInput = {}) {
  const written: string[] = [];
  const text = () => written.join("");
  const destination = { write: (line: string) => void written.push(line) };
  const log = createLogger({ level: "debug", pretty: false, destination });
  const network = new TestNetwork(config, { log });
  const lines = () =>
    text()
      .split("\n")
      .slice(0, -1)
      .map((line) => Line.parse(JSON.parse(line)));
  return { network, text, about: (name: string) => lines().filter(({ msg }) => msg === name) };
}

describe("the log", () => {
  test("tells who connects, registers, joins, leaves and why", () => {
    const { network, about } = logged();
    const [alice, bob] = network.inChannel("#lobby", "alice", "bob");
    alice?.send("PART #lobby");
    bob?.vanish();
    expect(about("connected")).toHaveLength(2);
    expect(about("registered")).toMatchObject([{ nick: "alice", address: "192.0.2.2" }, { nick: "bob" }]);
    expect(about("joined")).toMatchObject([{ nick: "alice", channel: "#lobby" }, { nick: "bob" }]);
    expect(about("parted")).toMatchObject([{ nick: "alice", channel: "#lobby" }]);
    expect(about("ended")).toMatchObject([{ nick: "bob", reason: "Connection reset by peer" }]);
  });

  test("tells as much as log.level says from REHASH on", async () => {
    const { network, about } = logged();
    const boss = network.connect("boss");
    network.makeOperator(boss);
    network.config = { ...network.config, log: { level: "warn" } };
    await boss.answer("REHASH");
    network.connect("unlogged");
    expect(about("registered")).toMatchObject([{ nick: "boss" }]);
  });

  test("is silent on a server that only starts", () => {
    expect(logged().text()).toBe("");
  });

  test("tells nick changes, kicks, invitations, topics and modes", () => {
    const { network, about } = logged();
    const [alice] = network.inChannel("#lobby", "alice", "bob");
    network.connect("carol");
    alice?.send("NICK alicia", "KICK #lobby bob :enough", "INVITE carol #lobby", "TOPIC #lobby :cats");
    alice?.send("MODE #lobby +m", "MODE alicia +i");
    expect(about("nick changed")).toMatchObject([{ from: "alice", to: "alicia" }]);
    expect(about("kicked")).toMatchObject([
      { by: "alicia", nick: "bob", channel: "#lobby", reason: "enough" },
    ]);
    expect(about("invited")).toMatchObject([{ by: "alicia", nick: "carol", channel: "#lobby" }]);
    expect(about("topic set")).toMatchObject([{ by: "alicia", channel: "#lobby" }]);
    expect(about("channel modes changed")).toMatchObject([{ by: "alicia", channel: "#lobby", modes: "+m" }]);
    expect(about("user modes changed")).toMatchObject([{ nick: "alicia", modes: "+i" }]);
  });

  test("never tells what somebody says on leaving, whoever reads server notices", () => {
    const { network, about, text } = logged();
    network.makeOperator(network.connect("root"));
    network.connect("alice").send("QUIT :words-of-alice");
    network.open().send("NICK bob", "QUIT :words-of-bob");
    expect(about("ended")).toMatchObject([{ reason: "Quit" }, { reason: "Quit" }]);
    expect(text()).not.toContain("words-of");
  });

  test("tells operators, what they do, and who failed to become one", async () => {
    const password = await hashPassword("right");
    const { network, about } = logged({ opers: [{ name: "root", password }] });
    const [alice] = ["alice", "bob"].map((nick) => network.connect(nick));
    alice?.send("OPER root wrong");
    await expect
      .poll(() => about("refused"))
      .toMatchObject([{ nick: "alice", numeric: "ERR_PASSWDMISMATCH" }]);
    alice?.send("OPER root right");
    await expect.poll(() => about("became an operator")).toMatchObject([{ nick: "alice", block: "root" }]);
    alice?.send("KILL bob :spam");
    expect(about("killed")).toMatchObject([{ nick: "bob", reason: expect.stringContaining("spam") }]);
  });

  test("tells what guards refuse at info, and other refusals at debug", () => {
    const { network, about } = logged();
    network.connect("alice").send("KILL bob", "JOIN nowhere");
    expect(about("refused")).toMatchObject([
      { level: 30, numeric: "ERR_NOPRIVILEGES" },
      { level: 20, numeric: "ERR_NOSUCHCHANNEL" },
    ]);
  });

  test("tells who is throttled", () => {
    const { network, about } = logged();
    network.connect("alice").send(...Array.from({ length: 60 }, () => "PING x"));
    expect(about("throttled")).toMatchObject([{ nick: "alice" }]);
  });

  test("has no password, key, topic or message in it", async () => {
    const { network, text, about } = logged({ password: "tell-nobody" });
    const alice = network.open();
    alice.send("PASS tell-nobody", "NICK alice", "USER alice 0 * :Alice", "JOIN #lobby tell-nobody");
    alice.send("MODE #lobby +k tell-nobody", "JOIN #lobby,#other tell-nobody", "TOPIC #lobby :tell-nobody");
    alice.send("PRIVMSG #lobby :tell-nobody", "PRIVMSG alice :tell-nobody", "AWAY :tell-nobody");
    alice.send("OPER alice tell-nobody", "PART #lobby :tell-nobody", "QUIT :tell-nobody");
    await expect.poll(() => about("ended")).toMatchObject([{ nick: "alice", reason: "Quit" }]);
    expect(text()).not.toContain("tell-nobody");
  });

  test("has what is said in channels where that is asked for, and never what is said in private", () => {
    const { network, about, text } = logged({ log: { channels: true } });
    const [alice] = network.inChannel("#lobby", "alice", "bob");
    alice?.send("PRIVMSG #lobby :in public", "PRIVMSG bob :in private");
    expect(about("said")).toMatchObject([
      { nick: "alice", channel: "#lobby", verb: "PRIVMSG", text: "in public" },
    ]);
    expect(text()).not.toContain("in private");
  });

  test("tells who took back whose message in a channel, never its words, and nothing of what was private", () => {
    const { network, about, text } = logged({ log: { channels: false } });
    const alice = network.connect("alice", { caps: "draft/message-redaction message-tags echo-message" });
    network.connect("bob");
    alice.send("JOIN #lobby");
    const ids = ["#lobby", "bob"].map((target) => saidBy(alice, `PRIVMSG ${target} :tell-nobody`));
    alice.send(`REDACT #lobby ${ids[0]} :tell-nobody`, `REDACT bob ${ids[1]} :tell-nobody`);
    expect(about("message redacted")).toMatchObject([
      { by: "alice", nick: "alice", channel: "#lobby", message: ids[0] },
    ]);
    expect(text()).not.toContain("tell-nobody");
  });

  test.each([true, false])(
    "tells who edited in a channel, the words only where those are logged: %s",
    (channels) => {
      const { network, about, text } = logged({ log: { channels }, history: { edits: true } });
      const alice = network.connect("alice", { caps: "draft/message-edit message-tags echo-message" });
      network.connect("bob");
      alice.send("JOIN #lobby");
      const ids = ["#lobby", "bob"].map((target) => saidBy(alice, `PRIVMSG ${target} :first`));
      for (const [place, target] of ["#lobby", "bob"].entries())
        alice.send(
          `@draft/target-msgid=${ids[place]};draft/edit-text=to-${target.replace("#", "")} EDIT ${target}`,
        );
      expect(about("message edited")).toMatchObject([{ by: "alice", channel: "#lobby", message: ids[0] }]);
      expect([text().includes("to-lobby"), text().includes("to-bob")]).toEqual([channels, false]);
    },
  );

  test.each([true, false])("stays in its lines whatever people write (pretty: %s)", (pretty) => {
    const chunks: string[] = [];
    const destination = { write: (line: string) => void chunks.push(line) };
    const log = createLogger({ level: "info", pretty, destination });
    const network = new TestNetwork({ log: { channels: true } }, { log });
    const [alice, bob] = network.inChannel("#lobby", "alice", "bob");
    alice?.send(
      "PRIVMSG #lobby :\x1b[2J\x07\u2028\u202eforged",
      "KICK #lobby bob :\x1b]0;x\x07",
      "TOPIC #lobby :\x9b1m",
    );
    bob?.vanish("\r\nforged\x1b[m");
    expect(chunks.length).toBeGreaterThan(5);
    for (const chunk of chunks) {
      expect(chunk.indexOf("\n")).toBe(chunk.length - 1);
      expect(chunk.slice(0, -1)).not.toMatch(/[\0-\x1f]/);
    }
  });
});
