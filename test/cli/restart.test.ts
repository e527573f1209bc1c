import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { cheapHash } from "../kit/cheap-hash.ts";
import { WireClient } from "../kit/wire.ts";

const cli = new URL("../../src/cli.ts", import.meta.url).pathname;

test("a process that cannot listen again after RESTART says why and exits 1", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const address = taken.address();
  const elsewhere = typeof address === "object" && address ? address.port : 0;

  const file = join(mkdtempSync(join(tmpdir(), "ircd-restart-")), "ircd.yaml");
  const opers = [{ name: "root", password: cheapHash("secret") }];
  const write = (port: number) =>
    writeFileSync(file, JSON.stringify({ name: "irc.test", ephemeral: true, listeners: [{ port }], opers }));
  write(0);
  const child = spawn(process.execPath, ["--import", "tsx", cli, "--config", file]);
  onTestFinished(() => void child.kill("SIGKILL"));
  let said = "";
  child.stderr.on("data", (chunk) => {
    said += String(chunk);
  });
  const [announced] = await once(child.stdout, "data");
  const port = Number(/:(\d+)/.exec(String(announced))?.[1]);

  const boss = await new WireClient(port).register("boss");
  boss.send("OPER root secret");
  await boss.until(/ 381 /);
  write(elsewhere);
  const exit = once(child, "exit");
  boss.send("RESTART irc.test");
  expect(await exit).toEqual([1, null]);
  expect(said).toContain("EADDRINUSE");
  taken.close();
}, 20_000);
