import { Message } from "irc-framework";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createServer, type IrcServer } from "../../src/index.ts";
import { cheapHash } from "../kit/cheap-hash.ts";
import { FrameworkClient } from "../kit/framework.ts";
import { plainResponse } from "../kit/plain.ts";

const everything = { enable_chghost: true, enable_setname: true, enable_echomessage: true };
const alicesAccount = { account: "Alice", password: "wonderland" };
const room = "#capable";

let server: IrcServer;
let alice: FrameworkClient;
let bob: FrameworkClient;
let plain: FrameworkClient;

// Alice's program asks for whatever it knows, Bob's for what it does by itself, and one knows nothing.
beforeAll(async () => {
  server = await createServer({
    port: 0,
    unlimited: true,
    accounts: [
      { name: "Alice", password: alicesAccount.password },
      { name: "Robert", password: "builder" },
      { name: "Carol", password: "brush" },
    ],
    opers: [{ name: "root", password: cheapHash("secret") }],
    history: { edits: true },
  });
  const caps = ["labeled-response", "extended-monitor", "draft/multiline", "draft/message-edit"];
  alice = await connect("alice", { ...everything, account: alicesAccount, caps });
  bob = await connect("bob");
  plain = await connect("plain");
  plain.irc.raw(
    "CAP",
    "REQ",
    "-extended-join -away-notify -account-notify -invite-notify -message-tags -batch",
  );
  for (const client of [alice, bob, plain]) await client.join(room);
  for (const client of [alice, bob, plain])
    for (const event of ["join", "mode"] as const) await client.heard(event);
});

afterAll(() => server.close());

test("a program is granted every capability it asks for", () => {
  const { enabled, requested } = alice.irc.network.cap;
  expect(requested).toEqual([]);
  expect(enabled).toEqual(expect.arrayContaining(["sasl", "echo-message", "chghost", "draft/multiline"]));
  expect(bob.irc.network.cap.enabled).toEqual(
    expect.arrayContaining([
      "message-tags",
      "server-time",
      "account-tag",
      "batch",
      "extended-join",
      "cap-notify",
    ]),
  );
});

test("a program that knows an account is logged in before it is registered", async () => {
  await alice.hears("loggedin", { account: "Alice" });
  bob.irc.whois("alice");
  expect(await bob.hears("whois", { nick: "alice" })).toMatchObject({ account: "Alice" });
});

test("a program with a wrong password is told so, and comes in without an account", async () => {
  const eve = await connect("eve", { account: { ...alicesAccount, password: "looking glass" } });
  await eve.hears("sasl failed", { reason: "fail", nick: "eve" });
  bob.irc.whois("eve");
  expect(await bob.hears("whois", { nick: "eve" })).not.toHaveProperty("account");
  await eve.quit();
});

test("who joins is shown with account and real name", async () => {
  const carol = await connect("carol", { account: { account: "Carol", password: "brush" } });
  carol.irc.join(room);
  await bob.hears("join", { nick: "carol", account: "Carol", gecos: "carol Example" });
  await plain.hears("join", { nick: "carol", gecos: "" });
  await carol.quit();
  for (const client of [alice, bob, plain]) await client.hears("quit", { nick: "carol" });
});

test("who logs in later is shown to those in the channel and to themselves", async () => {
  bob.irc.raw("CAP", "REQ", "sasl draft/sasl-ir");
  bob.irc.raw("AUTHENTICATE", "PLAIN", plainResponse("Robert", "builder"));
  await alice.hears("account", { nick: "bob", account: "Robert" });
  await bob.hears("loggedin", { account: "Robert" });
  expect(await plain.heard("account")).toEqual([]);
});

test("a message has its time, its id and the account of who sends it, and comes back to them", async () => {
  const before = Date.now();
  alice.irc.say(room, "hello");
  const heard = await bob.hears("privmsg", {
    nick: "alice",
    target: room,
    account: "Alice",
    message: "hello",
  });
  const { time, tags } = timed(heard);
  expect(time).toBeGreaterThanOrEqual(before);
  expect(time).toBeLessThanOrEqual(Date.now());
  expect(await alice.hears("privmsg", { nick: "alice", message: "hello" })).toMatchObject({ time, tags });
  expect(tags).toMatchObject({ msgid: expect.stringMatching(/./) });
});

