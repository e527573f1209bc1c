import type { TestNetwork } from "../../kit/network.ts";
import { byBoth, type Kind, ofEach } from "./kind.ts";
import type { Said } from "./spec.ts";

const clientTags = { "+draft/react": "a\\sb", "+example.com/x": "" };
const sentTags = "@+draft/react=a\\sb;+example.com/x;unknown=1";
const tagged: Said = { id: true, clientTags };

/** The id of what was said last, before the REDACT or EDIT of it too. */
function lastId({ entries }: TestNetwork): string {
  const last = entries.findLast(
    ({ request }) => request.type === "line" && request.message.command === "PRIVMSG",
  );
  return `${last?.id}-1`;
}

/** What is said, in all its ways. */
export const messages: readonly Kind[] = [
  ...["PRIVMSG", "NOTICE"].flatMap((verb) =>
    byBoth({
      name: `${verb} with client-only tags`,
      written: ["message-sent"],
      happen: ({ room }, { client }) => client.send(`${sentTags} ${verb} ${room} :hello, all`),
      shown: (spec, { source }, { room }) => [spec.line(source, verb, [room, "hello, all"], tagged)],
    }),
  ),
  ...byBoth({
    // message-tags.md: "MUST NOT deliver TAGMSG to clients that haven't negotiated the message tags capability."
    name: "TAGMSG",
    written: ["message-sent"],
    happen: ({ room }, { client }) => client.send(`${sentTags} TAGMSG ${room}`),
    shown: (spec, { source }, { room }) =>
      spec.has("message-tags") ? [spec.line(source, "TAGMSG", [room], tagged)] : [],
  }),
  ...byBoth({
    name: "PRIVMSG to each who reads",
    written: ["message-sent"],
    happen: ({ receivers }, { client }) => {
      for (const { source } of receivers) client.send(`PRIVMSG ${source.nick} :only you`);
    },
    shown: (spec, { source }) => [spec.line(source, "PRIVMSG", [spec.self.nick, "only you"], { id: true })],
  }),
  ...byBoth({
    name: "PRIVMSG to everybody on a server",
    written: ["message-sent"],
    happen: (_, { client }) => client.send("PRIVMSG $*.test :all of you"),
    shown: (spec, { source }) => [spec.line(source, "PRIVMSG", ["$*.test", "all of you"], { id: true })],
  }),
  ...byBoth({
    // relaymsg: the source is no user; account and operator are not its own, who relays is.
    name: "a relayed message",
    written: ["message-sent"],
    happen: ({ room }, { client }) => client.send(`RELAYMSG ${room} sue/far :from afar`),
    shown: (spec, { source: by }, { room }) => {
      const prefix = `sue/far!${by.nick}@${by.prefix.replace(/.*@/, "")}`;
      const relayed = { nick: "sue/far", prefix, ...(by.bot && { bot: by.bot }) };
      return [spec.line(relayed, "PRIVMSG", [room, "from afar"], { id: true, relayedBy: by.nick })];
    },
  }),
  ...byBoth({
    // message-redaction.md: "MUST not forward this REDACT to target recipients that have not negotiated this capability".
    name: "REDACT",
    written: ["message-redacted"],
    enter(stage, by) {
      const actor = stage.actor(by);
      actor.client.send(`PRIVMSG ${stage.room} :oops`);
      return actor;
    },
    happen: ({ room, network }, { client }) => client.send(`REDACT ${room} ${lastId(network)} :never mind`),
    shown: (spec, { source }, { room, network }) => {
      if (!spec.has("draft/message-redaction")) return [];
      return [spec.line(source, "REDACT", [room, lastId(network), "never mind"])];
    },
  }),
  ...byBoth({
    // proposal 425: with message-tags alone a client reads a NOTICE, for so we have chosen.
    name: "EDIT",
    written: ["message-edited"],
    enter(stage, by) {
      const actor = stage.actor(by);
      actor.client.send(`PRIVMSG ${stage.room} :oops`);
      return actor;
    },
    happen: ({ room, network }, { client }) =>
      client.send(`@draft/target-msgid=${lastId(network)};draft/edit-text=well\\sthen EDIT ${room}`),
    shown: (spec, { source }, { room, network }) => {
      const edits = { "draft/target-msgid": lastId(network), "draft/edit-text": "well\\sthen" };
      if (spec.has("draft/message-edit") && spec.has("message-tags"))
        return [spec.line(source, "EDIT", [room], { id: true, ownTags: edits })];
      const notice = "edited a message from 0 seconds ago: well then";
      return [spec.line(source, "NOTICE", [room, notice], { id: true })];
    },
  }),
  ...byBoth({
    // account-tag.md and bot-mode.md: the tags belong on numerics that somebody caused, such as this one.
    name: "718: a message that is held back",
    written: ["told"],
    besides: ["server-time", "account-tag", "draft/oper-tag", "message-tags"],
    enter(stage, by) {
      for (const { client, source } of stage.receivers) client.send(`MODE ${source.nick} +g`);
      // Nobody is told more often than once a minute.
      stage.network.now += 61_000;
      return stage.actor(by);
    },
    happen: ({ receivers }, { client }) => {
      for (const { source } of receivers) client.send(`PRIVMSG ${source.nick} :may I?`);
    },
    shown: (spec, { source }) => [spec.bare(spec.tags(source), "irc.test", "718", [])],
    leave({ receivers }) {
      for (const { client, source } of receivers) client.send(`MODE ${source.nick} -g`);
    },
  }),
  ...["PRIVMSG", "NOTICE"].map((verb) =>
    ofEach({
      // echo-message.md: only to who asked for it, as others would be sent it.
      name: `${verb}, echoed`,
      written: ["message-sent"],
      besides: ["echo-message"],
      does: ({ client }) => client.send(`${sentTags} ${verb} owner :hello`),
      shown: (spec) =>
        spec.has("echo-message") ? [spec.line(spec.self, verb, ["owner", "hello"], tagged)] : [],
    }),
  ),
  ofEach({
    // echo-message.md: "the same rules apply to TAGMSG messages" with message-tags.
    name: "TAGMSG, echoed",
    written: ["message-sent"],
    needs: ["message-tags"],
    besides: ["echo-message"],
    does: ({ client }) => client.send(`${sentTags} TAGMSG owner`),
    shown: (spec) => (spec.has("echo-message") ? [spec.line(spec.self, "TAGMSG", ["owner"], tagged)] : []),
  }),
  ofEach({
    name: "PRIVMSG to oneself, delivered and echoed",
    written: ["message-sent"],
    besides: ["echo-message"],
    does: ({ client, source }) => client.send(`PRIVMSG ${source.nick} :note`),
    shown(spec) {
      const line = spec.line(spec.self, "PRIVMSG", [spec.self.nick, "note"], { id: true });
      return spec.has("echo-message") ? [line, line] : [line];
    },
  }),
];
