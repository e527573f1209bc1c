import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { createServer, type ServerOptions } from "../../src/index.ts";
import { MailSink } from "../kit/mail-sink.ts";
import { scramFinal } from "../kit/sasl-client.ts";
import { WireClient } from "../kit/wire.ts";

const data = mkdtempSync(join(tmpdir(), "ircd-accounts-"));
afterAll(() => rmSync(data, { recursive: true }));

const encoded = (text: string) => `AUTHENTICATE ${Buffer.from(text).toString("base64")}`;
const start = (options: ServerOptions = {}) => createServer({ port: 0, data, ...options });

/** The challenge of SCRAM for an account, and the client that was sent it. */
async function challenged(port: number, account: string) {
  const client = new WireClient(port);
  client.send("CAP REQ :sasl", `NICK ${account}`, `USER x 0 * :x`, "AUTHENTICATE SCRAM-SHA-256");
  client.send(encoded(`n,,n=${account},r=nonce`));
  const text = await client.until(/AUTHENTICATE \S{20,}\r\n/);
  const challenge = /AUTHENTICATE (\S{20,})\r\n/.exec(text)?.[1] ?? "";
  return { client, first: Buffer.from(challenge, "base64").toString() };
}

const saltIn = (first: string) => /,s=([^,]+),/.exec(first)?.[1];

test("what was registered is there after a restart, and SCRAM knows it", { timeout: 60_000 }, async () => {
  const first = await start();
  const alice = await new WireClient(first.port).register("alice");
  alice.send("REGISTER * * hunter2");
  await alice.until(/REGISTER SUCCESS alice/);
  const before = await challenged(first.port, "nobody");
  await first.close();

  const second = await start();
  const { client, first: challenge } = await challenged(second.port, "alice");
  client.send(encoded(scramFinal("hunter2", "n=alice,r=nonce", challenge).text), "AUTHENTICATE +", "CAP END");
  expect(await client.until(/ 376 /)).toContain(" 903 alice ");
  // Whoever asks before a restart and after it does not learn that there is no such account.
  const after = await challenged(second.port, "nobody");
  expect(saltIn(after.first)).toBe(saltIn(before.first));
  await second.close();
});

test("a letter brings the code that verifies an account", { timeout: 60_000 }, async () => {
  await using sink = await MailSink.open();
  const mail = { host: "127.0.0.1", port: sink.port, tls: "none", from: "irc@example.org" } as const;
  const server = await start({ mail, registration: { verify: true } });
  const bob = new WireClient(server.port);
  bob.send("CAP LS 302", "NICK bob", "USER bob 0 * :Bob", "REGISTER * bob@example.org hunter2");
  await bob.until(/REGISTER VERIFICATION_REQUIRED bob/);
  const [, code] = /\/VERIFY bob ([a-z2-7]{26})/.exec(sink.letters[0] ?? "") ?? [];
  bob.send(`VERIFY bob ${code}`, "CAP END");
  expect(await bob.until(/ 376 /)).toContain(" 900 bob bob!bob@127.0.0.1 bob :");
  await server.close();
});
