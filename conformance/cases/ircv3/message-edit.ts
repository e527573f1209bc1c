import type { RawClient } from "../../client/raw-client.ts";
import { tagOf } from "../../client/tags.ts";
import { clause } from "../../suite/case.ts";
import { cap } from "../../suite/needs.ts";
import type { Scene } from "../../suite/scene.ts";
import { said } from "./message-redaction.ts";

const needs = [cap("draft/message-edit"), cap("message-tags"), cap("echo-message")];
const editing = clause("ircv3: message-edit, Editing messages", ...needs);
const errors = clause("ircv3: message-edit, Errors", ...needs);
const caps = ["draft/message-edit", "message-tags", "echo-message"];

/** A message whose text is changed. */
export const messageEdit = [
  editing.must("EDIT is forwarded to the channel with the id and the new text", async (t) => {
    const { room, op } = await t.room("", { caps });
    const bob = await t.joined(room, { caps });
    const id = await said(t, op, room);
    await bob.settle();
    await edited(t, op, room, id);
    const line = (await bob.settle()).one("EDIT", room);
    t.equal(line.nick, op.nick, "who changes it");
    t.equal(tagOf(line, "draft/target-msgid"), id, "the id");
    t.equal(tagOf(line, "draft/edit-text"), "well then", "the text");
  }),
  editing.must("EDIT of a private message is forwarded to the other one", async (t) => {
    const [alice, bob] = [await t.client({ caps }), await t.client({ caps })];
    const id = await said(t, alice, bob.nick);
    await bob.settle();
    await edited(t, alice, bob.nick, id);
    t.equal(tagOf((await bob.settle()).one("EDIT", bob.nick), "draft/target-msgid"), id, "the id");
  }),
  editing.must("EDIT does not come to who does not know it", async (t) => {
    const { room, op } = await t.room("", { caps });
    const bob = await t.joined(room, { caps: ["message-tags"] });
    const id = await said(t, op, room);
    await bob.settle();
    await edited(t, op, room, id);
    (await bob.settle()).none("EDIT");
  }),
  errors.must("who has not said it is refused by EDIT_FORBIDDEN", async (t) => {
    const { room, op } = await t.room("", { caps });
    const bob = await t.joined(room, { caps });
    const id = await said(t, op, room);
    await bob.settle();
    const replies = await bob.exchange(edit(room, id, "mine"));
    replies.one("FAIL", "EDIT", "EDIT_FORBIDDEN", room, id);
    replies.none("EDIT");
  }),
  errors.must("an empty text is refused by INVALID_EDIT", async (t) => {
    const { room, op } = await t.room("", { caps });
    const id = await said(t, op, room);
    (await op.exchange(edit(room, id, ""))).one("FAIL", "EDIT", "INVALID_EDIT", room, id);
  }),
];

function edit(target: string, id: string, text: string): string {
  return `@draft/target-msgid=${id};draft/edit-text=${text} EDIT ${target}`;
}

async function edited(t: Scene, client: RawClient, target: string, id: string): Promise<void> {
  const replies = await client.exchange(edit(target, id, "well\\sthen"));
  const [refusal] = replies.all("FAIL", "EDIT");
  if (refusal) t.skip(`messages cannot be changed: ${refusal.raw}`);
}
