import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "node:tls";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import type { ConfigInput } from "../../src/config/schema.ts";
import { silentLogger } from "../../src/logging/logger.ts";
import { AcmeFiles } from "../../src/net/acme-files.ts";
import { selfSignedCertificate } from "../../src/net/self-signed.ts";
import { acmeOrder } from "../../src/node/acme/acme-order.ts";
import { AcmeSide } from "../../src/node/acme/acme-side.ts";
import { startServer } from "../../src/server.ts";
import { AcmeDirectory } from "../kit/acme-directory.ts";
import { WireClient } from "../kit/wire.ts";

const DAY = 86_400_000;
const fresh = () => mkdtempSync(join(tmpdir(), "ircd-acme-"));

type AcmeInput = NonNullable<ConfigInput["acme"]>;

function configured(acme: Omit<AcmeInput, "agreed">, data = fresh()) {
  return {
    ...{ name: "irc.example.net", data, http: { port: 0 } },
    listeners: [{ port: 0, tls: { acme: true } }],
    acme: { agreed: true, ...acme },
  };
}

async function shown(port: number): Promise<X509Certificate> {
  const socket = connect({ port, host: "127.0.0.1", rejectUnauthorized: false });
  await once(socket, "secureConnect");
  const certificate = new X509Certificate(socket.getPeerCertificate(true).raw);
  socket.destroy();
  return certificate;
}

/** A server whose names an authority asks at its own HTTP listener. */
async function certified(names: readonly string[], data = fresh()) {
  let reached = "";
  const directory = new AcmeDirectory((_name, path) => reached + path);
  let config = configured(
    { names: [...names], directory: await directory.listen(), email: "ops@example.net" },
    data,
  );
  const read = () => loadConfig({ flags: config });
  const server = await startServer(read(), { log: silentLogger(), reload: read });
  reached = `http://127.0.0.1:${server.http?.port}`;
  onTestFinished(async () => {
    await server.close();
    await directory.close();
  });
  const rehash = async (next: Partial<AcmeInput>) => {
    config = { ...config, acme: { ...config.acme, ...next } };
    await server.rehash();
  };
  return { server, directory, data, rehash, reached };
}

describe("acme", () => {
  test("has an authority certify the server through its own HTTP listener, and shows that to who comes then", async () => {
    const { server, directory, data, reached } = await certified(["irc.example.net", "chat.example.net"]);
    const before = await new WireClient(server.port, {}).register("alice");
    await vi.waitFor(async () => expect((await shown(server.port)).issuer).toBe("CN=Test Authority"), 15_000);
    expect((await shown(server.port)).subjectAltName).toBe("DNS:irc.example.net, DNS:chat.example.net");
    expect(directory.contacts).toEqual([["mailto:ops@example.net"]]);
    for (const file of ["account.key", "certificate.key"])
      expect(statSync(join(data, "acme", file)).mode & 0o077).toBe(0);
    before.send("PING :still here");
    await before.until(/PONG .*still here/);
    expect((await fetch(`${reached}/.well-known/acme-challenge/another`)).status).toBe(404);
  });

  test("keeps what was issued over a restart, and orders again for another name, as the same account", async () => {
    const first = await certified(["irc.example.net"]);
    await vi.waitFor(() => expect(first.directory.issued).toHaveLength(1), 15_000);
    await first.rehash({ names: ["irc.example.net", "irc.example.org"] });
    await vi.waitFor(
      async () => expect((await shown(first.server.port)).subjectAltName).toContain("irc.example.org"),
      15_000,
    );
    expect(first.directory.issued).toHaveLength(2);
    await first.server.close();
    const key = readFileSync(join(first.data, "acme", "account.key"), "utf8");
    const second = await certified(["irc.example.net"], first.data);
    expect((await shown(second.server.port)).issuer).toBe("CN=Test Authority");
    expect(second.directory.issued).toEqual([]);
    expect(readFileSync(join(first.data, "acme", "account.key"), "utf8")).toBe(key);
  });
});