test("a program that knows no EDIT is told of the new text by a NOTICE", async () => {
  alice.irc.say(room, "anex ample");
  const said = await alice.hears("privmsg", { nick: "alice", message: "anex ample" });
  for (const client of [bob, plain]) await client.hears("privmsg", { nick: "alice", message: "anex ample" });
  const edit = new Message("EDIT", room);
  const id = new Map(Object.entries(timed(said).tags ?? {})).get("msgid");
  edit.tags = { "draft/target-msgid": String(id), "draft/edit-text": "an example" };
  alice.irc.raw(edit);
  for (const client of [bob, plain])
    await client.hears("notice", {
      nick: "alice",
      target: room,
      message: expect.stringMatching(/^edited a message from \d+ seconds? ago: an example$/),
    });
});

test("tags alone reach programs that know them", async () => {
  bob.irc.tagmsg(room, { "+typing": "active" });
  await alice.hears("tagmsg", {
    nick: "bob",
    target: room,
    tags: expect.objectContaining({ "+typing": "active" }),
  });
  expect(await plain.heard("tagmsg")).toEqual([]);
});

test("who goes away and comes back is shown to those in the channel", async () => {
  bob.irc.raw("AWAY", "out for lunch");
  await alice.hears("away", { self: false, nick: "bob", message: "out for lunch" });
  bob.irc.raw("AWAY");
  await alice.hears("back", { self: false, nick: "bob" });
  expect(await plain.heard("away")).toEqual([]);
});

test("another real name is shown to programs that know of it", async () => {
  bob.irc.raw("SETNAME", "Robert the Builder");
  await alice.hears("user updated", { nick: "bob", new_gecos: "Robert the Builder" });
  alice.irc.whois("bob");
  await alice.hears("whois", { nick: "bob", real_name: "Robert the Builder" });
});

test("another host is an update for who knows of it, and a quit and a join for who does not", async () => {
  const root = await connect("root");
  root.irc.raw("OPER", "root", "secret");
  root.irc.raw("CHGHOST", "bob", "staff.example.org");
  await alice.hears("user updated", { nick: "bob", new_ident: "bob", new_hostname: "staff.example.org" });
  await plain.hears("quit", { nick: "bob", hostname: "127.0.0.1" });
  await plain.hears("join", { nick: "bob", hostname: "staff.example.org", channel: room });
  expect(await alice.heard("quit")).toEqual([]);
  await root.quit();
});

test("whom an operator of the channel invites is shown to the other operators", async () => {
  const dora = await connect("dora");
  alice.irc.mode(room, "+o", "bob");
  alice.irc.invite(room, "dora");
  await bob.hears("invite", { nick: "alice", invited: "dora", channel: room });
  expect(await plain.heard("invite")).toEqual([]);
  await dora.quit();
});

test("who is monitored is told of as they come, go away and leave, without a channel in common", async () => {
  alice.irc.addMonitor("erin");
  await alice.hears("users offline", { nicks: ["erin"] });
  const erin = await connect("erin");
  await alice.hears("users online", { nicks: ["erin"] });
  erin.irc.raw("AWAY", "asleep");
  await alice.hears("away", { nick: "erin", message: "asleep" });
  await erin.quit();
  await alice.hears("users offline", { nicks: ["erin"] });
});

test("the answer to a labelled line comes as a batch, or as ACK", async () => {
  alice.irc.raw(labelled("who", "WHOIS", "bob"));
  await alice.hears("batch start", { type: "labeled-response" });
  await alice.hears("whois", { nick: "bob" });
  alice.irc.raw(labelled("nothing", "PONG", "x"));
  await alice.hears("unknown command", {
    command: "ACK",
    tags: expect.objectContaining({ label: "nothing" }),
  });
});

test("a message of several lines is a batch for who knows them, and lines for who does not", async () => {
  const lines = ["first", "", "last"].map((text) => `@batch=1 PRIVMSG ${room} :${text}`);
  for (const line of [`BATCH +1 draft/multiline ${room}`, ...lines, "BATCH -1"]) alice.irc.raw(line);
  const batch = await alice.hears("batch start", { type: "draft/multiline", params: [room] });
  expect(batch).toMatchObject({ commands: ["first", "", "last"].map((text) => ({ params: [room, text] })) });
  await bob.hears("privmsg", { message: "first" });
  expect(await bob.heard("privmsg")).toMatchObject([{ message: "last" }]);
});

function connect(nick: string, options: Parameters<typeof FrameworkClient.connect>[2] = {}) {
  return FrameworkClient.connect(server.port, nick, options);
}

function labelled(label: string, ...words: readonly [string, ...string[]]): Message {
  const message = new Message(...words);
  message.tags = { label };
  return message;
}

function timed(heard: unknown): { readonly time: unknown; readonly tags: unknown } {
  expect(heard).toMatchObject({ time: expect.any(Number), tags: expect.any(Object) });
  const fields = new Map(Object.entries(heard ?? {}));
  return { time: fields.get("time"), tags: fields.get("tags") };
}
