import { byBoth, type Kind, ofEach } from "./kind.ts";
import type { Source, Spec } from "./spec.ts";
import type { Stage } from "./stage.ts";

/** Who somebody is becomes another. */
export const identities: readonly Kind[] = [
  ...byBoth({
    name: "NICK",
    written: ["nick-changed"],
    happen: (_, { client, source }) => client.send(`NICK other-${source.nick}`),
    shown: (spec, { source }) => [spec.line(source, "NICK", [`other-${source.nick}`])],
  }),
  ofEach({
    name: "NICK of one's own",
    written: ["nick-changed"],
    does: ({ client, source }) => client.send(`NICK ${source.nick.toUpperCase()}`, `NICK ${source.nick}`),
    shown(spec) {
      const [lower, upper] = [spec.self.nick, spec.self.nick.toUpperCase()];
      const shouted = { ...spec.self, prefix: spec.self.prefix.replace(lower, upper) };
      return [spec.line(spec.self, "NICK", [upper]), spec.line(shouted, "NICK", [lower])];
    },
  }),
  ...byBoth({
    name: "AWAY, and back",
    written: ["away-changed"],
    happen: (_, { client }) => client.send("AWAY :lunch", "AWAY"),
    shown: (spec, { source }) => [...spec.away(source, "lunch"), ...spec.away(source, undefined)],
  }),
  ...byBoth({
    // account-notify.md; account-tag.md, "Examples": the tag has the account held before.
    name: "ACCOUNT: a login, and a logout",
    written: ["account-changed"],
    happen(stage, { client }) {
      stage.logIn(client, "other");
      stage.logIn(client, undefined);
    },
    shown(spec, { source }) {
      if (!spec.has("account-notify")) return [];
      return [
        spec.line(source, "ACCOUNT", ["other"]),
        spec.line({ ...source, account: "other" }, "ACCOUNT", ["*"]),
      ];
    },
  }),
  ofEach({
    // account-notify.md: "including themselves".
    name: "ACCOUNT of one's own",
    written: ["account-changed"],
    does: ({ client, source }, stage) => {
      stage.logIn(client, "other");
      stage.logIn(client, source.account);
    },
    shown(spec) {
      const before = [spec.self, { ...spec.self, account: "other" }];
      return ["other", spec.self.account ?? "*"].flatMap((account, index) => [
        ...(spec.has("account-notify") ? [spec.line(before[index] ?? spec.self, "ACCOUNT", [account])] : []),
        "irc.test 900",
        "irc.test 903",
      ]);
    },
  }),
  ...byBoth({
    // setname.md: "MUST NOT be sent to clients which do not have the setname capability negotiated."
    name: "SETNAME",
    written: ["realname-changed"],
    happen: (_, { client }) => client.send("SETNAME :Some Body"),
    shown: (spec, { source }) => (spec.has("setname") ? [spec.line(source, "SETNAME", ["Some Body"])] : []),
  }),
  ofEach({
    name: "SETNAME of one's own",
    written: ["realname-changed"],
    does(receiver) {
      receiver.client.send("SETNAME :Some Body");
      receiver.source = { ...receiver.source, realname: "Some Body" };
    },
    shown: (spec) => (spec.has("setname") ? [spec.line(spec.self, "SETNAME", ["Some Body"])] : []),
  }),
  ...byBoth({
    name: "CHGHOST",
    written: ["host-changed", "quit", "joined", "channel-modes-changed", "away-changed"],
    happen: (_, { client, source }) => client.send(`CHGHOST ${source.nick} cloak/${source.nick}`),
    shown: hostChanged,
  }),
  ofEach({
    // chghost.md: "SHOULD also send the CHGHOST message to the client whose own username or host changed, if".
    name: "CHGHOST of one's own",
    written: ["host-changed"],
    does({ client, source }) {
      for (const host of ["elsewhere", hostOf(source)]) client.send(`CHGHOST ${source.nick} ${host}`);
    },
    shown: (spec) =>
      [hostOf(spec.self), "elsewhere"].flatMap((host) => {
        const { nick } = spec.self;
        const next = host === "elsewhere" ? hostOf(spec.self) : "elsewhere";
        const before = { ...spec.self, prefix: `${nick}!${nick}@${host}` };
        return [...(spec.has("chghost") ? [spec.line(before, "CHGHOST", [nick, next])] : []), "irc.test 396"];
      }),
  }),
];

function hostOf({ prefix }: Source): string {
  return prefix.replace(/.*@/, "");
}

/** chghost.md, "Fallback": "QUIT, JOIN and MODE commands, to restore membership and user channel modes". */
function hostChanged(
  spec: Spec,
  { source }: { readonly source: Source },
  { room }: Stage,
): readonly string[] {
  const host = `cloak/${source.nick}`;
  if (spec.has("chghost")) return [spec.line(source, "CHGHOST", [source.nick, host])];
  const next = { ...source, prefix: `${source.nick}!${source.nick}@${host}` };
  const server = { nick: "irc.test", prefix: "irc.test" };
  return [
    spec.line(source, "QUIT", ["Changing host"]),
    ...spec.join(next, room),
    spec.line(server, "MODE", [room, "+o", source.nick]),
    ...(source.away === undefined ? [] : spec.away(next, source.away)),
  ];
}
