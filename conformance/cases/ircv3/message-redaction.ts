import type { RawClient } from "../../client/raw-client.ts";
import { tagOf } from "../../client/tags.ts";
import { clause } from "../../suite/case.ts";
import { cap } from "../../suite/needs.ts";
import type { Scene } from "../../suite/scene.ts";

const needs = [cap("draft/message-redaction"), cap("message-tags"), cap("echo-message")];
const redaction = clause("ircv3: message-redaction", ...needs);
const errors = clause("ircv3: message-redaction, Errors", ...needs);
const caps = ["draft/message-redaction", "message-tags", "echo-message"];

/** A message that is taken back. */
export const messageRedaction = [
  redaction.should("REDACT is told to all who know it, with the id and the reason", async (t) => {
    const { room, op } = await t.room("", { caps });
    const bob = await t.joined(room, { caps });
    const id = await said(t, op, room);
    await bob.settle();
    await redacted(t, op, `${room} ${id} :never mind`);
    t.equal((await bob.settle()).one("REDACT", room, id, "never mind").nick, op.nick, "who takes it back");
  }),
  redaction.should("REDACT of a private message is told to the other one", async (t) => {
    const [alice, bob] = [await t.client({ caps }), await t.client({ caps })];
    const id = await said(t, alice, bob.nick);
    await bob.settle();
    await redacted(t, alice, `${bob.nick} ${id}`);
    t.equal((await bob.settle()).one("REDACT", bob.nick, id).nick, alice.nick, "who takes it back");
  }),
  redaction.must("REDACT is not told to who does not know it", async (t) => {
    const { room, op } = await t.room("", { caps });
    const bob = await t.joined(room, { caps: ["message-tags"] });
    const id = await said(t, op, room);
    await bob.settle();
    await redacted(t, op, `${room} ${id}`);
    (await bob.settle()).none("REDACT");
  }),
  errors.must("who neither said it nor is an operator is refused by REDACT_FORBIDDEN", async (t) => {
    const { room, op } = await t.room("", { caps });
    const bob = await t.joined(room, { caps });
    const id = await said(t, op, room);
    await bob.settle();
    const replies = await bob.exchange(`REDACT ${room} ${id}`);
    replies.one("FAIL", "REDACT", "REDACT_FORBIDDEN", room, id);
    replies.none("REDACT");
  }),
  errors.must("a message that does not exist is refused by UNKNOWN_MSGID", async (t) => {
    const { room, op } = await t.room("", { caps });
    const replies = await op.exchange(`REDACT ${room} nonsense`);
    replies.one("FAIL", "REDACT", "UNKNOWN_MSGID", room, "nonsense");
    replies.none("REDACT");
  }),
];

/** The id of something that was just said. */
export async function said(t: Scene, client: RawClient, target: string): Promise<string> {
  const echo = (await client.exchange(`PRIVMSG ${target} :oops`)).one("PRIVMSG", target);
  return tagOf(echo, "msgid") ?? t.skip("messages have no ids");
}

async function redacted(t: Scene, client: RawClient, rest: string): Promise<void> {
  const replies = await client.exchange(`REDACT ${rest}`);
  const [refusal] = replies.all("FAIL", "REDACT");
  if (refusal) t.skip(`messages cannot be taken back: ${refusal.raw}`);
}
