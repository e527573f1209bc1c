import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import type { ConfigInput } from "../../src/config/schema.ts";
import { silentLogger } from "../../src/logging/logger.ts";
import { selfSignedCertificate } from "../../src/net/self-signed.ts";
import { startServer } from "../../src/server.ts";
import { WireClient } from "../kit/wire.ts";

test("a client in the clear is told the TLS port, and there for how long to stay, until REHASH ends it", async () => {
  const folder = mkdtempSync(join(tmpdir(), "ircd-sts-"));
  const { cert: ca } = await selfSignedCertificate("irc.test", folder);
  const [cert, key] = [join(folder, "self-signed.crt"), join(folder, "self-signed.key")];
  let sts: ConfigInput["sts"] = { duration: 86_400, preload: true };
  const read = () =>
    loadConfig({
      flags: {
        name: "irc.test",
        listeners: [{ port: 0 }, { port: 0, tls: { selfSigned: true } }, { port: 0, tls: { cert, key } }],
        ...(sts && { sts }),
      },
    });
  const server = await startServer(read(), { log: silentLogger(), reload: read });
  const port = server.addresses[2]?.port ?? 0;
  const told = async (client: WireClient) => {
    client.send("CAP LS 302");
    return / LS (?:\* )?:.*?(?<sts>sts=\S+)? cap-notify /.exec(await client.until(/cap-notify/))?.groups?.[
      "sts"
    ];
  };

  const plain = new WireClient(server.port);
  expect(await told(plain)).toBe(`sts=port=${port}`);
  const secure = new WireClient(port, { ca, servername: "irc.test", rejectUnauthorized: true });
  expect(await told(secure)).toBe("sts=duration=86400,preload");
  // localhost stands in the certificate, too, but not in the list.
  const other = new WireClient(port, { ca, servername: "localhost", rejectUnauthorized: true });
  expect(await told(other)).toBeUndefined();
  expect(await told(new WireClient(port, {}))).toBeUndefined();

  sts = undefined;
  await server.rehash();
  for (const client of [plain, secure]) await client.until(/^:irc\.test CAP \* NEW :sts=duration=0\r$/m);
  other.send("PING fence");
  expect(await other.until(/fence/)).not.toContain("sts");
  await server.close();
});
