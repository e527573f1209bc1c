import { expect, test } from "vitest";
import { createServer } from "../../src/index.ts";
import { FrameworkClient } from "../kit/framework.ts";

test("clients with and without TLS talk to each other, and WHOIS tells them apart", async () => {
  await using server = await createServer({ port: 0, tlsPort: 0, tlsSelfSigned: true });
  const tlsPort = server.addresses.find(({ tls }) => tls)?.port ?? 0;
  const [alice, bob] = await Promise.all([
    FrameworkClient.connect(tlsPort, "alice", { tls: true, rejectUnauthorized: false }),
    FrameworkClient.connect(server.port, "bob"),
  ]);
  await alice.join("#room");
  await bob.join("#room");
  alice.irc.say("#room", "from within TLS");
  await bob.hears("privmsg", { nick: "alice", message: "from within TLS" });
  bob.irc.say("#room", "x".repeat(300));
  await alice.hears("privmsg", { nick: "bob", message: "x".repeat(300) });
  for (const nick of ["alice", "bob"]) bob.irc.whois(nick);
  expect(await bob.hears("whois", { nick: "alice" })).toMatchObject({ secure: true });
  expect(await bob.hears("whois", { nick: "bob" })).not.toHaveProperty("secure");
});

test("a client that trusts only known certificates does not come in", async () => {
  await using server = await createServer({ port: 0, tlsPort: 0, tlsSelfSigned: true });
  const port = server.addresses.find(({ tls }) => tls)?.port ?? 0;
  const wary = new FrameworkClient({ port, nick: "wary", tls: true });
  await wary.hears("close");
  expect(await FrameworkClient.connect(server.port, "wary")).toHaveProperty("nick", "wary");
});
