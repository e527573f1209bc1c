import { describe, expect, test } from "vitest";
import type { TestClient } from "../kit/client.ts";
import { logIn } from "../kit/log-in.ts";
import { TestNetwork } from "../kit/network.ts";
import { seenLine } from "../kit/seen.ts";

const everyTag =
  "server-time account-tag draft/oper-tag draft/relaymsg message-tags batch labeled-response draft/multiline";

/** #room with mallory as its operator and bob in it, who are sent every tag there is. */
function pair() {
  const network = new TestNetwork({ unlimited: true });
  const [mallory, bob] = ["mallory", "bob"].map((nick) => network.connect(nick, { caps: everyTag }));
  if (!mallory || !bob) throw new Error("two clients");
  for (const client of [mallory, bob]) client.send("JOIN #room");
  for (const client of [mallory, bob]) client.read();
  return { network, mallory, bob };
}

/** The tags of the one line that the other is sent, the id of a message and the time left out. */
function tagsAt(bob: TestClient): Record<string, string> {
  const [line = "", ...more] = bob.read();
  expect(more).toEqual([]);
  const { msgid, time, ...tags } = Object.fromEntries(seenLine(line).tags);
  expect([msgid, time]).toEqual([expect.stringMatching(/^t\w+-1$/), "2023-11-14T22:13:20.000Z"]);
  return tags;
}

describe("a tag that is the server's to set", () => {
  test.each([
    "msgid=forged",
    "time=1970-01-01T00:00:00.000Z",
    "account=root",
    "draft/oper=root",
    "bot",
    "draft/relaymsg=root",
    "label=x",
    "draft/multiline-concat",
    "unknown/tag=x",
    "msgid=forged;account=root;time=1970-01-01T00:00:00.000Z",
  ])("%s is not passed on", (forged) => {
    const { mallory, bob } = pair();
    for (const line of ["PRIVMSG #room :hi", "NOTICE #room :hi", "TAGMSG #room", "RELAYMSG #room x/y :hi"]) {
      mallory.send(`@${forged};+mine=1 ${line}`);
      const relay = line.startsWith("RELAYMSG") ? { "draft/relaymsg": "mallory" } : {};
      expect(tagsAt(bob)).toEqual({ ...relay, "+mine": "1" });
    }
  });

  test("batch=x, from who has opened none, is refused, and nothing is said", () => {
    const { mallory, bob } = pair();
    expect(mallory.ask("@batch=x PRIVMSG #room :hi")[0]).toMatch(/ FAIL BATCH INVALID_REFTAG x /);
    expect(bob.read()).toEqual([]);
  });

  test("is not made by what a client's own tag holds", () => {
    const { mallory, bob } = pair();
    mallory.send("@+a=x\\:account=root\\s:root!r@h\\sPRIVMSG\\r\\nQUIT;+account=root PRIVMSG #room :hi");
    const [line = ""] = bob.read();
    expect(line.split(" ")[0]?.replace(/^.*?;(?=\+a=)/, "")).toBe(
      "+a=x\\:account=root\\s:root!r@h\\sPRIVMSG\\r\\nQUIT;+account=root",
    );
    expect(bob.read()).toEqual([]);
  });
});

describe("a client's own tags", () => {
  test.each([
    ["+a=x\\;+b=y", "+a=x;+b=y"],
    ["+a=\\x\\:\\s", "+a=x\\:\\s"],
    ["+a=1;+a", "+a"],
    ["+draft/reply=t1-1;+ünï/€=😀", "+draft/reply=t1-1;+ünï/€=😀"],
    ["++=+;+/=/", "++=+;+/=/"],
    [";;+a;;", "+a"],
  ])("%s arrive as %s", (given, arrives) => {
    const { mallory, bob } = pair();
    mallory.send(`@${given} PRIVMSG #room :hi`);
    const [line = ""] = bob.read();
    expect(line.replace(/^@time=\S+?;msgid=\S+?;/, "")).toBe(
      `${arrives} :mallory!mallory@192.0.2.2 PRIVMSG #room :hi`,
    );
  });

  test.each(["+", "+=x", "=x", ";", "", "=;=;", "a;b;c", "-x", "@", ":"])(
    "%j are none, and do no harm: the line is passed on",
    (given) => {
      // "MUST NOT perform any validation that would reject the message if an invalid tag key name is used"
      const { mallory, bob } = pair();
      mallory.send(`@${given} PRIVMSG #room :hi`);
      expect(tagsAt(bob)).toEqual({});
    },
  );
});

test("what the server adds stays within 4094 bytes, whoever does it and however it is asked for", () => {
  // "Servers MUST NOT add tag data exceeding 4094 bytes to messages."
  const network = new TestNetwork({
    unlimited: true,
    casemapping: "utf8",
    utf8Nicks: true,
    limits: { nickLength: 64, userLength: 32 },
  });
  const nick = "漢".repeat(64);
  const caps = `${everyTag} echo-message`;
  const [speaker, reader] = [network.connect(nick, { caps }), network.connect("reader", { caps })];
  for (const account of ["😀".repeat(63), ";".repeat(63)]) {
    logIn(network, speaker, account);
    network.makeOperator(speaker);
    for (const client of [speaker, reader]) client.send("JOIN #room");
    speaker.send(`MODE ${nick} +B`);
    const label = "\\:".repeat(64);
    const relayed = `${"漢".repeat(63)}/`;
    speaker.send(
      `@label=${label} PRIVMSG #room,reader :hi`,
      `@label=${label} SAMODE #room +o ${nick}`,
      `@label=${label} RELAYMSG #room ${relayed} :hi`,
      `@label=${label} BATCH +1 draft/multiline #room`,
      "@batch=1 PRIVMSG #room :one",
      "@batch=1 PRIVMSG #room :two",
      "BATCH -1",
    );
    const lines = [...speaker.read(), ...reader.read()];
    expect(lines.filter((line) => / (PRIVMSG|BATCH) /.test(line)).length).toBeGreaterThan(12);
    for (const line of lines) {
      const [tags = ""] = /^(?:@\S+)?/.exec(line) ?? [];
      expect(Buffer.byteLength(tags)).toBeLessThan(4095);
      expect(Buffer.byteLength(`${line.slice(tags.length).trimStart()}\r\n`)).toBeLessThan(513);
    }
  }
});
