import { byBoth, type Kind, ofEach } from "./kind.ts";

/** netsplit.batch.md: "all resulting QUITs into a single netsplit batch", for who knows batches. */
const netsplit: Kind = {
  name: "a netsplit",
  written: ["node-lost"],
  enter(stage) {
    stage.gather();
    for (const kind of ["loud", "plain"] as const) stage.enterFar(kind);
    return { client: stage.owner, source: { nick: "irc.test", prefix: "irc.test" } };
  },
  happen: (stage) => stage.loseFar(),
  shown(spec, { source }, { far }) {
    const quits = far.map((user) => {
      const tags = spec.tags(user);
      if (spec.has("batch")) tags.set("batch", "<1>");
      return spec.bare(tags, user.prefix, "QUIT", ["*.net *.split"]);
    });
    if (!spec.has("batch")) return quits;
    return [
      spec.bare(new Map(), source.prefix, "BATCH", ["+<1>", "netsplit", "*.net", "*.split"]),
      ...quits,
      spec.bare(new Map(), "*", "BATCH", ["-<1>"]),
    ];
  },
};

/** Who comes and goes. */
export const members: readonly Kind[] = [
  ...byBoth({
    name: "JOIN",
    written: ["joined", "away-changed"],
    enter: (stage, by) => stage.actor(by, "elsewhere"),
    happen: ({ room }, { client }) => client.send(`JOIN ${room}`),
    shown: (spec, { source }, { room }) => spec.arrival(source, room),
  }),
  ofEach({
    // What follows for who joins: 353 and 366, but no-implicit-names.md.
    name: "JOIN of one's own",
    written: ["joined"],
    numerics: [
      "no-implicit-names",
      "multi-prefix",
      "userhost-in-names",
      "draft/read-marker",
      "draft/channel-flood-limits",
    ],
    does: ({ client, source }) => client.send(`JOIN #of-${source.nick}`),
    shown: (spec) => [
      ...spec.join(spec.self, `#of-${spec.self.nick}`),
      ...spec.marker(`#of-${spec.self.nick}`),
      ...spec.limits(`#of-${spec.self.nick}`),
      ...(spec.has("no-implicit-names") ? [] : ["irc.test 353", "irc.test 366"]),
    ],
  }),
  ...["", " :so long"].flatMap((reason) =>
    byBoth({
      name: `PART${reason}`,
      written: ["parted"],
      happen: ({ room }, { client }) => client.send(`PART ${room}${reason}`),
      shown: (spec, { source }, { room }) => [
        spec.line(source, "PART", reason === "" ? [room] : [room, "so long"]),
      ],
    }),
  ),
  ...byBoth({
    name: "KICK",
    written: ["kicked"],
    enter(stage, by) {
      stage.extra(`victim-of-${by}`, stage.room);
      return stage.actor(by);
    },
    happen: ({ room }, { client, source }) => client.send(`KICK ${room} ${victimOf(source)} :enough`),
    shown: (spec, { source }, { room }) => [spec.line(source, "KICK", [room, victimOf(source), "enough"])],
  }),
  ...byBoth({
    name: "QUIT",
    written: ["quit"],
    happen: (_, { client }) => client.send("QUIT :bye"),
    shown: (spec, { source }) => [spec.line(source, "QUIT", ["Quit: bye"])],
  }),
  ...byBoth({
    // +D hides who joins until they speak; then they come as anybody does.
    name: "a member who was hidden and speaks",
    written: ["revealed", "away-changed", "message-sent"],
    enter(stage, by) {
      stage.owner.send(`MODE ${stage.room} +D`);
      const actor = stage.actor(by, "elsewhere");
      actor.client.send(`JOIN ${stage.room}`);
      return actor;
    },
    happen: ({ room }, { client }) => client.send(`PRIVMSG ${room} :here I am`),
    shown: (spec, { source }, { room }) => [
      ...spec.arrival(source, room),
      spec.line(source, "PRIVMSG", [room, "here I am"], { id: true }),
    ],
    leave: ({ owner, room }) => owner.send(`MODE ${room} -D`),
  }),
  netsplit,
];

function victimOf({ nick }: { readonly nick: string }): string {
  return `victim-of-${nick.replace(/\d/g, "")}`;
}
