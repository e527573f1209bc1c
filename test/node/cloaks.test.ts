import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import type { ConfigInput } from "../../src/config/schema.ts";
import { silentLogger } from "../../src/logging/logger.ts";
import { Cloaks, cloakOf } from "../../src/node/cloaks.ts";
import { startServer } from "../../src/server.ts";
import { memoryStore } from "../../src/store/memory-store.ts";
import { isShownHost } from "../../src/world/shown-host.ts";
import { cheapHash } from "../kit/cheap-hash.ts";
import { logIn } from "../kit/log-in.ts";
import { makeAccount } from "../kit/make-account.ts";
import { TestNetwork } from "../kit/network.ts";
import { WireClient } from "../kit/wire.ts";

const secret = "correct horse battery staple, twice over";
const cloak = { suffix: "hidden.test", secret };
const address = "203.0.113.9";
const key = Buffer.from("k".repeat(32));
const partsOf = (of: string) => cloakOf(of, "hidden.test", key).split(".").slice(0, 3);
const hostOf = (network: TestNetwork, nick: string) => network.node.world.userByNick(nick)?.identity.host;

describe("a cloak", () => {
  test("is made of the address by a key: another key, another cloak", () => {
    expect(cloakOf(address, "hidden.test", key)).toMatch(
      /^[a-z2-7]{12}\.[a-z2-7]{8}\.[a-z2-7]{6}\.hidden\.test$/,
    );
    expect(cloakOf(address, "hidden.test", key)).not.toBe(
      cloakOf(address, "hidden.test", Buffer.from("other")),
    );
  });

  test.each([
    ["203.0.113.10", [false, true, true]],
    ["203.0.114.9", [false, false, true]],
    ["203.1.113.9", [false, false, false]],
    ["::ffff:203.0.113.9", [true, true, true]],
  ])("of %s ends as that of 203.0.113.9 as far as blocks go: %j", (other, same) => {
    expect(partsOf(other).map((part, at) => part === partsOf(address)[at])).toEqual(same);
  });

  test.each([
    ["2001:db8:1:2::8", [false, true, true]],
    ["2001:db8:1:3::7", [false, false, true]],
    ["2001:db8:2:2::7", [false, false, false]],
  ])("of %s ends as that of 2001:db8:1:2::7 as far as /64 and /48 go: %j", (other, same) => {
    expect(partsOf(other).map((part, at) => part === partsOf("2001:db8:1:2::7")[at])).toEqual(same);
  });

  test("is a host that can be shown, of any address, and does not have the address in it", () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6(), fc.string()), (any) => {
        expect(isShownHost(cloakOf(any, "x".repeat(34), key))).toBe(true);
      }),
    );
  });
});

