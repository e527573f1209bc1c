import { expect, test } from "vitest";
import { createServer } from "../../src/index.ts";
import { FrameworkClient } from "../kit/framework.ts";

test("servers in one process have nicks, channels, words and an end of their own", async () => {
  const one = await createServer({ port: 0, network: "One" });
  await using other = await createServer({ port: 0, network: "Other" });
  const [here, there] = await Promise.all([
    FrameworkClient.connect(one.port, "alice"),
    FrameworkClient.connect(other.port, "alice"),
  ]);
  expect([here.irc.network.name, there.irc.network.name]).toEqual(["One", "Other"]);

  await here.join("#here");
  await there.join("#there");
  await here.join("#both");
  await there.join("#both");
  here.irc.setTopic("#both", "only here");
  here.irc.say("#both", "hello?");
  await here.hears("topic", { topic: "only here" });
  there.irc.raw("LIST");
  expect(await there.hears("channel list")).toMatchObject([
    { channel: "#there", num_users: 1, topic: "" },
    { channel: "#both", num_users: 1, topic: "" },
  ]);
  expect([await there.heard("privmsg"), await there.heard("topic")]).toEqual([[], []]);

  await one.close();
  await here.hears("close");
  there.irc.say("alice", "still here");
  await there.hears("privmsg", { message: "still here" });
});
