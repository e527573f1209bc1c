// 100,000 clients connect, talk and leave over real sockets, 100 at a time; memory has to end where it was.
// node --expose-gc --import tsx bench/soak.ts [clients]
import { connect } from "node:net";
import { createServer } from "../src/index.ts";

const clients = Number(process.argv[2] ?? 100_000);
const atOnce = 100;
const mostGrowth = 8 * 1_048_576;

const server = await createServer({ port: 0, unlimited: true });
let started = 0;

function visit(): Promise<void> {
  const number = started++;
  return new Promise((resolve) => {
    const socket = connect({ port: server.port, host: "127.0.0.1" });
    let text = "";
    socket.on("connect", () =>
      socket.write(`NICK n${number}\r\nUSER u 0 * :U\r\nJOIN #room${number % 10}\r\n`),
    );
    socket.on("data", (chunk) => {
      text += chunk.toString("latin1");
      if (!text.includes(" 366 ")) return;
      // Every way to go: a QUIT, an end, a reset.
      if (number % 3 === 0) socket.write("QUIT :bye\r\n");
      else if (number % 3 === 1) socket.destroy();
      else socket.resetAndDestroy();
      text = "";
    });
    socket.on("error", () => socket.destroy());
    socket.on("close", () => resolve());
  });
}

async function visitors(until: number): Promise<void> {
  while (started < until) await visit();
}

function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

async function round(until: number): Promise<number> {
  await Promise.all(Array.from({ length: atOnce }, () => visitors(until)));
  await new Promise((resolve) => setTimeout(resolve, 500));
  return heap();
}

const before = await round(clients / 10);
const after = await round(clients);
await server.close();
const mib = (bytes: number) => `${(bytes / 1_048_576).toFixed(1)} MiB`;
process.stdout.write(`heap after ${clients / 10} clients ${mib(before)}, after ${clients} ${mib(after)}\n`);
process.exitCode = after - before > mostGrowth ? 1 : 0;