describe("with cloak", () => {
  test("a client is shown with it, and told so; without it with the real host", () => {
    const network = new TestNetwork({ cloak });
    const alice = network.open({ address });
    const lines = alice.ask("NICK alice", "USER alice 0 * :Alice");
    const host = hostOf(network, "alice");
    expect(host).toMatch(/\.hidden\.test$/);
    expect(lines[0]).toContain(`alice!alice@${host}`);
    expect(lines.some((line) => line.includes(` 396 alice ${host} `))).toBe(true);
    const plain = new TestNetwork();
    plain.connect("alice", { address });
    expect(hostOf(plain, "alice")).toBe(address);
  });

  test("nobody else reads the address or the secret anywhere; operators who may see hosts do", () => {
    const network = new TestNetwork({ cloak });
    const [alice, bob] = [network.connect("alice", { address }), network.connect("bob")];
    const boss = network.connect("boss");
    network.makeOperator(boss);
    alice.send("JOIN #room");
    const asked = [
      "JOIN #room",
      "WHOIS alice",
      "WHO #room %tcuhinsfadlor",
      "USERHOST alice",
      "TRACE alice",
      "WHO alice",
    ];
    const seen = bob.ask(...asked);
    alice.send("PRIVMSG #room :hello", "NICK alicia", "QUIT :bye");
    const all = [...seen, ...bob.read(), ...bob.ask("WHOWAS alice", "WHOWAS alicia")].join("\n");
    expect(all).toContain(".hidden.test");
    expect(all).not.toContain(address);
    const told = boss.ask("WHOWAS alicia").join("\n");
    expect(told).toContain(address);
    const everything = [
      all,
      told,
      JSON.stringify(network.entries),
      JSON.stringify(network.node.world.settings),
    ];
    expect(everything.join()).not.toContain(secret);
  });

  test("a ban on the cloak, its block, the host or the address counts, whatever is shown", async () => {
    const network = new TestNetwork({ cloak, accountHost: "users.test" });
    const [owner] = network.inChannel("#room", "owner");
    await makeAccount(network, "al");
    const alice = network.connect("alice", { address });
    const host = hostOf(network, "alice") ?? "";
    logIn(network, alice, "al");
    expect(hostOf(network, "alice")).toBe("al.users.test");
    for (const mask of [host, host.replace(/^[^.]+/, "*"), address, "203.0.113.*"]) {
      owner?.send(`MODE #room +b *!*@${mask}`);
      alice.read();
      expect(alice.numerics("JOIN #room").at(-1)).toMatch(/^474 #room /);
      owner?.send(`MODE #room -b *!*@${mask}`);
    }
    logIn(network, alice, undefined);
    expect(hostOf(network, "alice")).toBe(host);
  });

  test("nobody may ask for a host that looks like one", async () => {
    const network = new TestNetwork({ cloak });
    await makeAccount(network, "alice");
    const alice = network.connect("al");
    logIn(network, alice, "alice");
    alice.read();
    const answers = await alice.answer("HS REQUEST a.hidden.test");
    expect(answers.join()).toContain("Hosts under hidden.test are given by address");
  });

  test("whom a gateway brings is shown with the cloak of their own address", async () => {
    const webirc = [{ password: cheapHash("sesame"), addresses: ["198.51.100.1"] }];
    const network = new TestNetwork({ cloak, webirc });
    network.connect("direct", { address });
    const web = network.open({ address: "198.51.100.1" });
    await web.answer(`WEBIRC sesame web host.example ${address}`, "NICK web", "USER web 0 * :Web");
    expect(hostOf(network, "web")).toBe(hostOf(network, "direct"));
  });

  test("REHASH tells what another one does", async () => {
    const network = new TestNetwork({ cloak });
    network.connect("alice", { address });
    const before = hostOf(network, "alice");
    network.config = { ...network.config, cloak: { ...cloak, secret: secret.toUpperCase() } };
    expect(await network.node.rehash()).toEqual([
      "cloak: who is here keeps their host, and bans on cloaks of before are about nobody else",
    ]);
    network.connect("bob", { address });
    expect(hostOf(network, "alice")).toBe(before);
    expect(hostOf(network, "bob")).not.toBe(before);
  });
});

describe("the key", () => {
  test("is told of when it is another one than at the last start, and only then; it is not kept", async () => {
    const store = memoryStore();
    const told: unknown[] = [];
    const start = async (config: ConfigInput, own = "own") => {
      const loaded = loadConfig({ flags: config });
      const log = { warn: (words: unknown) => void told.push(words) };
      await new Cloaks(() => loaded, Buffer.from(own)).watchKey(store, log);
      return told.length;
    };
    expect([await start({ cloak }), await start({ cloak }), await start({})]).toEqual([0, 0, 0]);
    expect(await start({ cloak: { suffix: "hidden.test" } })).toBe(1);
    expect(await start({ cloak: { suffix: "hidden.test" } })).toBe(1);
    expect(await start({ cloak: { suffix: "hidden.test" } }, "another")).toBe(2);
    expect(JSON.stringify(await store.plugins.list("ircd-ts", "", 100))).not.toMatch(/own|another|horse/);
  });

  test("lasts in the data folder where the configuration has none", async () => {
    const data = mkdtempSync(join(tmpdir(), "ircd-cloak-"));
    const config = loadConfig({
      flags: { listeners: [{ port: 0 }], data, cloak: { suffix: "hidden.test" } },
    });
    const shown = async () => {
      const server = await startServer(config, { log: silentLogger(), reload: () => config });
      const client = await new WireClient(server.port).register("alice");
      await server.close();
      return /alice!alice@(\S+)/.exec(client.text)?.[1];
    };
    const first = await shown();
    expect(first).toMatch(/\.hidden\.test$/);
    expect(await shown()).toBe(first);
  });
});
