import { expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";
import { saidBy } from "../kit/said-by.ts";
import { tagged } from "../kit/tagged.ts";

const caps = "draft/message-edit message-tags echo-message";

test("EDIT changes the text of a message for everybody in the channel", () => {
  const network = new TestNetwork({ history: { edits: true } });
  const [alice, bob] = ["alice", "bob"].map((nick) => network.connect(nick, { caps }));
  if (!alice || !bob) throw new Error("they are not there");
  for (const client of [alice, bob]) client.send("JOIN #room");
  const id = saidBy(bob, "PRIVMSG #room :oops");
  alice.read();
  bob.send(`@draft/target-msgid=${id};draft/edit-text=all\\sright EDIT #room`);
  expect(alice.read().map(tagged)).toMatchObject([
    {
      line: ":bob!bob@192.0.2.3 EDIT #room",
      tags: { "draft/target-msgid": id, "draft/edit-text": "all\\sright" },
    },
  ]);
  expect(alice.ask("HISTORY #room").join("\n")).toMatch(/<bob> all right \(edited\)/);
});
