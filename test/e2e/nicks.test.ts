import { expect, test } from "vitest";
import { createServer } from "../../src/index.ts";
import { FrameworkClient } from "../kit/framework.ts";

test("who comes with a taken nick is told so, and gets on with another", async () => {
  await using server = await createServer({ port: 0 });
  await FrameworkClient.connect(server.port, "alice");
  const second = new FrameworkClient({ port: server.port, nick: "Alice" });
  await second.hears("nick in use", { nick: "Alice" });
  second.irc.changeNick("alice_");
  await second.hears("registered", { nick: "alice_" });
  expect(second.irc.user.nick).toBe("alice_");
});

test("who comes with a nick that is none is told so, and gets on with another", async () => {
  await using server = await createServer({ port: 0 });
  const client = new FrameworkClient({ port: server.port, nick: "1st" });
  await client.hears("nick invalid", { nick: "1st" });
  client.irc.changeNick("first");
  await client.hears("registered", { nick: "first" });
});

test("a change of nick is seen by who shares a channel; a taken one is refused", async () => {
  await using server = await createServer({ port: 0 });
  const [alice, bob] = await Promise.all([
    FrameworkClient.connect(server.port, "alice"),
    FrameworkClient.connect(server.port, "bob"),
  ]);
  await alice.join("#room");
  await bob.join("#room");
  bob.irc.changeNick("alice");
  await bob.hears("nick in use", { nick: "alice" });
  bob.irc.changeNick("robert");
  await alice.hears("nick", { nick: "bob", new_nick: "robert" });
  expect(bob.irc.user.nick).toBe("robert");
  alice.irc.say("robert", "hello");
  await bob.hears("privmsg", { target: "robert", message: "hello" });
});

test("of many who ask for one nick at once exactly one gets it", async () => {
  await using server = await createServer({ port: 0 });
  const clients = Array.from({ length: 10 }, () => new FrameworkClient({ port: server.port, nick: "dan" }));
  const outcomes = await Promise.all(
    clients.map((client) =>
      Promise.race([
        client.hears("registered").then(() => "registered"),
        client.hears("nick in use").then(() => "in use"),
      ]),
    ),
  );
  expect(outcomes.filter((outcome) => outcome === "registered")).toHaveLength(1);
});
