import { once } from "node:events";
import { chmodSync, mkdtempSync, utimesSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import type { ConfigInput } from "../../src/config/schema.ts";
import { AcmeFiles } from "../../src/net/acme-files.ts";
import { selfSignedCertificate } from "../../src/net/self-signed.ts";
import { openDataFolder } from "../../src/node/data-folder.ts";
import { examine } from "../../src/node/doctor/examine.ts";
import type { Machine } from "../../src/node/doctor/machine.ts";

const GiB = 1024 ** 3;
const DAY = 86_400_000;
const fresh = () => mkdtempSync(join(tmpdir(), "ircd-doctor-"));

const sound: Machine = {
  nodeVersion: "22.1.0",
  openFiles: 65_536,
  heapLimit: 4 * GiB,
  now: () => Date.now(),
  isClockKept: async () => true,
  space: async () => ({ free: 50 * GiB, total: 100 * GiB }),
};

/** What the doctor says, a line each; of one subject, if named. */
async function says(about: string, config: ConfigInput, machine: Partial<Machine> = {}): Promise<string[]> {
  const flags = { listeners: [{ port: 0 }], name: "irc.test", ...config };
  const lines: string[] = [];
  for await (const finding of examine(loadConfig({ flags }), { ...sound, ...machine }))
    if (finding.about === about) lines.push(`${finding.kind}: ${finding.text}`);
  return lines;
}

async function issue(name: string, days: number, keyMode = 0o600) {
  const folder = fresh();
  const made = await selfSignedCertificate(name, undefined, Date.now() - (730 - days) * DAY);
  const [cert, key] = [join(folder, "crt"), join(folder, "key")];
  writeFileSync(cert, made.cert);
  writeFileSync(key, made.key);
  chmodSync(key, keyMode);
  return { cert, key };
}

describe("the doctor", () => {
  test("finds no fault in a machine that has everything", async () => {
    const kinds = new Set<string>();
    const data = openDataFolder(join(fresh(), "data"));
    data.close();
    const config = loadConfig({ flags: { listeners: [{ port: 0 }], data: data.path } });
    for await (const { kind } of examine(config, sound)) kinds.add(kind);
    expect([...kinds]).toEqual(["ok"]);
  });

  test("finds a Node.js that is too old", async () => {
    expect(await says("Node.js", {}, { nodeVersion: "20.18.3" })).toEqual([
      "fault: 20.18.3 is too old: 20.19 or newer is needed",
    ]);
  });

  test("finds fewer open files than clients", async () => {
    expect(await says("open files", {}, { openFiles: 1024 })).toEqual([
      expect.stringMatching(/^fault: 1024 may be open, and 10000 clients need 10200: raise it/),
    ]);
    expect(await says("open files", { connections: { clients: 824 } }, { openFiles: 1024 })).toEqual([
      "ok: 1024 may be open; 824 clients need 1024",
    ]);
  });

  test("warns of too little memory", async () => {
    expect(await says("memory", {}, { heapLimit: 0.25 * GiB })).toEqual([
      expect.stringMatching(/^warning: 256 MiB may be used; 10000 clients may need 441 MiB/),
    ]);
  });

  test("finds a server where only accounts come in, and nobody has one", async () => {
    const data = fresh();
    const accountRequired = true;
    expect(await says("accounts", {})).toEqual([]);
    expect(await says("accounts", { accountRequired, data })).toEqual([
      expect.stringMatching(
        /^fault: nobody can come in: .* List them in accounts, or .*registration\.beforeConnect/,
      ),
    ]);
    const accounts = [{ name: "alice", password: "hunter22" }];
    const bearer = { issuer: "https://id.example.org", audience: "irc", jwks: "https://id.example.org/jwks" };
    expect(await says("accounts", { accountRequired, accounts })).toEqual(["ok: 1 in the configuration"]);
    expect(await says("accounts", { accountRequired, bearer })).toEqual(["ok: they log in with tokens"]);
    const auth = { command: "/usr/local/bin/auth" };
    expect(await says("accounts", { accountRequired, scripts: { auth } })).toEqual([
      "ok: a script knows them",
    ]);
    const registration = { beforeConnect: true };
    expect(await says("accounts", { accountRequired, registration })).toEqual([
      "ok: whoever connects may register one",
    ]);
    writeFileSync(join(data, "ircd.db"), "");
    expect(await says("accounts", { accountRequired, data })).toEqual(["ok: those in the database come in"]);
  });

  test("finds a port that another program has, but not one that our server has", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    const data = openDataFolder(join(fresh(), "data"));
    const config = { listeners: [{ port }], data: data.path };
    expect(await says("ports", config)).toEqual([
      `ok: 127.0.0.1 port ${port} is taken; process ${process.pid} serves`,
    ]);
    data.close();
    expect(await says("ports", config)).toEqual([
      `fault: 127.0.0.1 port ${port} cannot be listened on: another program has it`,
    ]);
    other.close();
  });

  test("finds an address that this machine does not have, and looks at HTTP, too", async () => {
    const config: ConfigInput = { listeners: [{ host: "192.0.2.1", port: 0 }], http: { port: 0 } };
    expect(await says("ports", config)).toEqual([
      "fault: 192.0.2.1 port 0 cannot be listened on: this machine has no such address",
      "ok: 127.0.0.1 port 0 is free",
    ]);
  });

  test("finds certificates that end, are for others, or whose key everybody can read", async () => {
    const [good, soon, over] = [
      await issue("irc.test", 100),
      await issue("irc.test", 3.5),
      await issue("irc.test", -2),
    ];
    const [others, wide] = [await issue("irc.example.net", 100), await issue("irc.test", 100, 0o644)];
    const of = async (tls: { cert: string; key: string }) =>
      await says("certificates", { listeners: [{ port: 0, tls }] });
    expect(await of(good)).toEqual([expect.stringMatching(/^ok: .* ends in 99 days$/)]);
    expect(await of(soon)).toEqual([expect.stringMatching(/^warning: .* ends in 3 days$/)]);
    expect(await of(over)).toEqual([expect.stringMatching(/^fault: .* ended on \d{4}-\d\d-\d\d$/)]);
    expect(await of(others)).toEqual([
      expect.stringMatching(/^ok/),
      `warning: ${others.cert} is for irc.example.net, localhost, and the server is irc.test`,
    ]);
    expect(await of(wide)).toEqual([
      expect.stringMatching(/^ok/),
      `warning: the key ${wide.key} can be read by everybody: chmod o-r`,
    ]);
    expect(await of({ cert: good.cert, key: wide.key })).toEqual([
      expect.stringMatching(/^fault: .*does not fit/),
    ]);
  });

  test("says that a certificate signed by itself has to be trusted", async () => {
    expect(await says("certificates", { listeners: [{ port: 0, tls: { selfSigned: true } }] })).toEqual([
      expect.stringMatching(/^warning: one is signed by the server itself/),
    ]);
  });

  test("looks at what an authority has issued, and at those for other names beside what is not in a file", async () => {
    const [data, others] = [fresh(), await issue("irc.example.net", 100)];
    const config: ConfigInput = {
      ...{ data, http: { port: 0 }, acme: { names: ["irc.example.org"], agreed: true } },
      listeners: [{ port: 0, tls: { acme: true, sni: [others] } }],
    };
    const ofOthers = `ok: ${others.cert} ends in 99 days`;
    expect(await says("certificates", config)).toEqual([
      ofOthers,
      expect.stringMatching(/^warning: one is signed by the server itself/),
    ]);
    new AcmeFiles(data).keep(
      await selfSignedCertificate("irc.example.org", undefined, Date.now() - 720 * DAY),
    );
    const issued = join(data, "acme", "certificate.pem");
    expect(await says("certificates", config)).toEqual([
      ofOthers,
      `warning: ${issued} ends in 9 days`,
      `warning: ${issued} is for irc.example.org, localhost, and the server is irc.test`,
    ]);
  });

  test("finds a text that cannot be read", async () => {
    const file = join(fresh(), "motd");
    expect(await says("texts", { motd: { file } })).toEqual([
      `fault: the motd ${file} cannot be read (ENOENT)`,
    ]);
  });

  test("finds a plugin that is not there or does not read, and runs none", async () => {
    const folder = fresh();
    const file = (name: string, text: string) => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    const sounds = file("fine.ts", "throw new Error('it was run');");
    const broken = file("broken.ts", "export default {{");
    const missing = join(folder, "missing.ts");
    const plugins = [
      { use: "dice" } as const,
      { path: sounds },
      { path: broken },
      { path: missing },
      { path: folder, isolated: true },
      { package: "ircd-plugin-that-is-not-there" },
    ];
    expect(await says("plugins", { plugins })).toEqual([
      `ok: plugins[1]: ${sounds} can be read`,
      expect.stringMatching(/^fault: plugins\[2\]: \S*broken\.ts:1:17: Expected identifier/),
      `fault: plugins[3]: ${missing} cannot be read (ENOENT)`,
      `fault: plugins[4]: ${folder} cannot be read (EISDIR)`,
      expect.stringMatching(
        /^fault: plugins\[5\]: the package ircd-plugin-that-is-not-there cannot be found/,
      ),
    ]);
  });

  test("looks at the data folder: whether it lasts, can be written to, and is private", async () => {
    const folder = fresh();
    expect(await says("data folder", {})).toEqual([expect.stringMatching(/^warning: none: /)]);
    expect(await says("data folder", { data: join(folder, "a", "b") })).toEqual([
      `ok: ${join(folder, "a", "b")} will be made`,
    ]);
    chmodSync(folder, 0o755);
    expect(await says("data folder", { data: folder })).toEqual([
      expect.stringMatching(/^warning: .* can be read by others/),
    ]);
  });

  test("finds a disk that is nearly full", async () => {
    const data = fresh();
    const withFree = (free: number) =>
      says("disk", { data }, { space: async () => ({ free, total: 100 * GiB }) });
    expect(await withFree(50 * GiB)).toEqual(["ok: 51200 MiB of 102400 MiB are free"]);
    expect(await withFree(0.5 * GiB)).toEqual(["warning: 512 MiB of 102400 MiB are free"]);
    expect(await withFree(1024 ** 2)).toEqual([
      expect.stringMatching(/^fault: 1 MiB .* history will soon not be kept$/),
    ]);
  });

  test("finds a clock that is behind what was written, and warns of one that nothing keeps", async () => {
    const data = fresh();
    const file = join(data, "ircd.db");
    writeFileSync(file, "");
    utimesSync(file, new Date("2030-01-02T00:00:00Z"), new Date("2030-01-02T00:00:00Z"));
    const now = () => Date.parse("2030-01-01T00:00:00Z");
    expect(await says("clock", { data }, { now })).toEqual([
      "fault: it is behind: the data folder was written to at 2030-01-02T00:00:00Z, and it is 2030-01-01T00:00:00Z now",
    ]);
    expect(await says("clock", {}, { now, isClockKept: async () => false })).toEqual([
      expect.stringMatching(/^warning: 2030-01-01T00:00:00Z; nothing keeps it right/),
    ]);
    expect(await says("clock", {}, { now, isClockKept: async () => undefined })).toEqual([
      "ok: 2030-01-01T00:00:00Z",
    ]);
  });
});
