import { existsSync, mkdtempSync, readFileSync, renameSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { silentLogger } from "../../src/logging/logger.ts";
import { startServer } from "../../src/server.ts";
import { cheapHash } from "../kit/cheap-hash.ts";
import { WireClient } from "../kit/wire.ts";

test("audit.file has what operators do, is opened anew on demand, and an unwritable one stops nobody", async () => {
  const folder = mkdtempSync(join(tmpdir(), "ircd-audit-"));
  const file = join(folder, "audit.log");
  const opers = [{ name: "root", password: cheapHash("secret") }];
  const written = async (command: string) => {
    while (!existsSync(file) || !commandsIn(file).includes(command))
      await new Promise((resolve) => setImmediate(resolve));
  };
  let audit = { file };
  const reload = () =>
    loadConfig({ flags: { ephemeral: true, listeners: [{ port: 0 }], opers, audit, unlimited: true } });
  const server = await startServer(reload(), { log: silentLogger(), reload });
  const boss = await new WireClient(server.port).register("boss");
  boss.send("OPER root secret");
  await boss.until(/ 381 /);
  boss.send("WALLOPS :first");
  await written("WALLOPS");
  renameSync(file, `${file}.1`);
  server.reopen();
  boss.send("GLOBOPS :second");
  await written("GLOBOPS");
  audit = { file: join(folder, "missing", "audit.log") };
  await server.rehash();
  await boss.until(/The audit log .* cannot be written \(ENOENT\)/);
  boss.send("WALLOPS :third", "PING fence");
  await boss.until(/ PONG .*fence/);
  await server.close();
  expect([commandsIn(`${file}.1`), commandsIn(file)]).toEqual([["OPER", "WALLOPS"], ["GLOBOPS"]]);
});

function commandsIn(path: string): unknown[] {
  const lines = readFileSync(path, "utf8").split("\n").slice(0, -1);
  return lines.map((line) => JSON.parse(line).command);
}
