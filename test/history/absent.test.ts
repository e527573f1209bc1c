import { describe, expect, test } from "vitest";
import type { TestClient } from "../kit/client.ts";
import { LastingNetwork, readerCaps } from "../kit/lasting.ts";
import { saidBy } from "../kit/said-by.ts";
import { tagged } from "../kit/tagged.ts";

// What was said to somebody who is not here any more is taken back and changed all the same.

const caps = `${readerCaps} draft/message-edit`;
const config = { history: { edits: true }, sessions: { multiclient: "off" } } as const;

/** A message of alice's to bob, who is gone since. */
function said(asAccount: string | undefined) {
  const network = new LastingNetwork(config);
  const enter = (nick: string, account?: string) => network.reader(nick, account, caps);
  const [alice, bob] = [enter("alice", "alice"), enter("bob", asAccount)];
  const id = saidBy(alice, "PRIVMSG bob :oops");
  bob.read();
  return { network, enter, alice, bob, id };
}

/** What a client is answered, without tags. */
async function answer(client: TestClient, line: string): Promise<string[]> {
  return (await client.answer(line)).map((one) => tagged(one).line);
}

const edit = (id: string, target: string) =>
  `@draft/target-msgid=${id};draft/edit-text=better EDIT ${target}`;

/** What a client reads of a conversation. */
async function talk(client: TestClient, other: string): Promise<string> {
  return (await client.answer(`CHATHISTORY LATEST ${other} * 50`)).join("\n");
}

describe.each([
  ["an account", "bob"],
  ["a guest", undefined],
])("to %s that is gone", (_, account) => {
  test("a message is taken back by who said it, also after a restart", async () => {
    const { network, alice, bob, id } = said(account);
    const second = saidBy(alice, "PRIVMSG bob :again");
    bob.vanish();
    const line = `:alice!alice@192.0.2.2 REDACT bob ${id} :no`;
    expect(await answer(alice, `REDACT bob ${id} :no`)).toEqual([line]);
    expect(await talk(alice, "bob")).not.toContain("oops");
    expect(await answer(alice, `REDACT bob ${id}`)).toEqual([
      `:irc.test FAIL REDACT UNKNOWN_MSGID bob ${id} :This message does not exist or is too old`,
    ]);
    const next = await network.restarted();
    const again = next.reader("alicia", "alice", caps);
    expect(await answer(again, `REDACT bob ${second}`)).toHaveLength(1);
    expect(await talk(again, "bob")).not.toContain("again");
  });

  test("a message gets another text", async () => {
    const { alice, bob, id } = said(account);
    bob.vanish();
    expect(await answer(alice, edit(id, "bob"))).toEqual([":alice!alice@192.0.2.2 EDIT bob"]);
    expect(await talk(alice, "bob")).toContain("better");
    expect(await talk(alice, "bob")).not.toContain("oops");
  });

  test("nobody else does, not even who was told", async () => {
    const { network, enter, alice, bob, id } = said(account);
    const carol = enter("carol", "carol");
    bob.vanish();
    const unknown = "This message does not exist or is too old";
    expect(await answer(carol, `REDACT bob ${id}`)).toEqual([
      `:irc.test FAIL REDACT UNKNOWN_MSGID bob ${id} :${unknown}`,
    ]);
    expect(await answer(carol, edit(id, "bob"))).toEqual([expect.stringContaining("EDIT_FORBIDDEN")]);
    alice.vanish();
    const back = enter("bob", "bob");
    const code = account === undefined ? "UNKNOWN_MSGID" : "REDACT_FORBIDDEN";
    expect(await answer(back, `REDACT alice ${id}`)).toEqual([expect.stringContaining(code)]);
    const next = await network.restarted();
    const later = next.reader("alice", "alice", caps);
    expect(await talk(later, "bob")).toContain("oops");
  });
});

test("who was told and is here again under another nick learns of it", async () => {
  const { enter, alice, bob, id } = said("bob");
  bob.vanish();
  const robert = enter("robert", "bob");
  expect(await answer(alice, `REDACT bob ${id}`)).toEqual([`:alice!alice@192.0.2.2 REDACT robert ${id}`]);
  expect(robert.read().map((line) => tagged(line).line)).toEqual([
    `:alice!alice@192.0.2.2 REDACT robert ${id}`,
  ]);
  expect(await talk(robert, "alice")).not.toContain("oops");
});

test("who keeps such words away is not told, and what was said stays", async () => {
  const { enter, alice, bob, id } = said("bob");
  bob.vanish();
  const robert = enter("robert", "bob");
  robert.ask("MODE robert +g");
  expect(await answer(alice, `REDACT bob ${id}`)).toEqual([expect.stringContaining("REDACT_FORBIDDEN")]);
  expect(robert.read()).toEqual([]);
  expect(await talk(robert, "alice")).toContain("oops");
});

test("a guest with the nick of who was told learns nothing", async () => {
  const { enter, alice, bob, id } = said(undefined);
  bob.vanish();
  const lines = answer(alice, `REDACT bob ${id}`);
  const other = enter("bob");
  expect(await lines).toEqual([expect.stringContaining("UNKNOWN_MSGID")]);
  expect(other.read()).toEqual([]);
});

test("who has no account has nothing to take back from who is gone", async () => {
  const network = new LastingNetwork(config);
  const [guest, bob] = [network.reader("guest", undefined, caps), network.reader("bob", "bob", caps)];
  const id = saidBy(guest, "PRIVMSG bob :oops");
  bob.vanish();
  expect(await answer(guest, `REDACT bob ${id}`)).toEqual([
    `:irc.test FAIL REDACT INVALID_TARGET bob :You cannot delete messages from bob`,
  ]);
});

test("what one connection of an account said another takes back, and memory does not show it either", async () => {
  const { enter, alice, bob, id } = said("bob");
  const other = enter("alicia", "alice");
  expect(await answer(other, `REDACT bob ${id}`)).toEqual([`:alicia!alicia@192.0.2.4 REDACT bob ${id}`]);
  for (let count = 0; count < 1001; count++) {
    const more = saidBy(other, `PRIVMSG bob :${count}`);
    await answer(other, `REDACT bob ${more}`);
    bob.read();
  }
  expect(await talk(bob, "alice")).not.toContain("oops");
  expect(await talk(alice, "bob")).not.toContain("oops");
});

describe("of two that are asked for at once, the second finds nothing", () => {
  test.each([
    ["REDACT", (id: string) => `REDACT bob ${id}`, "UNKNOWN_MSGID"],
    ["EDIT", (id: string) => edit(id, "bob"), "EDIT_FORBIDDEN"],
  ])("%s after REDACT from another connection of the account", async (_, line, code) => {
    const { enter, alice, bob, id } = said("bob");
    const other = enter("alicia", "alice");
    bob.vanish();
    // Both are looking it up when the entry of the first comes.
    alice.send(`REDACT bob ${id}`);
    other.send(line(id));
    expect(await answer(alice, "PING 1")).toContain(`:alice!alice@192.0.2.2 REDACT bob ${id}`);
    expect(other.read()).toEqual([expect.stringContaining(code)]);
    expect(await talk(alice, "bob")).not.toContain("PRIVMSG");
  });
});
