import { byBoth, type Kind, ofEach } from "./kind.ts";
import type { Stage } from "./stage.ts";

function setModes({ receivers }: Stage, modes: string): void {
  for (const { client, source } of receivers) client.send(`MODE ${source.nick} ${modes}`);
}

/** What operators do and say, and what one has of oneself alone. */
export const operators: readonly Kind[] = [
  ...byBoth({
    name: "WALLOPS",
    written: ["announced"],
    enter(stage, by) {
      setModes(stage, "+w");
      return stage.actor(by);
    },
    happen: (_, { client }) => client.send("WALLOPS :to all"),
    shown: (spec, { source }) => [spec.line(source, "WALLOPS", ["to all"])],
    leave: (stage) => setModes(stage, "-w"),
  }),
  ...byBoth({
    name: "GLOBOPS",
    written: ["announced"],
    enter(stage, by) {
      stage.makeReceiversLoud();
      return stage.actor(by);
    },
    happen: (_, { client }) => client.send("GLOBOPS :to operators"),
    shown: (spec, { source }) => [spec.line(source, "NOTICE", ["*", "*** Global -- to operators"])],
  }),
  {
    name: "a server notice",
    written: ["announced"],
    enter(stage) {
      stage.makeReceiversLoud();
      setModes(stage, "+s +c");
      return { client: stage.owner, source: { nick: "irc.test", prefix: "irc.test" } };
    },
    happen: (stage) => stage.extra("newcomer").read(),
    shown: (spec, { source }) => [
      spec.line(source, "NOTICE", [
        "*",
        "*** newcomer!newcomer@203.0.113.9 has connected (newcomer Example)",
      ]),
    ],
    leave: (stage) => setModes(stage, "-s"),
  },
  ofEach({
    name: "MODE of oneself",
    written: ["user-modes-changed"],
    does: ({ client, source }) => client.send(`MODE ${source.nick} +iw`, `MODE ${source.nick} -iw`),
    shown: (spec) => ["+iw", "-iw"].map((modes) => spec.line(spec.self, "MODE", [spec.self.nick, modes])),
  }),
  ofEach({
    name: "SILENCE",
    written: ["silence-changed"],
    does: ({ client }) => client.send("SILENCE +*!*@evil.example", "SILENCE -*!*@evil.example"),
    shown: (spec) => ["+", "-"].map((sign) => spec.line(spec.self, "SILENCE", [`${sign}*!*@evil.example`])),
  }),
];

/** The end of those who read. */
export const kills: readonly Kind[] = byBoth({
  name: "KILL",
  written: ["killed"],
  isLast: true,
  enter(stage, by) {
    stage.scatter();
    return stage.actor(by);
  },
  happen({ receivers }, { client }) {
    for (const { source } of receivers) client.send(`KILL ${source.nick} :enough`);
  },
  shown: (spec, { source }) => [
    spec.line(source, "KILL", [spec.self.nick, "enough"]),
    // Nobody does this: it is the server's, and has no source.
    spec.bare(new Map(), "", "ERROR", [`Closing Link: 192.0.2.99 (Killed (${source.nick} (enough)))`]),
  ],
});
