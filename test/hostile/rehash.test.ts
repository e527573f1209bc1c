import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { silentLogger } from "../../src/logging/logger.ts";
import { selfSignedCertificate } from "../../src/net/self-signed.ts";
import { startServer } from "../../src/server.ts";
import { WebClient } from "../kit/web-client.ts";
import { WireClient } from "../kit/wire.ts";

const folder = mkdtempSync(join(tmpdir(), "ircd-rehash-"));
const file = join(folder, "ircd.yaml");
const [cert, key] = [join(folder, "cert.pem"), join(folder, "key.pem")];

function heapAfterCollection(): number {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  return process.memoryUsage().heapUsed;
}

/** How many servers, sockets and timers there are, once those that are closed are gone. */
async function resources(): Promise<Record<string, number>> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  const kinds = process.getActiveResourcesInfo();
  return Object.fromEntries(
    ["TCPServerWrap", "TCPSocketWrap", "TLSWrap", "Timeout"].map((name) => [
      name,
      kinds.filter((kind) => kind === name).length,
    ]),
  );
}

const always = `  - { port: 0, tls: { cert: ${cert}, key: ${key}, sni: [{ cert: ${cert}, key: ${key} }] } }
  - { port: 0, websocket: { withoutOrigin: true } }\n`;
const sound = `motd: Fine.\nlisteners:\n${always}`;
/** What an operator may bring about in a bad hour; each is read again and again. */
const files: readonly (readonly [what: string, text: string, isSound: boolean])[] = [
  ["one more listener", `${sound}  - { port: 0 }\n`, true],
  ["that listener for consoles", `${sound}  - { port: 0, console: true }\n`, true],
  ["the same place with TLS", `${sound}  - { port: 0, tls: { cert: ${cert}, key: ${key} } }\n`, true],
  ["no such listener", sound, true],
  ["other limits", `limits: { nickLength: 20 }\nconnections: { clients: 100 }\n${sound}`, true],
  ["no YAML", "listeners: [}", false],
  ["aliases without end", "a: &a [*a]\n", false],
  ["an unknown key", `${sound}frobnicate: 1\n`, false],
  ["a wrong value", `${sound}limits: { nickLength: -1 }\n`, false],
  ["no certificate", "listeners: [{ port: 0, tls: { cert: gone.pem, key: gone.pem } }]\n", false],
  ["no such text", `motd: { file: gone.txt }\nlisteners:\n${always}`, false],
  ["no such address", `${sound}  - { port: 0 }\n  - { host: 203.0.113.1, port: 0 }\n`, false],
  ["nothing", "", false],
];

test("a thousand rehashes, good and bad, with certificates swapped, leak nothing and disturb nobody", async () => {
  const certificates = await Promise.all(["a", "b"].map((name) => selfSignedCertificate(`${name}.example`)));
  const swap = (round: number) => {
    const next = certificates[round % 2];
    writeFileSync(cert, next?.cert ?? "");
    writeFileSync(key, next?.key ?? "");
  };
  swap(0);
  writeFileSync(file, sound);
  const reload = () => loadConfig({ file, flags: { name: "irc.test" } });
  const server = await startServer(reload(), { log: silentLogger(), reload });
  const [tls, web] = server.addresses;
  const alice = await new WireClient(tls?.port ?? 0, {}).register("alice");
  const bob = await new WebClient(web?.port ?? 0).register("bob");
  const outcomes = new Map<string, number>();
  let round = 0;
  const rehashes = async (count: number) => {
    for (const until = round + count; round < until; round += 1) {
      const [what, text, isSound] = files[round % files.length] ?? ["", "", false];
      if (round % files.length === 0) swap(round / files.length);
      // The plain port of a server that was told nothing may be taken on this machine.
      writeFileSync(file, what === "nothing" ? "listeners: [{ host: 203.0.113.1 }]" : text);
      const done = await server.rehash().then(
        () => true,
        () => false,
      );
      if (done !== isSound) outcomes.set(what, (outcomes.get(what) ?? 0) + 1);
    }
    writeFileSync(file, sound);
    await server.rehash();
  };
  await rehashes(200);
  const before = { resources: await resources(), heap: heapAfterCollection() };
  await rehashes(800);
  expect(outcomes).toEqual(new Map());
  expect(server.addresses.map(({ port }) => port)).toEqual([tls?.port, web?.port]);
  expect(await resources()).toEqual(before.resources);
  expect(heapAfterCollection() - before.heap).toBeLessThan(4_000_000);
  alice.send("PRIVMSG bob :still here");
  await bob.until(/still here/);
  await server.close();
}, 60_000);
