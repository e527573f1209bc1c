import { expect, test } from "vitest";
import { definePlugin } from "../../src/plugins/define-plugin.ts";
import { testPlugin } from "../../src/testing.ts";

test("a service in a list of targets is refused as NickServ is, and told of: the line is said to nobody", async () => {
  const heard: string[] = [];
  const plugin = definePlugin({
    name: "oracle",
    description: "hears",
    setup(api) {
      api.service({ nick: "Oracle", help: "Hears.", heard: ({ text }) => void heard.push(text) });
    },
  });
  await using irc = await testPlugin(plugin);
  const [alice, bob] = await irc.inChannel("#room", "alice", "bob");
  const lost = (targets: string) =>
    `:irc.test NOTICE alice :*** Your notice to ${targets} was not sent (services are spoken to alone)`;
  for (const nick of ["oracle", "NickServ"]) {
    const targets = `#room,${nick}`;
    expect(await alice.ask(`NOTICE ${targets} :x`)).toEqual([lost(targets)]);
    expect(await alice.ask(`PRIVMSG ${targets} :x`)).toEqual([
      `:irc.test 407 alice ${targets} :Too many targets`,
    ]);
  }
  expect(await bob.lines()).toEqual([]);
  expect(heard).toEqual([]);
});
