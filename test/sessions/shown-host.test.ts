import { expect, test } from "vitest";
import { comeAs } from "../kit/come-as.ts";
import { FarNode } from "../kit/far-node.ts";
import { makeAccount } from "../kit/make-account.ts";
import { TestNetwork } from "../kit/network.ts";

const [phoneHost, deskHost] = ["203.0.113.1", "203.0.113.2"];
const hostOf = (network: TestNetwork) => network.node.world.userByNick("alice")?.identity.host;
const chghost = (from: string, to: string) => `:alice!alice@${from} CHGHOST alice ${to}`;
const told = (host: string) => `:irc.test 396 alice ${host} :is now your visible host`;

/** Alice on two clients that came one after the other, in #room with bob, who knows CHGHOST; everything read. */
function twoClients(config: ConstructorParameters<typeof TestNetwork>[0] = {}) {
  const network = new TestNetwork(config);
  const bob = network.connect("bob", { caps: "chghost" });
  const phone = comeAs(network, "alice", { address: phoneHost });
  const desk = comeAs(network, "alice", { address: deskHost });
  phone.send("JOIN #room");
  bob.send("JOIN #room");
  for (const client of [bob, phone, desk]) client.read();
  return { network, bob, phone, desk };
}

test("is that of the client that has been there longest: another takes over when it goes, and all are told", () => {
  const { network, bob, phone, desk } = twoClients();
  expect(hostOf(network)).toBe(phoneHost);
  phone.send("QUIT");
  expect(bob.read()).toEqual([chghost(phoneHost, deskHost)]);
  expect(desk.read()).toEqual([told(deskHost)]);
  desk.send("PRIVMSG #room :hi");
  expect(bob.read()).toEqual([`:alice!alice@${deskHost} PRIVMSG #room :hi`]);
});

test("stays when another client comes or goes", () => {
  const { network, bob, phone, desk } = twoClients();
  comeAs(network, "alice", { address: "203.0.113.3" });
  desk.vanish();
  expect([bob.read(), phone.read(), hostOf(network)]).toEqual([[], [], phoneHost]);
});

test("stays when the next client has the same", () => {
  const { network, bob, phone, desk } = twoClients();
  desk.vanish();
  const again = comeAs(network, "alice", { address: phoneHost });
  for (const client of [bob, again]) client.read();
  phone.vanish();
  expect([bob.read(), again.read(), hostOf(network)]).toEqual([[], [], phoneHost]);
});

test("is a cloak, where there are cloaks", () => {
  const cloak = { suffix: "hidden.test", secret: "correct horse battery staple, twice over" };
  const { network, bob, phone } = twoClients({ cloak });
  const before = hostOf(network) ?? "";
  phone.send("QUIT");
  const now = hostOf(network) ?? "";
  expect([before, now].every((host) => host.endsWith(".hidden.test"))).toBe(true);
  expect(bob.read()).toEqual([chghost(before, now)]);
  expect(now).not.toBe(before);
});

test("of who stays without a client is that of the last one, until one comes", () => {
  const { network, bob, phone, desk } = twoClients({ sessions: { alwaysOn: "opt-out" } });
  phone.send("QUIT");
  desk.send("QUIT");
  bob.read();
  expect(hostOf(network)).toBe(deskHost);
  const web = comeAs(network, "alice", { address: "203.0.113.3" }).read();
  expect(web.find((line) => line.includes(" 001 "))).toContain("alice!alice@203.0.113.3");
  expect(web).toContain(":alice!alice@203.0.113.3 JOIN #room");
  expect(bob.read()).toEqual([chghost(deskHost, "203.0.113.3")]);
});

test("is another when a server is lost with the client it was of", () => {
  const network = new TestNetwork();
  const far = new FarNode(network);
  const bob = network.connect("bob", { caps: "chghost" });
  far.comeAs("alice", "198.51.100.9");
  const desk = comeAs(network, "alice", { address: deskHost });
  desk.send("JOIN #room");
  bob.send("JOIN #room");
  for (const client of [bob, desk]) client.read();
  expect(hostOf(network)).toBe("198.51.100.9");
  far.lose();
  expect(bob.read()).toEqual([chghost("198.51.100.9", deskHost)]);
  expect(desk.read()).toEqual([told(deskHost)]);
});

test("of the account, or of an operator, stays whichever client goes", async () => {
  for (const config of [{ accountHost: "users.test" }, {}]) {
    const { network, bob, phone, desk } = twoClients(config);
    if (!("accountHost" in config)) {
      const boss = network.connect("boss");
      network.makeOperator(boss);
      boss.send("CHGHOST alice given.example");
    }
    const before = hostOf(network);
    for (const client of [bob, desk]) client.read();
    phone.send("QUIT");
    expect([bob.read(), desk.read(), hostOf(network)]).toEqual([[], [], before]);
  }
});

test("follows a vhost that is taken off to the client that is there", async () => {
  const { network, phone } = twoClients();
  await makeAccount(network, "alice");
  const boss = network.connect("boss");
  network.makeOperator(boss);
  await boss.answer("HS SET alice a.example");
  expect(hostOf(network)).toBe("a.example");
  phone.send("QUIT");
  await boss.answer("HS DEL alice");
  expect(hostOf(network)).toBe(deskHost);
});
