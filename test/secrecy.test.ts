import { describe, expect, test } from "vitest";
import { fullTable } from "../src/services/table.ts";
import type { TestClient } from "./kit/client.ts";
import { forceChannelModes, forceRegistration } from "./kit/force.ts";
import { TestNetwork } from "./kit/network.ts";
import { openOwnRoom, told } from "./kit/own-room.ts";

/** How each command can come upon a channel: `{}` is its name. */
const asks: Readonly<Record<string, readonly string[]>> = {
  CHATHISTORY: [
    ...["CHATHISTORY LATEST {} * 9", "CHATHISTORY AROUND {} msgid=x 9", "CHATHISTORY BEFORE {} x 9"],
    ...["CHATHISTORY TARGETS timestamp=0000-01-01T00:00:00.000Z timestamp=9999-01-01T00:00:00.000Z 9"],
  ],
  CHANLIMITS: ["CHANLIMITS {} user:message=5/15", "CHANLIMITS {} *", "CHANLIMITS {}"],
  CHECK: ["CHECK {}", "CHECK alice"],
  CS: [
    ...["CS REGISTER {}", "CS UNREGISTER {}", "CS DROP {} x", "CS INFO {}", "CS LIST", "CS LIST {}"],
    ...["CS LIST *", "CS AMODE {}", "CS AMODE {} +o bob", "CS FLAGS {}", "CS ACCESS {} LIST", "CS OP {}"],
    ...["CS OP {} alice", "CS DEOP {} alice", "CS VOICE {}", "CS OWNER {}", "CS PROTECT {}", "CS HALFOP {}"],
    ...["CS KICK {} alice", "CS BAN {} alice", "CS UNBAN {}", "CS CLEAR {} USERS", "CS HOWTOBAN {} alice"],
    ...[
      "CS CLEAR {} ACCESS",
      "CS AKICK {}",
      "CS AKICK {} ADD bob",
      "CS AKICK {} DEL 1",
      "CS AKICK {} ENFORCE",
    ],
    ...["CS TRANSFER {} bob", "CS TRANSFER ACCEPT {}", "CS TRANSFER CANCEL {}", "CS GET {}", "CS GET {} URL"],
    ...["CS SET {}", "CS SET {} DESC x", "CS SET {} SUCCESSOR bob", "PRIVMSG ChanServ :INFO {}"],
  ],
  EDIT: ["EDIT {}", "@draft/target-msgid=t1-1;draft/edit-text=x EDIT {}"],
  HELP: ["HELP {}"],
  HISTORY: ["HISTORY {}", "HISTORY {} 10"],
  HS: ["HS REQUEST {}", "HS TAKE {}"],
  INVITE: ["INVITE bob {}", "INVITE alice {}", "INVITE nobody {}", "INVITE {} alice", "INVITE"],
  ISON: ["ISON {}"],
  KICK: ["KICK {} alice", "KICK {} nobody", "KICK {},#absent alice", "KICK {} alice,bob :out"],
  KNOCK: ["KNOCK {}", "KNOCK {} :let me in"],
  LINKS: ["LINKS {}"],
  LIST: ["LIST", "LIST {}", "LIST {},#absent", "LIST *e*", "LIST !#x", "LIST >0", "LIST C<60", "LIST T<60"],
  MARKREAD: [
    ...["MARKREAD {}", "MARKREAD {} timestamp=2020-01-01T00:00:00.000Z", "MARKREAD {} *", "MARKREAD @{}"],
  ],
  METADATA: [
    ...["METADATA {} GET url", "METADATA {} LIST", "METADATA {} SET url x", "METADATA {} SET url"],
    ...[
      "METADATA {} CLEAR",
      "METADATA {} SYNC",
      "METADATA {} SUB url",
      "METADATA {} SUBS",
      "METADATA @{} LIST",
    ],
    ...["METADATA alice SYNC", "METADATA * SUB url"],
  ],
  MODE: [
    ...["MODE {}", "MODE {} b", "MODE {} +b", "MODE {} e", "MODE {} I", "MODE {} :"],
    ...["MODE {} +s", "MODE {} -s", "MODE {} +o alice", "MODE {} +b a!b@c", "MODE {} +k key", "MODE {} y"],
  ],
  MONITOR: ["MONITOR + {}", "MONITOR + alice"],
  NAMES: ["NAMES", "NAMES {}", "NAMES {},#absent"],
  NS: [
    ...[
      "NS INFO {}",
      "PRIVMSG NickServ :INFO {}",
      "NS GHOST {}",
      "NS REGAIN {}",
      "NS RELEASE {}",
      "NS UNGROUP {}",
    ],
    ...["NS LIST {}", "NS SESSIONS {}", "NS ERASE {}", "NS SET ENFORCE {}", "NS SET {} on", "NS CERT ADD {}"],
  ],
  NOTICE: ["NOTICE {} :hi", "NOTICE @{} :hi", "NOTICE {},#absent :hi"],
  PART: ["PART {}", "PART {},#absent :bye"],
  PLAYBACK: ["PLAYBACK PLAY {}", "PRIVMSG *playback :PLAY {},* 0", "PRIVMSG *playback :LIST {}"],
  PRIVMSG: ["PRIVMSG {} :hi", "PRIVMSG @{} :hi", "PRIVMSG +{} :hi", "PRIVMSG {},#absent :hi", "PRIVMSG {} :"],
  REDACT: ["REDACT {} t1-1", "REDACT @{} t1-1 :why"],
  RESV: ["RESV {}"],
  UBAN: ["UBAN INFO {}", "UBAN LIST {}"],
  UNRESV: ["UNRESV {}"],
  RELAYMSG: ["RELAYMSG {} x/y :hi"],
  RENAME: ["RENAME {} #other", "RENAME {} {}"],
  SAJOIN: ["SAJOIN bob {}"],
  SAKICK: ["SAKICK {} alice"],
  SAMODE: ["SAMODE {} +o bob"],
  SAPART: ["SAPART alice {}"],
  SATOPIC: ["SATOPIC {} :x"],
  // What is found there is for hostile/history.test.ts: here nothing is kept.
  SEARCH: ["SEARCH in={}", "SEARCH in={};text=plans"],
  SILENCE: ["SILENCE {}"],
  STATS: ["STATS {}", "STATS m"],
  TAGMSG: ["TAGMSG {}", "TAGMSG @{}", "TAGMSG {},#absent"],
  TOPIC: ["TOPIC {}", "TOPIC {} :x", "TOPIC {} :"],
  TRACE: ["TRACE {}", "TRACE alice"],
  USERHOST: ["USERHOST {} alice"],
  USERIP: ["USERIP {} alice"],
  USERQUERY: ["USERQUERY OPEN {}", "USERQUERY CLOSE {}"],
  USERS: ["USERS", "USERS {}"],
  WHO: ["WHO {}", "WHO {} o", "WHO {} %cnf", "WHO alice", "WHO *", "WHO alice %cn", "WHO * %cn", "WHO #*"],
  WHOIS: ["WHOIS alice", "WHOIS irc.test alice", "WHOIS {}", "WHOIS alice,{}"],
  WHOWAS: ["WHOWAS {}", "WHOWAS alice"],
};

