import { afterEach, describe, expect, test } from "vitest";
import type { TestClient } from "../kit/client.ts";
import { logIn } from "../kit/log-in.ts";
import { TestNetwork } from "../kit/network.ts";

// What tells of somebody tells those who see them, and nobody else: everything that is sent unasked, against
// everything that hides.

const everything = [
  ...["batch", "server-time", "account-tag", "message-tags", "draft/oper-tag", "draft/relaymsg", "setname"],
  ...["extended-join", "account-notify", "away-notify", "chghost", "invite-notify", "extended-monitor"],
  ...[
    "draft/channel-rename",
    "draft/message-redaction",
    "draft/multiline",
    "draft/metadata-2",
    "draft/read-marker",
    "multi-prefix",
    "userhost-in-names",
  ],
].join(" ");

/** #room with its operator, an operator of the network outside, a member who acts, and those who look on. */
interface Scene {
  readonly operator: TestClient;
  readonly boss: TestClient;
  readonly actor: TestClient;
  readonly viewers: readonly TestClient[];
}

// One network for all scenes: each begins when everybody of the last is gone.
const network = new TestNetwork({ unlimited: true });
const onStage = new Set<TestClient>();

afterEach(() => {
  for (const client of onStage) client.vanish();
  onStage.clear();
  expect([network.node.world.users.size, network.node.world.channels.size]).toEqual([0, 0]);
});

function enter(nick: string, caps = ""): TestClient {
  const client = network.connect(nick, { caps });
  client.send("METADATA * SUB url");
  onStage.add(client);
  return client;
}

function stage() {
  const operator = enter("alice", everything);
  const boss = enter("boss");
  network.makeOperator(boss);
  operator.send("JOIN #room");
  return { operator, boss, actor: enter("carol", "message-tags batch draft/multiline") };
}

function ready(scene: Scene): Scene {
  for (const viewer of scene.viewers) viewer.read();
  return scene;
}

/** All in a room with these modes; of two who look on, one has asked for everything and one for nothing. */
function inside(modes: string): Scene {
  const { operator, boss, actor } = stage();
  const viewers = [enter("bob", everything), enter("erin")];
  for (const client of [actor, ...viewers]) client.send("JOIN #room");
  if (modes !== "") operator.send(`MODE #room ${modes}`);
  return ready({ operator, boss, actor, viewers });
}

/** The actor has joined last, unseen; the operator looks on, and a member. */
function joinedUnseen(modes: string): Scene {
  const { operator, boss, actor } = stage();
  const plain = enter("erin");
  plain.send("JOIN #room");
  operator.send(`MODE #room ${modes}`);
  actor.send("JOIN #room");
  return ready({ operator, boss, actor, viewers: [operator, plain] });
}

/** Of those who look on two were never inside, one has left, and one was put out. */
function outside(modes: string): Scene {
  const { operator, boss, actor } = stage();
  const [left, kicked] = [enter("bob", everything), enter("frank")];
  for (const client of [actor, left, kicked]) client.send("JOIN #room");
  left.send("PART #room");
  operator.send("KICK #room frank");
  if (modes !== "") operator.send(`MODE #room ${modes}`);
  return ready({ operator, boss, actor, viewers: [enter("dave", everything), enter("erin"), left, kicked] });
}

type Act = readonly [name: string, act: (scene: Scene) => void];

/** What a member does, or has done to them, that does not show them of its own accord. */
const unseen: readonly Act[] = [
  ["PART and JOIN", ({ actor }) => actor.send("PART #room :bye", "JOIN #room")],
  ["JOIN while away", ({ actor }) => actor.send("AWAY :lunch", "PART #room", "JOIN #room")],
  ["QUIT", ({ actor }) => actor.send("QUIT :bye")],
  ["a broken connection", ({ actor }) => actor.vanish()],
  ["KILL", ({ boss, actor }) => boss.send(`KILL ${actor.session.nick} :enough`)],
  ["NICK", ({ actor }) => actor.send("NICK zoe")],
  ["NICK in another case", ({ actor }) => actor.send(`NICK ${actor.session.nick.toUpperCase()}`)],
  ["SANICK", ({ boss, actor }) => boss.send(`SANICK ${actor.session.nick} zoe`)],
  ["AWAY and back", ({ actor }) => actor.send("AWAY :lunch", "AWAY")],
  ["a login", ({ actor }) => logIn(network, actor, "Account")],
  ["CHGHOST", ({ boss, actor }) => boss.send(`CHGHOST ${actor.session.nick} staff.example`)],
  ["CHGIDENT", ({ boss, actor }) => boss.send(`CHGIDENT ${actor.session.nick} other`)],
  ["SETNAME", ({ actor }) => actor.send("SETNAME :Somebody Else")],
  ["METADATA", ({ actor }) => actor.send("METADATA * SET url :somewhere")],
  ["JOIN with metadata", ({ actor }) => actor.send("METADATA * SET url :x", "PART #room", "JOIN #room")],
  ["INVITE", ({ actor }) => actor.send("INVITE boss #room")],
  ["TAGMSG", ({ actor }) => actor.send("@+typing=active TAGMSG #room")],
  ["TAGMSG to operators", ({ actor }) => actor.send("@+typing=active TAGMSG @#room")],
  ["NOTICE to operators", ({ actor }) => actor.send("NOTICE @#room :psst")],
  ["MODE of oneself", ({ actor }) => actor.send(`MODE ${actor.session.nick} +B`)],
];