describe("orders of certificates", () => {
  /** The side of a node whose clock is moved by hand; each order is answered by the next outcome. */
  function side(
    outcomes: (() => Promise<{ cert: string; key: string }>)[],
    names = ["irc.example.net"],
    data = fresh(),
  ) {
    const config = loadConfig({ flags: configured({ names }, data) });
    const waits: { readonly then: () => void; readonly ms: number }[] = [];
    const told: string[] = [];
    let now = Date.now();
    let ordered = 0;
    const acme = new AcmeSide({
      log: silentLogger(),
      config: () => config,
      renewed: async () => void told.push("renewed"),
      tellOperators: (text) => told.push(text),
      order: () => {
        ordered += 1;
        return outcomes.shift()?.() ?? Promise.reject(new Error("no more"));
      },
      later(then, ms) {
        const wait = { then, ms };
        waits.push(wait);
        return () => waits.splice(waits.indexOf(wait), waits.includes(wait) ? 1 : 0);
      },
      now: () => now,
    });
    const settle = () => new Promise((resolve) => setImmediate(resolve));
    const pass = async () => {
      const [next] = waits.splice(0, 1);
      now += next?.ms ?? 0;
      next?.then();
      await settle();
    };
    return {
      acme,
      waits,
      told,
      pass,
      settle,
      ordered: () => ordered,
      moveTo: (time: number) => (now = time),
    };
  }

  const issue = (name: string, days: number) => async () =>
    await selfSignedCertificate(name, undefined, Date.now() - (730 - days) * DAY);

  test("are made again before one ends, and not earlier", async () => {
    const { acme, told, ordered, settle, moveTo } = side([
      issue("irc.example.net", 90),
      issue("irc.example.net", 150),
    ]);
    acme.look();
    await vi.waitFor(() => expect(told).toEqual(["renewed"]));
    moveTo(Date.now() + 59 * DAY);
    acme.look();
    await settle();
    expect(ordered()).toBe(1);
    moveTo(Date.now() + 61 * DAY);
    acme.look();
    await vi.waitFor(() => expect(told).toEqual(["renewed", "renewed"]));
  });

  test("that fail are told to operators and made again, more and more seldom", async () => {
    const refuse = () => Promise.reject(new Error("irc.example.net does not answer"));
    const { acme, told, waits, pass, settle } = side([refuse, refuse, refuse, issue("irc.example.net", 90)]);
    acme.look();
    await settle();
    expect(told).toEqual(["No certificate was issued for irc.example.net (irc.example.net does not answer)"]);
    const seen = [waits[0]?.ms];
    for (let count = 0; count < 2; count += 1) {
      await pass();
      seen.push(waits[0]?.ms);
    }
    expect(seen).toEqual([900_000, 1_800_000, 3_600_000]);
    await pass();
    await vi.waitFor(() => expect(told.at(-1)).toBe("renewed"));
    expect(waits.map(({ ms }) => ms)).toEqual([DAY / 2]);
  });

  test("are made again where half of the last one is lost, which keeps no server from its start", async () => {
    const data = fresh();
    const issued = await issue("irc.example.net", 90)();
    const files = new AcmeFiles(data);
    files.keep(issued);
    files.keep({ ...issued, cert: (await issue("irc.example.net", 90)()).cert });
    const { acme, told } = side([issue("irc.example.net", 90)], ["irc.example.net"], data);
    acme.look();
    await vi.waitFor(() => expect(told).toEqual(["renewed"]));
    writeFileSync(join(data, "acme", "certificate.pem"), "");
    const { server, directory } = await certified(["irc.example.net"], data);
    await vi.waitFor(async () => expect((await shown(server.port)).issuer).toBe("CN=Test Authority"), 15_000);
    expect(directory.issued).toHaveLength(1);
  });

  test("fail where the authority answers nothing: nobody waits for it for ever", async () => {
    const silent = createServer(() => {}).listen(0, "127.0.0.1");
    await once(silent, "listening");
    onTestFinished(() => void silent.close().closeAllConnections());
    const address = silent.address();
    const directory = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/`;
    const data = fresh();
    const { acme } = loadConfig({ flags: configured({ names: ["irc.example.net"], directory }, data) });
    if (!acme) expect.unreachable();
    const order = acmeOrder(1, 200)(acme, new AcmeFiles(data), new Map());
    await expect(order).rejects.toThrow("the authority does not answer");
  });

  test("are made one at a time, and no more when the server ends", async () => {
    let answer = (_pair: { cert: string; key: string }) => {};
    const slow = () => new Promise<{ cert: string; key: string }>((resolve) => (answer = resolve));
    const { acme, told, ordered, waits, settle } = side([slow]);
    acme.look();
    acme.look();
    expect(ordered()).toBe(1);
    acme.end();
    answer(await issue("irc.example.net", 90)());
    await settle();
    acme.look();
    expect(told).toEqual([]);
    expect(ordered()).toBe(1);
    expect(waits).toEqual([]);
  });
});
