import { byBoth, type Kind } from "./kind.ts";
import type { Spec } from "./spec.ts";
import type { Actor, Stage } from "./stage.ts";

/** What becomes of a channel, and who is asked into it. */
export const rooms: readonly Kind[] = [
  ...byBoth({
    name: "TOPIC",
    written: ["topic-set"],
    happen: ({ room }, { client }) => client.send(`TOPIC ${room} :something else`),
    shown: (spec, { source }, { room }) => [spec.line(source, "TOPIC", [room, "something else"])],
  }),
  ...byBoth({
    name: "MODE of the channel",
    written: ["channel-modes-changed"],
    happen: ({ room }, { client }) => client.send(`MODE ${room} +l-o 900 owner`, `MODE ${room} -l+o owner`),
    shown: (spec, { source }, { room }) => [
      spec.line(source, "MODE", [room, "+l-o", "900", "owner"]),
      spec.line(source, "MODE", [room, "-l+o", "owner"]),
    ],
  }),
  ...byBoth({
    // invite-notify.md: members who asked for it.
    name: "INVITE, seen by members",
    written: ["invited"],
    enter(stage, by) {
      stage.extra(`guest-of-${by}`);
      return stage.actor(by);
    },
    happen: ({ room }, { client, source }) => client.send(`INVITE ${guestOf(source)} ${room}`),
    shown: (spec, { source }, { room }) =>
      spec.has("invite-notify") ? [spec.line(source, "INVITE", [guestOf(source), room])] : [],
  }),
  ...byBoth({
    name: "INVITE of each who reads",
    written: ["invited"],
    enter(stage, by) {
      const actor = stage.actor(by);
      actor.client.send(`JOIN #${by}`);
      return actor;
    },
    happen({ receivers }, { client, source }) {
      for (const { source: guest } of receivers) {
        client.send(`INVITE ${guest.nick} #${source.nick.replace(/\d/g, "")}`);
      }
    },
    shown: (spec, { source }) => [
      spec.line(source, "INVITE", [spec.self.nick, `#${source.nick.replace(/\d/g, "")}`]),
    ],
  }),
  ...byBoth({
    // metadata.md, "Notifications": channels they are joined to.
    name: "METADATA of the channel",
    written: ["metadata-set"],
    enter: subscribed,
    happen: ({ room }, { client, source }) => client.send(`METADATA ${room} SET url :to ${source.nick}`),
    shown: (spec, { source }, { room }) => spec.metadata(source, room, "url", `to ${source.nick}`),
  }),
  ...byBoth({
    // Other clients in the channels they are joined to. A key that is gone comes without a value.
    name: "METADATA of a member",
    written: ["metadata-set"],
    enter(stage, by) {
      stage.extra(`member-of-${by}`, stage.room);
      return subscribed(stage, by);
    },
    happen: (_, { client, source }) => {
      client.send(`METADATA ${memberOf(source)} SET url :somewhere`, `METADATA ${memberOf(source)} SET url`);
    },
    shown: (spec, { source }) => [
      ...spec.metadata(source, memberOf(source), "url", "somewhere"),
      ...spec.metadata(source, memberOf(source), "url"),
    ],
  }),
  ...byBoth({
    name: "RENAME",
    written: ["channel-renamed", "parted", "joined"],
    numerics: [
      "no-implicit-names",
      "multi-prefix",
      "userhost-in-names",
      "draft/read-marker",
      "draft/channel-flood-limits",
    ],
    enter(stage, by) {
      // The fallback is about who reads, and tagged as theirs.
      stage.makeReceiversLoud();
      stage.network.now += 61_000;
      return stage.actor(by);
    },
    happen(stage, { client, source }) {
      client.send(`RENAME ${stage.room} #room-of-${source.nick} :another name`);
    },
    shown: renamed,
    leave(stage, { source }) {
      stage.room = `#room-of-${source.nick}`;
    },
  }),
];

/** Of whom an operator says something: nobody else is in their account. */
function memberOf({ nick }: { readonly nick: string }): string {
  return `member-of-${nick.replace(/\d/g, "")}`;
}

/** metadata.md: told of a key are those who are subscribed to it. */
function subscribed(stage: Stage, by: "loud" | "plain"): Actor {
  for (const { client } of stage.receivers) client.send("METADATA * SUB url");
  return stage.actor(by);
}

function guestOf({ nick }: { readonly nick: string }): string {
  return `guest-of-${nick.replace(/\d/g, "")}`;
}

/** channel-rename.md, "Fallback": PART of the old with the reason, JOIN of the new, "followed by the usual messages". */
function renamed(spec: Spec, { source }: Actor, { room }: Stage): readonly string[] {
  const next = `#room-of-${source.nick}`;
  if (spec.has("draft/channel-rename")) return [spec.line(source, "RENAME", [room, next, "another name"])];
  return [
    spec.line(spec.self, "PART", [room, "another name"]),
    ...spec.join(spec.self, next),
    "irc.test 332",
    "irc.test 333",
    ...spec.marker(next),
    ...spec.limits(next),
    ...(spec.has("no-implicit-names") ? [] : ["irc.test 353", "irc.test 366"]),
  ];
}
