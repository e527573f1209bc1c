import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createServer } from "../../src/index.ts";
import { cheapHash } from "../kit/cheap-hash.ts";
import { FrameworkClient } from "../kit/framework.ts";

const accounts = [{ name: "alice", password: cheapHash("sesame") }];

const as = (device: string) => ({ account: { account: `alice@${device}`, password: "sesame" } });

test("an always-on user is there, in every channel, before and after a restart", async () => {
  const data = mkdtempSync(join(tmpdir(), "ircd-always-on-"));
  const options = { port: 0, unlimited: true, data, accounts, sessions: { alwaysOn: "opt-out" as const } };
  const first = await createServer(options);
  const alice = await FrameworkClient.connect(first.port, "alice", as("desk"));
  await alice.join("#room");
  alice.irc.setTopic("#room", "plans");
  await alice.hears("topic");
  await first.close();

  await using second = await createServer(options);
  const bob = await FrameworkClient.connect(second.port, "bob");
  bob.irc.join("#room");
  const list = await bob.hears("userlist", { channel: "#room" });
  expect(JSON.stringify(list)).toContain('"nick":"alice"');
  bob.irc.say("alice", "are you there?");
  await bob.hears("away", { nick: "alice", message: "Not connected" });
  bob.irc.say("#room", "welcome back");

  const again = await FrameworkClient.connect(second.port, "whatever", as("desk"));
  expect(again.irc.user.nick).toBe("alice");
  await again.hears("join", { nick: "alice", channel: "#room" });
  await again.hears("privmsg", { nick: "bob", message: "are you there?" });
  await again.hears("privmsg", { nick: "bob", message: "welcome back" });
}, 60_000);

test("two devices are one user: each sees what the other does, and one may go", async () => {
  await using server = await createServer({ port: 0, unlimited: true, accounts });
  const [phone, bob] = [
    await FrameworkClient.connect(server.port, "alice", as("phone")),
    await FrameworkClient.connect(server.port, "bob"),
  ];
  await phone.join("#room");
  await bob.join("#room");
  const desk = await FrameworkClient.connect(server.port, "alice", as("desk"));
  await desk.hears("userlist", { channel: "#room" });
  phone.irc.say("#room", "from the phone");
  for (const client of [desk, bob])
    await client.hears("privmsg", { nick: "alice", message: "from the phone" });
  phone.irc.say("bob", "psst");
  await desk.hears("privmsg", { nick: "alice", target: "bob", message: "psst" });
  desk.irc.join("#other");
  await phone.hears("userlist", { channel: "#other" });
  await desk.quit();
  bob.irc.say("alice", "still there?");
  await phone.hears("privmsg", { nick: "bob", message: "still there?" });
});