/** What the operators of a channel do about a member: under +D it shows them. */
const handled: readonly Act[] = [
  ["KICK", ({ operator, actor }) => operator.send(`KICK #room ${actor.session.nick}`)],
  ["MODE +v", ({ operator, actor }) => operator.send(`MODE #room +v ${actor.session.nick}`)],
  ["SAPART and SAJOIN", ({ boss, actor }) => boss.send(...between(actor, "SAPART", "SAJOIN"))],
];

/** What is seen by all who are in the channel. */
const open: readonly Act[] = [
  ["PRIVMSG", ({ actor }) => actor.send("PRIVMSG #room :hi")],
  [
    "a message of several lines",
    ({ actor }) => {
      const lines = ["one", "two"].map((line) => `@batch=1 PRIVMSG #room :${line}`);
      actor.send("BATCH +1 draft/multiline #room", ...lines, "BATCH -1");
    },
  ],
  ["REDACT", ({ operator }) => operator.send(`REDACT #room ${said("PRIVMSG #room :oops", operator)}`)],
  ["RELAYMSG", ({ operator }) => operator.send("RELAYMSG #room far/away :hi")],
  ["TOPIC", ({ operator }) => operator.send("TOPIC #room :plans")],
  ["METADATA of the channel", ({ operator }) => operator.send("METADATA #room SET url :plans")],
  ["MODE", ({ operator }) => operator.send("MODE #room +b x!*@*")],
  ["MODE +o", ({ operator, actor }) => operator.send(`MODE #room +o ${actor.session.nick}`)],
  ["RENAME", ({ operator }) => operator.send("RENAME #room #hall")],
  ["RENAME to another spelling", ({ operator }) => operator.send("RENAME #room #ROOM")],
];

/** The id of what somebody says; those who look on have read it. */
function said(line: string, client: TestClient): string {
  client.send(line);
  for (const viewer of onStage) viewer.read();
  return `${network.entries.at(-1)?.id}-1`;
}

function between({ session: { nick } }: TestClient, ...commands: readonly string[]): string[] {
  return commands.map((command) => `${command} ${nick} #room`);
}

function expectNothing({ viewers }: Scene): void {
  expect(viewers.map((viewer) => viewer.read())).toEqual(viewers.map(() => []));
}

describe("a member of a channel that hides nobody sees", () => {
  const quiet = new Set(["NOTICE to operators", "TAGMSG to operators", "MODE of oneself"]);

  // Without this the rest could not fail.
  test.each([...unseen, ...handled, ...open].filter(([name]) => !quiet.has(name)))("%s", (_, act) => {
    const scene = inside("");
    act(scene);
    expect(scene.viewers[0]?.read()).not.toEqual([]);
  });
});

describe("in the crowd of +u nobody else of the crowd sees", () => {
  test.each([...unseen, ...handled])("%s", (_, act) => {
    const scene = inside("+u");
    act(scene);
    expectNothing(scene);
  });
});

describe.each(["+D", "+uD"])("of who joined under %s neither operators nor members see", (modes) => {
  test.each(unseen.filter(([name]) => !name.endsWith("to operators")))("%s", (_, act) => {
    const scene = joinedUnseen(modes);
    act(scene);
    expectNothing(scene);
  });
});

describe.each(["-n", "+s"])("from outside a channel with %s nobody sees", (modes) => {
  test.each([...unseen, ...handled, ...open])("%s", (_, act) => {
    const scene = outside(modes);
    act(scene);
    expectNothing(scene);
  });
});