/** What the verbs that people type, and no command of that name, come upon. */
const typed = [
  ...["ROOMS", "ROOMS {}", "ME {} waves", "ME waves", "MSG {} hi", "LEAVE {}", "USERS {}", "HISTORY {} 10"],
  ...["/part {}", "/names {}", "/topic {}", "/kick {} alice", "/invite alice {}", "/knock {}", "/msg {} hi"],
];

/** Commands that cannot be answered alike, and why. */
const exceptions: Readonly<Record<string, string>> = {
  // Who joins a secret channel is inside; joining a missing one makes it. +i and +k say no for a reason.
  JOIN: "joining is how one comes in",
};

// What names a channel as the new name of one's own is answered as JOIN would be: the name is taken.

/** Commands that come upon no channel. LUSERS counts the secret ones, as RFC 2812 3.4.2 has it. */
const namesNoChannel = new Set([
  // The target of a batch is that of its messages: see multiline.test.ts.
  ...["AUTHENTICATE", "BATCH", "ISUPPORT", "SETNAME", "WEBIRC"],
  ...[
    "ACCEPT",
    "ADMIN",
    "AWAY",
    "CAP",
    "CLONES",
    "DEFCON",
    "TESTMASK",
    "CHGHOST",
    "CHGIDENT",
    "DIE",
    "FILTER",
    "GLOBOPS",
    "INFO",
    "KILL",
    "LUSERS",
  ],
  ...[
    "MAP",
    "MOTD",
    "NICK",
    "OPER",
    "PASS",
    "PERSISTENCE",
    "PING",
    "PONG",
    "QUIT",
    "REGISTER",
    "REHASH",
    "RESTART",
    "REVIEW",
  ],
  ...["KLINE", "DLINE", "XLINE", "SHUN", "MUTE", "ELINE"],
  ...["UNKLINE", "UNDLINE", "UNXLINE", "UNSHUN", "UNMUTE", "UNELINE"],
  ...["RULES", "SANICK", "SUMMON", "TIME", "USER", "VERIFY", "VERSION", "WALLOPS"],
]);

test.each(fullTable.map(({ name }) => name))("it is known how %s comes upon a channel", (name) => {
  // A new command belongs into one of the three lists above.
  expect(name in asks || name in exceptions || namesNoChannel.has(name)).toBe(true);
});

test("the three lists name commands only", () => {
  const known = new Set(fullTable.map(({ name }) => name));
  const named = [...Object.keys(asks), ...Object.keys(exceptions), ...namesNoChannel];
  expect(named.filter((name) => !known.has(name))).toEqual([]);
});

/** Bob asks where alice is in `channel` with these modes: what he reads, and what she does. */
function answers(
  channel: string,
  modes: string,
  line: string,
  { isOwned = false, isEmpty = false } = {},
): { bob: string[]; alice: string[] } {
  const network = new TestNetwork({ history: { edits: true } });
  const caps =
    "message-tags draft/relaymsg draft/chathistory draft/message-redaction draft/message-edit draft/user-query draft/search echo-message standard-replies znc.in/playback batch draft/metadata-2 draft/read-marker";
  const bob = network.connect("bob", { caps });
  const alice = network.connect("alice");
  alice.send(`JOIN ${channel}`, `TOPIC ${channel} :plans`, `PRIVMSG ${channel} :plans, too`);
  alice.send(`METADATA ${channel} SET url :plans`);
  forceChannelModes(network, channel, modes);
  if (isOwned) forceRegistration(network, channel, "alice", { description: "plans" });
  if (isEmpty) alice.send(`PART ${channel}`);
  alice.read();
  network.now += 61_000;
  return { bob: withoutPings(bob, line), alice: alice.read() };
}

function withoutPings(client: TestClient, line: string): string[] {
  return client.ask(line).filter((answer) => !answer.startsWith("PING"));
}

const lines = fullTable.flatMap(({ name, aliases }) => {
  const templates = asks[name] ?? [];
  return [name, ...aliases].flatMap((verb) =>
    templates.map((template) => template.replace(/^(@\S+ )?\S+/, `$1${verb}`)),
  );
});

describe.each(["s", "p", "ns", "is", "msu"])("from outside a channel with +%s", (modes) => {
  test.each([...lines, ...typed])("%s is answered as if there were none", (template) => {
    const line = template.replaceAll("{}", "#SECRET");
    const present = answers("#Secret", modes, line);
    // The same network, but the channel that is asked for is another one.
    expect(present).toEqual(answers("#Hidden", modes, line));
    expect(present.bob.join("\n")).not.toContain("#Secret");
  });
});

describe.each([{ isEmpty: false }, { isEmpty: true }])("from outside a registered one, %o", (how) => {
  test.each([...lines, ...typed])("%s is answered as if there were none", (template) => {
    const line = template.replaceAll("{}", "#SECRET");
    const present = answers("#Secret", "s", line, { isOwned: true, ...how });
    expect(present).toEqual(answers("#Hidden", "s", line, { isOwned: true, ...how }));
    expect(present.bob.join("\n")).not.toContain("#Secret");
  });
});

test.each(["CS INFO #SECRET", "CS LIST"])("%s tells of a registered channel that is open", (line) => {
  const isOwned = true;
  expect(answers("#Secret", "n", line, { isOwned }).bob.join("\n")).toContain("#Secret");
});

test("who has a role in it is told, and so is an operator who sees to channels", async () => {
  const { network, alice, bob, carol } = await openOwnRoom();
  await alice.answer("CS AMODE #room +v carol", "MODE #room +s");
  expect(await told(carol, "CS INFO #room")).toContain("#room belongs to alice");
  const dave = network.connect("dave");
  expect(await told(dave, "CS INFO #room")).toEqual(["#room is not registered"]);
  network.makeOperator(dave, ["channels"]);
  expect(await told(dave, "CS INFO #room")).toContain("#room belongs to alice");
  bob.send("PART #room");
  expect(await told(bob, "CS LIST")).toEqual(["0 registered channels"]);
});

test.each(["NAMES #SECRET", "WHO #SECRET", "WHO alice", "WHOIS alice", "TOPIC #SECRET", "PART #SECRET"])(
  "%s tells of a channel that is open, so the comparison can fail",
  (line) => {
    expect(answers("#Secret", "n", line)).not.toEqual(answers("#Hidden", "n", line));
  },
);

test("what is answered from outside is not all there is: a member is told", () => {
  const network = new TestNetwork();
  const alice = network.connect("alice");
  alice.send("JOIN #Secret");
  forceChannelModes(network, "#Secret", "s");
  for (const line of ["NAMES #SECRET", "WHO #SECRET", "WHOIS alice", "TOPIC #SECRET"]) {
    expect(alice.ask(line).join("\n"), line).toContain("#Secret");
  }
});
